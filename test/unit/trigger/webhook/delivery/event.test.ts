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

describe('reading a notification', () => {
	test.each([
		['nothing', undefined, 400],
		['no byte', '', 400],
		['no JSON', '{"eventType"', 400],
		['null', 'null', 400],
		['a list', '[{"eventType":"Order","data":{}}]', 400],
		['no event type', { data: {} }, 400],
		['an empty event type', { eventType: '', data: {} }, 400],
		['a number as event type', { eventType: 1, data: {} }, 400],
		['an event type with signs', { eventType: '__proto__:x', data: {} }, 400],
		['no data', { eventType: 'Order' }, 400],
		['a list as data', { eventType: 'Order', data: [] }, 400],
		['far too much', `{"eventType":"Order","data":{"x":"${'x'.repeat(5_000_001)}"}}`, 413],
		['one event', { eventType: 'Order', data: {} }, undefined],
	])('%s: %p', (_title, body, expected) => {
		expect(statusOf(body === undefined ? undefined : bytes(body))).toBe(expected);
	});

	test('keeps what came, metadata only where there are some', () => {
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

	test('takes the nested shape of an organization event', () => {
		const data = { old_slug_organization: 'a', new_slug_organization: 'b' };
		const flat = { eventType: 'Organization', data };
		expect(readEvent(bytes({ eventType: 'Organization', data: flat }))).toEqual(flat);
		expect(renaming(flat)).toEqual({ from: 'a', to: 'b' });
		expect(renaming({ eventType: 'Order', data })).toBeUndefined();
	});
});

describe('the key of an event', () => {
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

	test('an order and a payment with the same number differ', () => {
		const data = { id: 5 };
		expect(eventKey({ eventType: 'Order', data })).not.toBe(
			eventKey({ eventType: 'Payment', data }),
		);
	});

	test('forms are told apart by type and slug, other events by all they say', () => {
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

	test('a payment knows the keys of its other states', () => {
		const event = { eventType: 'Payment', data: { id: 5, state: 'Contested', order: { id: 3 } } };
		const others = keysOfOtherStates(event);
		expect(others).toContain(payment({}));
		expect(others).toContain(payment({ state: 'Refunded' }));
		expect(others).not.toContain(eventKey(event));
		expect(keysOfOtherStates({ ...event, eventType: 'Order' })).toEqual([]);
	});
});
