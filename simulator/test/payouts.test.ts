import { startSimulator, type Simulator } from '../index';
import { DAY } from '../dates';
import { Api, NOW } from './api';

let sim: Simulator;
let api: Api;
beforeEach(async () => {
	sim = await startSimulator({ now: NOW, seed: { orders: 66 } });
});
afterEach(() => sim.stop());

interface Line {
	paymentId: number;
	operationType: string;
	credit: number | null;
	debit: number | null;
	paymentStatus: string;
	cashOutDate: string;
}
const lines = async (cashOutId: number) => {
	api = await Api.as(sim, sim.keys.association);
	const path = `/organizations/les-amis-du-velo/cash-out/${cashOutId}/export`;
	return (await api.get(path)).json as Line[];
};
const shown = async (cashOutId: number) =>
	(await lines(cashOutId)).map(({ operationType, credit, debit }) => [
		operationType,
		credit,
		debit,
	]);
const pay = (input: Parameters<Simulator['sell']>[0]) =>
	sim.sell({ notify: false, ...input }).payments[0].id;

test('seeded sales › are paid out on the tenth of the next month, each month by one number', () => {
	const paid = sim.data.payments.filter(({ idCashOut }) => idCashOut);
	expect(paid.length).toBeGreaterThan(20);
	const dates = new Map<unknown, Set<unknown>>();
	for (const { date, idCashOut, cashOutDate, state } of paid) {
		const [year, month] = date.split('-').map(Number);
		const next = new Date(Date.UTC(year, month, 10)).toISOString().slice(0, 10);
		expect([state, cashOutDate?.slice(0, 16)]).toEqual(['Authorized', `${next}T06:00`]);
		dates.set(idCashOut, (dates.get(idCashOut) ?? new Set()).add(cashOutDate));
	}
	expect([...dates.values()].filter(({ size }) => size !== 1)).toEqual([]);
});

test('the lines of a payout › name what was sold', async () => {
	const single = pay({ kind: 'donation', amount: 2_000 });
	const mixed = pay({ kind: 'membership', amount: 3_000, donation: 500 });
	const part = pay({ kind: 'membership', amount: 6_000, installments: 3 });
	const payout = sim.payOut(single, mixed, part);
	expect(await shown(payout)).toEqual([
		['OneTimeDonation', 2_000, null],
		['OneTimePayment', 3_500, null],
		['MultipleInstalmentPayment', 2_000, null],
	]);
	sim.readings.exportSplitsDonations = true;
	sim.readings.exportUnit = 'euros';
	expect(await shown(payout)).toEqual([
		['OneTimeDonation', 20, null],
		['OneTimePayment', 30, null],
		['AdditionalDonation', 5, null],
		['MultipleInstalmentPayment', 20, null],
	]);
});

test('a refund before the payout › is taken off it', async () => {
	const id = pay({ kind: 'donation', amount: 2_000 });
	sim.partRefund(id, 700);
	sim.advance(DAY);
	const payout = sim.payOut(id);
	expect(await shown(payout)).toEqual([
		['OneTimeDonation', 2_000, null],
		['Debit', null, 700],
	]);
	expect((await lines(payout))[0].paymentStatus).toBe('PartiallyRefunded');
	sim.readings.exportNetsRefunds = true;
	expect(await shown(payout)).toEqual([['OneTimeDonation', 1_300, null]]);
});

test('a refund after the payout › is taken off the next one, until then off none', async () => {
	const id = pay({ kind: 'donation', amount: 2_000 });
	const first = sim.payOut(id);
	sim.advance(DAY);
	sim.partRefund(id, 2_000);
	sim.advance(DAY);
	expect(await shown(first)).toEqual([['OneTimeDonation', 2_000, null]]);
	const next = sim.payOut(pay({ kind: 'donation', amount: 5_000 }));
	expect(await shown(next)).toEqual([
		['Debit', null, 2_000],
		['OneTimeDonation', 5_000, null],
	]);
	expect((await lines(next))[0]).toMatchObject({ paymentId: id, paymentStatus: 'Refunded' });
	expect(await shown(first)).toEqual([['OneTimeDonation', 2_000, null]]);
});

test('a refund that failed › is taken off none', async () => {
	const id = pay({ kind: 'donation', amount: 2_000 });
	sim.partRefund(id, 700, { outcome: 'Refused' });
	sim.advance(DAY);
	expect(await shown(sim.payOut(id))).toEqual([['OneTimeDonation', 2_000, null]]);
});

test('the payout of another association › is not there', async () => {
	const [other] = sim.data.payments.filter(({ id, idCashOut }) => id < 40_000_000 && idCashOut);
	const path = `/organizations/les-amis-du-velo/cash-out/${other.idCashOut}/export`;
	api = await Api.as(sim, sim.keys.association);
	expect((await api.get(path)).status).toBe(404);
});
