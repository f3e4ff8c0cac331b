import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { PAYMENT_STATES } from '../../simulator/enums';
import type { Item, Payment } from '../../simulator/model';
import { Random } from '../../simulator/seed/random';
import { type Credential, credentialFor, runNode } from './engine';

/**
 * What the node says of the money of people, against the simulator's books: another computation, by amounts and
 * not by words, which shares no code with the node.
 */

let sim: Simulator;
let credential: Credential;

beforeAll(async () => {
	sim = await startSimulator();
	credential = credentialFor(sim, 'fullAccess');
});
afterAll(async () => {
	await sim.stop();
});

const KINDS = {
	member: ['Membership'],
	attendee: ['Registration'],
	donation: ['Donation', 'MonthlyDonation', 'OfflineDonation'],
} as const;
type Kind = keyof typeof KINDS;

async function read(kind: Kind, payment?: 'all', options: IDataObject = {}) {
	const formSlug = { __rl: true, mode: 'slug', value: 'course-du-printemps' };
	const { json, error } = await runNode({
		credential,
		parameters: {
			resource: kind,
			operation: 'getAll',
			organizationSlug: { __rl: true, mode: 'slug', value: sim.organizationSlug },
			...(kind === 'attendee' && { formSlug }),
			returnAll: true,
			filters: payment ? { payment } : {},
			options,
		},
	});
	expect(error).toBeUndefined();
	return json();
}

const itemsOf = (kind: Kind) =>
	sim.data.items.filter(({ orderId, type }) => {
		const order = sim.data.order(orderId);
		return (
			order?.organizationSlug === sim.organizationSlug &&
			(kind !== 'attendee' || order.formSlug === 'course-du-printemps') &&
			(KINDS[kind] as readonly string[]).includes(type)
		);
	});

const CAME = 'Authorized AuthorizedPreprod Corrected Registered Refunding Refunded Contested';
const NEVER = 'Refused Error RecoveryExpired Canceled Abandoned Deleted Inconsistent NoDonation';
const hasState = (states: string, { state }: Payment) => states.split(' ').includes(state);
const total = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0);

/** Cents of what was given back of a payment. */
function backOf(payment: Payment): number {
	if (!hasState(CAME, payment)) return 0;
	if (payment.state === 'Refunded') return payment.amount;
	const failed = ['Aborted', 'Canceled', 'Error', 'InternalError', 'Refused'];
	const operations = payment.refundOperations.filter(({ status }) => !failed.includes(status));
	if (payment.state === 'Refunding' && operations.length === 0) return payment.amount;
	return Math.min(payment.amount, total(operations.map(({ amount }) => amount)));
}

interface Entry {
	payment: Payment;
	share: number;
	came: number;
	back: number;
	contested: number;
}

/** A line for each payment that brings something to the item. */
function entriesOf({ id, orderId }: Item): Entry[] {
	return sim.data.paymentsOf(orderId).flatMap((payment) =>
		payment.shares
			.filter((share) => share.id === id)
			.map(({ shareAmount: share }) => {
				const came = hasState(CAME, payment) ? share : 0;
				const back = came && Math.round((share * backOf(payment)) / payment.amount);
				return {
					payment,
					share,
					came,
					back,
					contested: payment.state === 'Contested' ? came - back : 0,
				};
			}),
	);
}

/** By what is left: nothing, a part, all. */
function wordOf(item: Item, entries: Entry[]): string {
	if (entries.length === 0)
		return (
			{ Processed: 'paid', Registered: 'offline', Waiting: 'planned' }[item.state] ?? 'refused'
		);
	const left = entries.filter(({ came, back, contested }) => came - back - contested > 0);
	const none = (one: Entry) => one.came === 0;
	const open = entries.filter((one) => none(one) && !hasState(NEVER, one.payment));
	const contested = entries.some((one) => one.contested > 0);
	const refused = entries.some(({ payment }) => hasState('Refused Error RecoveryExpired', payment));
	if (left.length === 0) {
		if (contested) return 'contested';
		if (open.length > 0) return 'planned';
		return entries.some(({ came }) => came > 0) ? 'refunded' : 'refused';
	}
	const isMonthly = item.type === 'MonthlyDonation';
	if (contested || refused || (!isMonthly && entries.some(none))) return 'partlyPaid';
	const byHand = ({ payment }: Entry) =>
		payment.state === 'Registered' || payment.type === 'Offline';
	return left.every(byHand) ? 'offline' : 'paid';
}

function bookOf(item: Item): IDataObject {
	const entries = entriesOf(item);
	return {
		itemId: item.id,
		paidEuros: total(entries.map(({ came }) => came)) / 100,
		refundedEuros: total(entries.map(({ back }) => back)) / 100,
		paymentState: wordOf(item, entries),
	};
}

