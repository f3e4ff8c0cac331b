import {
	seeForm,
	seeItem,
	seeOrder,
	seePayment,
	seePaymentState,
} from '../../../../nodes/HelloAsso/trigger/polling/observation';

const at = (text: string) => Date.parse(text);
const meta = {
	createdAt: '2026-05-02T10:00:00.1234567+02:00',
	updatedAt: '2026-05-03T10:00:00+02:00',
};

test('an item has the times of its order, and is sorted by its update', () => {
	expect(
		seeItem({
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

test('an order is sorted by its date', () => {
	expect(seeOrder({ id: 1, date: '2020-01-01T00:00:00+01:00', meta })).toMatchObject({
		key: '1',
		createdAtMs: at('2026-05-02T10:00:00.123+02:00'),
		sortedByMs: at('2020-01-01T00:00:00+01:00'),
	});
});

test('a form is named by type and slug', () => {
	expect(seeForm({ formType: 'Event', formSlug: 'fete', meta })).toMatchObject({
		key: 'Event fete',
		createdAtMs: at('2026-05-02T10:00:00.123+02:00'),
	});
});

test('the date stands in where times are missing, and nothing where all are', () => {
	expect(seeOrder({ id: 1, date: meta.createdAt })).toMatchObject({
		createdAtMs: at('2026-05-02T10:00:00.123+02:00'),
	});
	expect(seeItem({ id: 1, order: { date: meta.createdAt } })).toMatchObject({
		changedAtMs: at('2026-05-02T10:00:00.123+02:00'),
	});
	expect(seePayment({ id: 1 })).toMatchObject({ createdAtMs: Number.NaN, changedAtMs: Number.NaN });
	expect(seeForm({ formType: 'Event', formSlug: 'fete' }).createdAtMs).toBeNaN();
});

describe('a payment that was planned', () => {
	const planned = (date: string, updatedAt: string) => ({
		id: 9,
		state: 'Authorized',
		date,
		meta: { createdAt: '2026-01-10T10:00:00+01:00', updatedAt },
	});

	test('is new when it is due and was touched then, also in the night before', () => {
		const paid = planned('2026-05-10T10:00:00+02:00', '2026-05-10T02:00:00+02:00');
		expect(seePayment(paid).createdAtMs).toBe(at('2026-05-10T10:00:00+02:00'));
		expect(seePaymentState(paid).createdAtMs).toBe(at('2026-01-10T10:00:00+01:00'));
	});

	test('is as old as its order before that', () => {
		const touched = planned('2026-05-10T10:00:00+02:00', '2026-04-01T02:00:00+02:00');
		expect(seePayment(touched).createdAtMs).toBe(at('2026-01-10T10:00:00+01:00'));
	});
});
