import { entriesOf, fill, inner, records, ROUTES, type Entry } from '../reads';
import { AS_HERE, DAY, MINUTE, ofAll, other, timeOf, unknown } from './decision';
import type { Decision, Facts } from './decision';
import { refundsOf } from '../partRefunds';

const PAYMENTS = '/organizations/{organizationSlug}/payments';
const updatedAt = (entry: Entry) => timeOf(inner(entry, 'meta').updatedAt);
const createdAt = (entry: Entry) => timeOf(inner(entry, 'meta').createdAt);
const path = ({ live }: Facts) => fill(PAYMENTS, { organizationSlug: live.organizationSlug });
const iso = (time: number) => new Date(time).toISOString();
const apart = (one: number, two: number) => Math.abs(one - two) >= DAY;

/** Whether a payment is on the list of an hour around a time. */
async function isFound(facts: Facts, { id }: Entry, time: number): Promise<boolean> {
	const query = {
		from: iso(time - 60 * MINUTE),
		to: iso(time + 60 * MINUTE),
		sortField: 'UpdateDate',
		pageSize: 100,
	};
	return entriesOf(await facts.api.send(path(facts), { query })).some((found) => found.id === id);
}

async function datesFilter(facts: Facts) {
	const payments = records(facts.live, ROUTES.payments);
	const date = (payment: Entry) => timeOf(payment.date);
	const ordered = (payment: Entry) => timeOf(inner(payment, 'order').date);
	const changed = payments.find(
		(one) => apart(updatedAt(one), date(one)) && apart(updatedAt(one), ordered(one)),
	);
	if (!changed) return unknown('no payment was changed a day or more after it was made');
	if (await isFound(facts, changed, updatedAt(changed))) return other("'sortField'");
	const later = payments.find((one) => apart(date(one), ordered(one)));
	if (!later) return unknown("not 'sortField'; no payment is a day or more later than its order");
	if (await isFound(facts, later, date(later))) return AS_HERE;
	if (await isFound(facts, later, ordered(later))) return other("'order'");
	return unknown('a payment was found by none of its dates');
}

const isSorted = (times: number[]) =>
	times.every((time, index) => index === 0 || !(time > times[index - 1]));

async function ignoresSortField(facts: Facts) {
	const query = { sortField: 'UpdateDate', sortOrder: 'Desc', pageSize: 100 };
	const payments = entriesOf(await facts.api.send(path(facts), { query }));
	const byUpdate = isSorted(payments.map(updatedAt).filter((time) => !Number.isNaN(time)));
	const byDate = isSorted(payments.map((one) => timeOf(one.date)));
	if (byUpdate === byDate)
		return unknown(byUpdate ? 'both orders are the same' : 'sorted neither by update nor by date');
	return byUpdate ? AS_HERE : other('true');
}

/** What happened to a payment after its refund, such as a payout, may have moved it too: that does not count. */
function refundTouches({ live }: Facts) {
	let [here, others] = [0, 0];
	for (const payment of records(live, ROUTES.payments)) {
		const began = Math.max(...refundsOf(payment).map(createdAt));
		if (!(began > createdAt(payment) + 10 * MINUTE)) continue;
		if (updatedAt(payment) < began - MINUTE) others++;
		else if (updatedAt(payment) < began + 10 * MINUTE) here++;
	}
	return ofAll(here, others, 'false', 'no payment was refunded ten minutes or more after it');
}

function paymentTouchesOrder({ live }: Facts) {
	let [here, others] = [0, 0];
	for (const order of records(live, ROUTES.order)) {
		const payments = Array.isArray(order.payments) ? (order.payments as Entry[]) : [];
		const changed = Math.max(...payments.map(updatedAt));
		if (!(changed > createdAt(order) + 10 * MINUTE)) continue;
		if (updatedAt(order) >= changed - MINUTE) here++;
		else others++;
	}
	return ofAll(here, others, 'false', 'no payment changed ten minutes or more after its order');
}

function enteredCreatedAt({ live }: Facts) {
	const byHand = records(live, ROUTES.payments).filter(({ state }) => state === 'Registered');
	if (byHand.length === 0) return unknown('no sale was entered by hand');
	const isLater = (payment: Entry) => apart(createdAt(payment), timeOf(payment.date));
	if (byHand.some(isLater)) return AS_HERE;
	return unknown(`all sales by hand (${byHand.length}) have the date on which they were made`);
}

function installmentDays({ live }: Facts) {
	let [here, others] = [0, 0];
	for (const order of records(live, ROUTES.order)) {
		const payments = Array.isArray(order.payments) ? (order.payments as Entry[]) : [];
		const times = payments.map(({ date }) => timeOf(date)).sort((one, two) => one - two);
		for (const [index, time] of times.slice(1).entries()) {
			const days = Math.round((time - times[index]) / DAY);
			if (days === 30) here++;
			else if (days > 0) others++;
		}
	}
	return ofAll(here, others, 'not always 30 days', 'no order has several payments');
}

export const DATES: readonly Decision[] = [
	{ name: 'datesFilter', check: datesFilter },
	{ name: 'ignoresSortField', check: ignoresSortField },
	{ name: 'refundTouches', check: refundTouches },
	{ name: 'paymentTouchesOrder', check: paymentTouchesOrder },
	{ name: 'enteredCreatedAt', check: enteredCreatedAt },
	{ name: 'installmentDays', check: installmentDays },
];