const byId = (rows: IDataObject[]) => [...rows].sort((a, b) => Number(a.itemId) - Number(b.itemId));
const shown = (rows: IDataObject[]) =>
	byId(rows).map(({ itemId, paidEuros, refundedEuros, paymentState }) => {
		return { itemId, paidEuros, refundedEuros, paymentState };
	});
const stands = ({ paymentState }: IDataObject) =>
	!['refused', 'refunded', 'contested'].includes(String(paymentState));
const isSold = ({ state }: Item) => state === 'Processed' || state === 'Registered';

/** Everybody, and those who come by default, as the books have them. */
async function compare(kind: Kind): Promise<void> {
	expect(shown(await read(kind, 'all'))).toEqual(byId(itemsOf(kind).map(bookOf)));
	expect(shown(await read(kind))).toEqual(
		byId(itemsOf(kind).filter(isSold).map(bookOf)).filter(stands),
	);
}

describe.each(Object.keys(KINDS) as Kind[])('%s', (kind) => {
	test('all of the seeded association › the money and the word are those of the books', async () => {
		await compare(kind);
	});

	test.each(
		[
			['member', 'refused', 10, 60],
			['attendee', 'refunded', 10, 70],
			['donation', 'contested', 10, 40],
		].filter(([one]) => one === kind),
	)(
		'of %s, those that are in fact %s (%i of %i) are left out by default',
		async (_kind, word, count, sold) => {
			const items = itemsOf(kind).filter(isSold);
			const ids = new Set((await read(kind)).map(({ itemId }) => itemId));
			const leftOut = items.filter(({ id }) => !ids.has(id));
			expect([leftOut.length, items.length]).toEqual([count, sold]);
			expect(new Set(leftOut.map((item) => bookOf(item).paymentState))).toEqual(new Set([word]));
			const all = await read(kind, 'all');
			expect(all.map(({ itemId }) => itemId)).toEqual(
				expect.arrayContaining(leftOut.map(({ id }) => id)),
			);
		},
	);
});

test('donations, one item per payment › by month they are what the payments brought', async () => {
	const months = (rows: Array<[unknown, number]>) => {
		const sums: Record<string, number> = {};
		for (const [date, cents] of rows) {
			const month = String(date).slice(0, 7);
			sums[month] = (sums[month] ?? 0) + cents;
		}
		return Object.fromEntries(Object.entries(sums).filter(([, cents]) => cents > 0));
	};
	const rows = await read('donation', 'all', { oneItemPer: 'payment' });
	const entries = itemsOf('donation').flatMap(entriesOf);
	expect(rows).toHaveLength(entries.length);
	expect(rows.every(({ paymentId }) => typeof paymentId === 'number')).toBe(true);
	expect(
		months(rows.map((row) => [row.paymentDate, Math.round(Number(row.paidEuros) * 100)])),
	).toEqual(months(entries.map(({ payment, came }) => [payment.date, came])));
	const standing = await read('donation', undefined, { oneItemPer: 'payment' });
	const expected = rows.filter(stands).map(({ paymentId }) => paymentId);
	expect(standing.map(({ paymentId }) => paymentId)).toEqual(expected);
	expect(expected.length).toBeLessThan(rows.length);
});

/** Other payments than a scenario tells: any state, some with refunds, some in further instalments. */
function shuffle(seed: number): void {
	const random = new Random(seed);
	const states = [...PAYMENT_STATES, 'RecoveryExpired', 'Authorized', 'Authorized', 'Authorized'];
	const own = sim.data.payments.filter(
		({ orderId }) => sim.data.order(orderId)?.organizationSlug === sim.organizationSlug,
	);
	for (const payment of own) {
		if (random.int(1, 4) === 1 && payment.amount > 1) {
			const id = sim.data.newId();
			const installmentNumber = sim.data.paymentsOf(payment.orderId).length + 1;
			sim.data.payments.push({ ...structuredClone(payment), id, installmentNumber });
		}
	}
	for (const payment of sim.data.payments.filter(({ orderId }) =>
		own.some((one) => one.orderId === orderId),
	)) {
		payment.state = random.pick(states);
		payment.type = payment.state === 'Registered' ? 'Offline' : 'Credit';
		payment.refundOperations = [];
		if (hasState('Authorized Refunding Contested', payment) && random.int(1, 2) === 1)
			for (let count = random.int(1, 2); count > 0; count -= 1)
				payment.refundOperations.push({
					id: sim.data.newId(),
					amount: random.int(1, Math.ceil(payment.amount / 2)),
					amountTip: 0,
					status: random.pick(['Processed', 'PROCESSED', 'Init', 'Refused', 'Error']),
					meta: payment.meta,
				});
	}
}

test.each([1, 2, 3, 4, 5, 6])(
	'random associations, number %i › agree with their books',
	async (seed) => {
		const payments = structuredClone(sim.data.payments);
		shuffle(seed);
		try {
			for (const kind of Object.keys(KINDS) as Kind[]) await compare(kind);
		} finally {
			sim.data.payments = payments;
		}
	},
);
