import {
	isAsTold,
	occurrenceOf,
	readEvent,
	renaming,
} from '../../../../../nodes/HelloAsso/trigger/webhook/delivery/event';
import { WebhookRejection } from '../../../../../nodes/HelloAsso/trigger/webhook/delivery/rejection';

const bytes = (value: unknown) =>
	Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

function statusOf(body: Buffer | undefined): number | undefined {
	try {
		readEvent(body);
		return undefined;
	} catch (error) {
		return error instanceof WebhookRejection ? error.status : -1;
	}
}

describe('readEvent', () => {
	test.each([
		['missing', undefined, 400],
		['empty', '', 400],
		['not JSON', '{"eventType"', 400],
		['null', 'null', 400],
		['a list', '[{"eventType":"Order","data":{}}]', 400],
		['without event type', { data: {} }, 400],
		['of an empty event type', { eventType: '', data: {} }, 400],
		['of a number as event type', { eventType: 1, data: {} }, 400],
		['of an event type with signs', { eventType: '__proto__:x', data: {} }, 400],
		['without data', { eventType: 'Order' }, 400],
		['of a list as data', { eventType: 'Order', data: [] }, 400],
		['far too large', `{"eventType":"Order","data":{"x":"${'x'.repeat(5_000_001)}"}}`, 413],
		['one event', { eventType: 'Order', data: {} }, undefined],
	])('answers a body that is %s: %p', (_title, body, expected) => {
		expect(statusOf(body === undefined ? undefined : bytes(body))).toBe(expected);
	});

	test('keeps what came, metadata only where there are some, and takes a byte order mark', () => {
		const data = { id: 1, unknown: { field: [1] } };
		expect(readEvent(bytes({ data, eventType: 'Order' }))).toEqual({ eventType: 'Order', data });
		expect(readEvent(bytes({ data, eventType: 'Order', metadata: null }))).toEqual({
			eventType: 'Order',
			data,
		});
		const metadata = { reference: 'A-1' };
		expect(readEvent(bytes({ metadata, eventType: 'Order', data }))).toEqual({
			eventType: 'Order',
			data,
			metadata,
		});
		expect(readEvent(bytes(`\uFEFF${JSON.stringify({ eventType: 'Order', data })}`))).toEqual({
			eventType: 'Order',
			data,
		});
	});

	test('takes the nested shape of an organization event, and renaming() its slugs', () => {
		const data = { old_slug_organization: 'a', new_slug_organization: 'b' };
		const flat = { eventType: 'Organization', data };
		expect(readEvent(bytes({ eventType: 'Organization', data: flat }))).toEqual(flat);
		expect(renaming(flat)).toEqual({ from: 'a', to: 'b' });
		expect(renaming({ eventType: 'Order', data })).toBeUndefined();
	});
});

describe('occurrenceOf', () => {
	const payment = (more: object) => ({
		eventType: 'Payment',
		data: { id: 5, state: 'Authorized', order: { id: 3 }, ...more },
	});
	const keyOf = (more: object) => occurrenceOf(payment(more));
	const refund = { id: 9, amount: 500, status: 'Processed' };

	test.each([
		['amount, meta', { amount: 200, meta: { updatedAt: 'later' } }],
		['its order, which not every body has', { order: undefined, checkoutIntentId: 7 }],
		['its number as text', { id: '5' }],
		['a refund that failed', { refundOperations: [{ ...refund, status: 'Refused' }] }],
	])('a payment is the same in the same condition, whatever else differs: %s', (_title, more) => {
		expect(keyOf(more)).toEqual(keyOf({}));
	});

	test.each([
		['state', { state: 'Refunded' }],
		['refund', { refundOperations: [refund] }],
		['refund under way', { refundOperations: [{ ...refund, status: 'Init' }] }],
		['payout', { cashOutState: 'CashedOut' }],
	])('a payment has another condition, and is the same record, after a new %s', (_title, more) => {
		const [before, after] = [keyOf({}), keyOf(more)];
		expect(after.record).toBe(before.record);
		expect(after.condition).not.toBe(before.condition);
	});

	test('an order changes with the states of its items', () => {
		const order = (state: string) =>
			occurrenceOf({ eventType: 'Order', data: { id: 5, items: [{ id: 5, state }] } });
		expect(order('Processed').record).toBe(order('Canceled').record);
		expect(order('Processed').condition).not.toBe(order('Canceled').condition);
	});

	test('another payment, and an order with the same number, are other records', () => {
		const order = occurrenceOf({ eventType: 'Order', data: { id: 5 } });
		const records = [keyOf({}), keyOf({ id: 6 }), order].map(({ record }) => record);
		expect(new Set(records).size).toBe(3);
	});

	test('takes type and slug of a form, and all data of an event without number', () => {
		const form = (formType: string, title: string) =>
			occurrenceOf({
				eventType: 'Form',
				data: { organizationSlug: 'a', formType, formSlug: 'x', title },
			});
		expect(form('Event', 'One')).toEqual(form('Event', 'Two'));
		expect(form('Event', 'One')).not.toEqual(form('Shop', 'One'));
		const renamed = (to: string) =>
			occurrenceOf({
				eventType: 'Organization',
				data: { old_slug_organization: 'a', new_slug_organization: to },
			});
		expect(renamed('b').record).not.toBe(renamed('c').record);
	});

	test('of a kind that is not documented, anything may be a change', () => {
		const unknown = (level: number) =>
			occurrenceOf({ eventType: 'Insurance', data: { id: 5, level } });
		expect(unknown(1).record).toBe(unknown(2).record);
		expect(unknown(1)).not.toEqual(unknown(2));
	});

	test.each([
		['the same', { meta: {} }, true],
		['paid out, which HelloAsso tells nobody', { cashOutState: 'CashedOut' }, true],
		['in another state', { state: 'Contested' }, false],
		['with a refund', { refundOperations: [refund] }, false],
	])('isAsTold › of a payment that the API shows %s: %p', (_title, shown, expected) => {
		expect(isAsTold(payment({}), payment(shown))).toBe(expected);
	});
});
