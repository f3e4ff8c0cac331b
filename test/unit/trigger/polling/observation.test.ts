import {
	observeForm,
	observeItem,
	observeOrder,
	observePayment,
	observePaymentState,
} from '../../../../nodes/HelloAsso/trigger/polling/observation';

const at = (text: string) => Date.parse(text);
const meta = {
	createdAt: '2026-05-02T10:00:00.1234567+02:00',
	updatedAt: '2026-05-03T10:00:00+02:00',
};

test('observeItem › takes the times of the order and sorts by update', () => {
	expect(
		observeItem({
			id: 7,
			state: 'Processed',
			order: { id: 1, date: '2020-01-01T00:00:00+01:00', meta },
		}),
	).toMatchObject({
		key: '7',
		state: 'Processed',
		createdAtMs: at('2026-05-02T10:00:00.123+02:00'),
		changedAtMs: at(meta.updatedAt),
		sortedByMs: at(meta.updatedAt),
		dateMs: at('2020-01-01T00:00:00+01:00'),
	});
});

test('observeOrder › sorts by the date of the sale', () => {
	expect(observeOrder({ id: 1, date: '2020-01-01T00:00:00+01:00', meta })).toMatchObject({
		key: '1',
		createdAtMs: at('2026-05-02T10:00:00.123+02:00'),
		sortedByMs: at('2020-01-01T00:00:00+01:00'),
	});
});

test('observeForm › makes the key of type and slug', () => {
	expect(observeForm({ formType: 'Event', formSlug: 'fete', meta })).toMatchObject({
		key: 'Event fete',
		createdAtMs: at('2026-05-02T10:00:00.123+02:00'),
	});
});

test('falls back to the date where times are missing, and to NaN where all are', () => {
	expect(observeOrder({ id: 1, date: meta.createdAt })).toMatchObject({
		createdAtMs: at('2026-05-02T10:00:00.123+02:00'),
	});
	expect(observeItem({ id: 1, order: { date: meta.createdAt } })).toMatchObject({
		changedAtMs: at('2026-05-02T10:00:00.123+02:00'),
	});
	expect(observePayment({ id: 1 })).toMatchObject({
		createdAtMs: Number.NaN,
		changedAtMs: Number.NaN,
	});
	expect(observeForm({ formType: 'Event', formSlug: 'fete' }).createdAtMs).toBeNaN();
});

describe('observePayment, of a planned payment', () => {
	const planned = (date: string, updatedAt: string) => ({
		id: 9,
		state: 'Authorized',
		date,
		meta: { createdAt: '2026-01-10T10:00:00+01:00', updatedAt },
	});

	test('counts from the due date once it was updated then, also in the night before', () => {
		const paid = planned('2026-05-10T10:00:00+02:00', '2026-05-10T02:00:00+02:00');
		expect(observePayment(paid).createdAtMs).toBe(at('2026-05-10T10:00:00+02:00'));
		expect(observePaymentState(paid).createdAtMs).toBe(at('2026-01-10T10:00:00+01:00'));
	});

	test('counts from the creation before that', () => {
		const touched = planned('2026-05-10T10:00:00+02:00', '2026-04-01T02:00:00+02:00');
		expect(observePayment(touched).createdAtMs).toBe(at('2026-01-10T10:00:00+01:00'));
	});
});
