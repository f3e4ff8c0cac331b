import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator';
import { DECISIONS } from '../../tools/live/decisions';
import { look, type Looked } from '../../tools/live/run';

const DAY = 86_400_000;
const HOUR = DAY / 24;

jest.setTimeout(120_000);

/** A HelloAsso of which reading tells everything that it can: sales, and what became of them days later. */
async function eventful(options: SimulatorOptions): Promise<Simulator> {
	const sim = await startSimulator({
		strict: false,
		seed: { orders: 0, directory: 0 },
		...options,
	});
	const mixed = sim.sell({ kind: 'membership', donation: 500 });
	const refunded = sim.sell({ kind: 'donation', amount: 4_000 });
	const kept = sim.sell({ kind: 'donation', amount: 4_000 });
	const planned = sim.sell({ kind: 'membership', installments: 3 });
	const late = sim.sell({ kind: 'donation', state: 'WaitingBankValidation' });
	sim.sell({ kind: 'donation', state: 'Registered', date: sim.now() - 9 * DAY });
	sim.advance(2 * DAY);
	sim.partRefund(refunded.payments[0].id, 1_000);
	sim.partRefund(kept.payments[0].id, 1_000);
	sim.advance(2 * HOUR);
	sim.changePayment(late.payments[0].id, 'Authorized');
	// One that is known by its orders too: its payments are days apart.
	sim.payInstallment(planned.payments[1].id);
	for (let sale = 0; sale < 3; sale++) {
		sim.advance(HOUR);
		sim.sell({ kind: 'ticket' });
	}
	sim.payOut(mixed.payments[0].id, refunded.payments[0].id);
	return sim;
}

/** The simulator as it is, with all that is in it. */
let simulator: Simulator;
let simulated: Looked;
beforeAll(async () => {
	simulator = await startSimulator({ strict: false });
	simulated = await lookAt(simulator);
});
afterAll(async () => await simulator.stop());

async function lookAt({ url, keys }: Simulator): Promise<Looked> {
	return await look({ apiUrl: url, key: keys.fullAccess, partnerKey: keys.partner, writes: true });
}

async function verdicts(options: SimulatorOptions, names: readonly string[]) {
	const sim = await eventful(options);
	try {
		const live = await lookAt(sim);
		const facts = {
			...live,
			live: live.evidence,
			simulated: simulated.evidence,
			simulatorApi: simulated.api,
		};
		const told: Record<string, string> = {};
		for (const decision of DECISIONS) {
			if (!names.includes(decision.name) || !('check' in decision)) continue;
			const verdict = await decision.check(facts);
			told[decision.name] =
				'how' in verdict ? verdict.how : 'why' in verdict ? `? ${verdict.why}` : 'here';
		}
		return told;
	} finally {
		await sim.stop();
	}
}

const CHECKED = DECISIONS.filter((decision) => 'check' in decision).map(({ name }) => name);
/** What a run cannot show: no request is refused, and this payout is not on the tenth. */
const NOT_HERE = ['rateLimitBody', 'payoutDay'];

test('a HelloAsso that is as the simulator › is told to be so, by every check', async () => {
	const names = CHECKED.filter((name) => !NOT_HERE.includes(name));
	expect(await verdicts({}, names)).toEqual(
		Object.fromEntries(names.map((name) => [name, 'here'])),
	);
});

test.each<[string, SimulatorOptions, string]>([
	['datesFilter', { datesFilter: 'sortField' }, "'sortField'"],
	['datesFilter', { datesFilter: 'order' }, "'order'"],
	['ignoresSortField', { ignoresSortField: true }, 'true'],
	['refundTouches', { refundTouches: false }, 'false'],
	['paymentTouchesOrder', { paymentTouchesOrder: false }, 'false'],
	[
		'enteredCreatedAt',
		{ enteredCreatedAt: 'date' },
		'? all sales by hand (1) have the date on which they were made',
	],
	['payoutDay', { now: '2026-03-17T10:00:00+01:00' }, 'on other days'],
	['shufflesPages', { shufflesPages: true }, 'true'],
	['shortPages', { shortPages: 2 }, 'pages before the last are short'],
	['personSearch', { personSearch: 'spelledPart' }, "'spelledPart'"],
	['personSearch', { personSearch: 'whole' }, "'whole'"],
	['personSearch', { personSearch: 'ignored' }, "'ignored'"],
	['exportUnit', { exportUnit: 'euros' }, "'euros'"],
	['exportSplitsDonations', { exportSplitsDonations: true }, 'true'],
	['exportNetsRefunds', { exportNetsRefunds: true }, 'true'],
])('%s the other way, %j › is told', async (name, options, how) => {
	expect(await verdicts(options, [name])).toEqual({ [name]: how });
});

test.each(['withoutMeta', 'withoutDates'])('%s the other way › is counted', async (name) => {
	const told = await verdicts({ [name]: () => true }, [name]);
	expect(told[name]).toMatch(/^(\d+) of \1 records$/);
});
