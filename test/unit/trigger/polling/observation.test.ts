import {
	observeForm,
	observeItem,
	observeOrder,
	observePayment,
} from '../../../../nodes/HelloAsso/trigger/polling/observation';

const at = (text: string) => Date.parse(text);
const createdAt = '2026-05-02T10:00:00.1234567+02:00';
const updatedAt = '2026-05-03T10:00:00+02:00';
const meta = { createdAt, updatedAt };
const LONG_PAST = '2020-01-01T00:00:00+01:00';

test('observeItem › takes the times of the order and sorts by update', () => {
	const order = { id: 1, date: LONG_PAST, meta };
	expect(observeItem({ id: 7, state: 'Processed', order })).toMatchObject({
		key: '7',
		state: 'Processed',
		createdAtMs: at(createdAt),
		changedAtMs: at(updatedAt),
		sortedByMs: at(updatedAt),
		arrivedMs: at(createdAt),
	});
});

test('observeOrder › sorts by the date of the sale, which is later than the beginning of its checkout', () => {
	expect(observeOrder({ id: 1, date: updatedAt, meta })).toMatchObject({
		sortedByMs: at(updatedAt),
		arrivedMs: at(updatedAt),
	});
	expect(observeOrder({ id: 1, date: LONG_PAST, meta })).toMatchObject({
		sortedByMs: at(LONG_PAST),
		arrivedMs: at(createdAt),
	});
});

test('observeForm › makes the key of type and slug', () => {
	expect(observeForm({ formType: 'Event', formSlug: 'fete', meta })).toMatchObject({
		key: 'Event fete',
		sortedByMs: at(createdAt),
	});
});

test('a time that is missing is NaN, and none stands in for that by which the list is sorted', () => {
	expect(observeItem({ id: 1, order: { date: updatedAt } })).toMatchObject({
		sortedByMs: NaN,
		changedAtMs: NaN,
		arrivedMs: at(updatedAt),
	});
	expect(observeOrder({ id: 1, meta }).sortedByMs).toBeNaN();
	expect(observePayment({ id: 1, date: updatedAt })).toMatchObject({
		sortedByMs: NaN,
		lastMs: at(updatedAt),
	});
	expect(observePayment({ id: 1 })).toMatchObject({
		arrivedMs: NaN,
		lastMs: NaN,
		paysLater: false,
	});
	expect(observeForm({ formType: 'Event', formSlug: 'fete' }).sortedByMs).toBeNaN();
});

test('observePayment › one that is planned arrives when it is made, not when it is due', () => {
	const due = '2026-07-02T10:00:00+02:00';
	const planned = observePayment({ id: 1, date: due, meta: { createdAt, updatedAt: createdAt } });
	expect(planned).toMatchObject({ arrivedMs: at(createdAt), lastMs: at(due), paysLater: true });
	// Touched since: at most an hour after its checkout began.
	const touched = observePayment({ id: 1, date: due, meta });
	expect(touched.arrivedMs).toBe(at(createdAt) + 60 * 60 * 1000);
	expect(observePayment({ id: 1, date: createdAt, paymentMeans: 'Sepa' }).paysLater).toBe(true);
});
