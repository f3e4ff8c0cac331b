import {
	eventKey,
	keysOfOtherStates,
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

describe('eventKey', () => {
	const payment = (more: object) =>
		eventKey({
			eventType: 'Payment',
			data: { id: 5, state: 'Authorized', order: { id: 3 }, ...more },
		});

	test('is the same for a repeat, whatever else changed', () => {
		expect(payment({ amount: 100 })).toBe(payment({ amount: 200, meta: {} }));
	});

	test.each([
		['another payment', { id: 6 }],
		['a new state', { state: 'Refunded' }],
		['another order', { order: { id: 4 } }],
		['another checkout', { order: { id: 3, checkoutIntentId: 9 } }],
	])('is another for %s', (_title, more) => {
		expect(payment(more)).not.toBe(payment({}));
	});

	test('differs for an order and a payment with the same number', () => {
		const data = { id: 5 };
		expect(eventKey({ eventType: 'Order', data })).not.toBe(
			eventKey({ eventType: 'Payment', data }),
		);
	});

	test('takes type and slug of a form, and all data of an event without number', () => {
		const form = (formType: string, title: string) =>
			eventKey({
				eventType: 'Form',
				data: { organizationSlug: 'a', formType, formSlug: 'x', title },
			});
		expect(form('Event', 'One')).toBe(form('Event', 'Two'));
		expect(form('Event', 'One')).not.toBe(form('Shop', 'One'));
		const renamed = (to: string) =>
			eventKey({
				eventType: 'Organization',
				data: { old_slug_organization: 'a', new_slug_organization: to },
			});
		expect(renamed('b')).not.toBe(renamed('c'));
	});

	test('keysOfOtherStates › gives the keys of a payment in every other state', () => {
		const event = { eventType: 'Payment', data: { id: 5, state: 'Contested', order: { id: 3 } } };
		const others = keysOfOtherStates(event);
		expect(others).toContain(payment({}));
		expect(others).toContain(payment({ state: 'Refunded' }));
		expect(others).not.toContain(eventKey(event));
		expect(keysOfOtherStates({ ...event, eventType: 'Order' })).toEqual([]);
	});
});
