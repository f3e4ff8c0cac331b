import type { IDataObject } from 'n8n-workflow';
import type { Fault, SeenRequest } from '../../simulator';
import { elapsed } from '../../tools/bootstrap/index.cjs';
import { CREDENTIAL_ID, CREDENTIAL_NAME } from '../../tools/simulatorCredential';
import { waitFor } from '../e2e/browser/waitFor';
import { EVERY_SECOND } from '../e2e/pollingStage';
import type { WorkflowNode } from '../e2e/workflows';
import { conditionOf, History } from './history';
import { activate, runsOf, SingleProcess, type N8nUnderTest } from './n8nUnderTest';

export interface PollingStorm {
	/** How many sales are made. */
	sales: number;
	/** How often n8n, or a part of it, is ended and started again meanwhile; sales go on while it is down. */
	restarts: number;
	/** One request out of so many fails; every fourth of those so persistently that the poll does. */
	faultEvery: number;
	/** Is told how far it is. */
	say?: (line: string) => void;
}

/** What one trigger handed on. */
export interface Handed {
	delivered: number;
	/** What it never handed on. */
	missing: unknown[];
	/** What it handed on more than once, or what was not for it. */
	surplus: unknown[];
}

export interface PollingStormReport extends Omit<PollingStorm, 'say'> {
	triggers: Record<TriggerName, Handed>;
	/** Changes that carried the wrong word. */
	wrongWords: string[];
	runs: number;
	/** How often the simulated clock went on by days, so that every token ended. */
	days: number;
	apiRequests: number;
	failedRequests: number;
	tokenRequests: number;
	seconds: number;
	figures: Record<string, number>;
}

const API = /^\/v5\//;
/** Longer than an answer takes on a busy machine, shorter than a poll may hang. */
const TIMEOUT_MS = 3_000;
/** So many sales may wait for the next poll: as after an hour of a large festival. */
const BACKLOG_MAX = 500;
/** In how many portions the sales come, between which the triggers poll: at least, and as large at the most. */
const PORTIONS_MIN = 12;
const PORTION_MAX = 100;
/** A payment is known to a trigger after so many polls, of which some may have failed. */
const POLLS = 2;
const DAYS_EVERY = 4;
/** Sales in the midst of a change of filter: of a kind that fits before and after. */
const WHILE_CHANGED = 20;
/** n8n 2.x, ended while it activates a workflow, tries again only when a lease of two minutes is over. */
const POLL_TIMEOUT_MS = 180_000;
const DELIVERY_TIMEOUT_MS = 120_000;

/** Every way in which a read can fail. A truncated answer ends a poll; of the others it takes three in a row. */
const FAULTS: Fault[] = [
	{ reset: true },
	{ truncate: true },
	{ status: 503 },
	{ hang: true },
	{ resetAfterHandling: true },
	{ html: true },
];

const PAID = ['Authorized', 'Registered'];
const NARROW = ['Registration'];
const WIDE = ['Registration', 'Membership'];

interface Trigger {
	parameters: IDataObject;
	/** Its list, as the simulator sees it asked for. */
	isOwn(request: SeenRequest): boolean;
}

const isList = ({ path }: SeenRequest, list: string) => path.endsWith(`/${list}`);
const TRIGGERS = {
	newItem: {
		parameters: { event: 'newItem' },
		isOwn: (request) => isList(request, 'items') && !request.query.tierTypes,
	},
	/** Its filter is changed on the way. */
	filteredItem: {
		parameters: { event: 'newItem', filters: { tierTypes: NARROW } },
		isOwn: (request) => isList(request, 'items') && Boolean(request.query.tierTypes),
	},
	newOrder: {
		parameters: { event: 'newOrder' },
		isOwn: (request) => isList(request, 'orders'),
	},
	paidPayment: {
		parameters: { event: 'newPayment', filters: { states: PAID } },
		isOwn: (request) => isList(request, 'payments') && Boolean(request.query.states),
	},
	updatedPayment: {
		parameters: { event: 'updatedPayment', simplify: false },
		isOwn: (request) => isList(request, 'payments') && !request.query.states,
	},
} satisfies Record<string, Trigger>;
type TriggerName = keyof typeof TRIGGERS;
const NAMES = Object.keys(TRIGGERS) as TriggerName[];

/** What of each item of a run is to be told, in one request for each run. */
const FIELDS: WorkflowNode = {
	name: 'Fields',
	type: 'n8n-nodes-base.aggregate',
	typeVersion: 1,
	parameters: {
		aggregate: 'aggregateAllItemData',
		destinationFieldName: 'records',
		include: 'specifiedFields',
		fieldsToInclude: 'id,state,change,refundOperations,idCashOut',
		options: {},
	},
};

/**
 * Sales by the hundred and what becomes of them, while requests fail, n8n is interrupted, the organization is
 * renamed and a filter is changed, for workflows that poll every second.
 */
export async function pollingStorm(
	storm: PollingStorm,
	start: () => Promise<N8nUnderTest> = async () => await SingleProcess.start(),
): Promise<PollingStormReport> {
	const n8n = await start();
	try {
		return await new Storm(n8n, storm).run();
	} finally {
		await n8n.close();
	}
}

class Storm {
	private readonly history: History;
	private readonly ids = new Map<TriggerName, string>();
	/** Payments that all triggers have seen as they were sold. */
	private known = new Set<number>();
	/** Number of items that were sold before the filter was wider. */
	private widerFrom = Infinity;
	private days = 0;
	private readonly begun = Date.now();

	constructor(
		private readonly n8n: N8nUnderTest,
		private readonly storm: PollingStorm,
	) {
		this.history = new History(n8n.simulator, false);
	}

	async run(): Promise<PollingStormReport> {
		const { sales, restarts } = this.storm;
		for (const name of NAMES) {
			const trigger = this.trigger(TRIGGERS[name].parameters);
			this.ids.set(name, await activate(this.n8n, name, trigger, [FIELDS]));
		}
		await this.polls(1);
		this.planFaults();
		const all = portions(sales, restarts);
		let interruptions = 0;
		for (const [turn, { count, isRestart }] of all.entries()) {
			if (turn === Math.round(all.length / 3)) await this.changeFilter();
			if (turn === Math.round(all.length / 2)) this.rename();
			await this.portion(count, isRestart ? interruptions++ : undefined);
			// Not after what was sold while n8n was down: it is to be seen before it changes.
			if (turn % DAYS_EVERY === DAYS_EVERY - 1 && !isRestart) this.passDays();
			else this.history.passMinute();
			this.tell();
		}
		await this.end();
		return await this.report();
	}

	private tell(): void {
		const { orders, changes } = this.history;
		const delivered = NAMES.map((name) => `${name} ${this.records(name).length}`).join(', ');
		this.storm.say?.(
			`  ${orders.length} sold, ${changes.length} changes; ${delivered}; ${elapsed(this.begun)}`,
		);
	}

	/** Without an organization: that of the credential, whatever it is called by then. */
	private trigger(parameters: IDataObject): WorkflowNode {
		return {
			name: 'HelloAsso Polling Trigger',
			type: 'n8n-nodes-helloasso.helloAssoPollingTrigger',
			typeVersion: 1,
			parameters: {
				pollTimes: { item: EVERY_SECOND },
				options: { timeout: TIMEOUT_MS },
				...parameters,
			},
			credentials: { helloAssoOAuth2Api: { id: CREDENTIAL_ID, name: CREDENTIAL_NAME } },
		};
	}

	private async portion(count: number, interruption: number | undefined): Promise<void> {
		const { history } = this;
		const first = Math.ceil(count / 2);
		const told = new Set(this.records('updatedPayment').map(textOf));
		const booked = new Set(this.recordIds('paidPayment'));
		history.change((payment) => {
			// What is contested or refunded before a poll saw it paid has never been in that trigger's list.
			const isSeen = booked.has(payment) || !history.paid.has(payment);
			return isSeen && this.isReady(payment, told);
		});
		history.sell(first);
		if (interruption !== undefined) {
			const interrupting = this.n8n.interrupt(interruption);
			history.sell(count - first);
			await interrupting;
			return;
		}
		await this.polls(1);
		history.sell(count - first);
		const enough = history.items.length - BACKLOG_MAX;
		await this.until(() => new Set(this.recordIds('newItem')).size >= enough, 'most of the items');
		await this.settle();
	}

	/** What was sold so far is known to every trigger. */
	private async settle(): Promise<void> {
		const sold = [...this.history.payments.keys()];
		await this.polls(POLLS);
		this.known = new Set(sold);
	}

	/** What a payment came to last was handed on, so that it may come to something else. */
	private isReady(payment: number, told: Set<string>): boolean {
		const latest = this.history.latestOf(payment);
		return latest ? told.has(`${payment} ${latest.condition}`) : this.known.has(payment);
	}

	private passDays(): void {
		this.history.passDays();
		this.days++;
	}

	private rename(): void {
		const { simulator } = this.n8n;
		const { organizationSlug } = simulator;
		simulator.renameOrganization(organizationSlug, `${organizationSlug}-et-amies`, {
			notify: false,
		});
	}

	/** Whether what is sold in between fits only afterwards is not asked for: what is sold then fits both. */
	private async changeFilter(): Promise<void> {
		const { n8n, history } = this;
		const id = this.ids.get('filteredItem') as string;
		await this.settle();
		history.pass(10 * 60_000);
		// n8n stores what a trigger knows when it hands something on: by then it has read all that was sold before.
		history.sellPlain(1, 'ticket');
		await this.polls(POLLS);
		await n8n.rest.deactivate(id);
		history.sellPlain(WHILE_CHANGED, 'ticket');
		const { nodes, connections, versionId } = await n8n.rest.call<{
			nodes: Array<{ parameters: IDataObject; type: string }>;
			connections: object;
			versionId: string;
		}>('GET', `/workflows/${id}`);
		for (const node of nodes)
			if (node.type.startsWith('n8n-nodes-helloasso'))
				node.parameters.filters = { tierTypes: WIDE };
		await n8n.rest.call('PATCH', `/workflows/${id}`, { nodes, connections, versionId });
		history.sellPlain(WHILE_CHANGED, 'ticket');
		await n8n.rest.activate(id);
		await this.polls(POLLS);
		this.widerFrom = history.items.length;
	}

	/** All that is under way comes to its end, and the lists are compared once more: a day later. */
	private async end(): Promise<void> {
		const { history } = this;
		await this.settle();
		this.passDays();
		await this.polls(POLLS);
		// A comparison that fails is tried again an hour later, by a clock that stands still from here on.
		this.n8n.simulator.clearFaults();
		this.passDays();
		history.sellPlain(1, 'ticket');
		await this.until(
			() => NAMES.every((name) => this.handed(name).missing.length === 0),
			'everything',
			// What is missing is told by the report.
		).catch(() => {});
		// What comes twice would come now.
		await this.polls(3);
	}

	private async until(condition: () => boolean, what: string): Promise<void> {
		await waitFor(condition, {
			what: () => `${what}: ${JSON.stringify(NAMES.map((name) => this.records(name).length))}`,
			timeoutMs: DELIVERY_TIMEOUT_MS,
		});
	}

	/** So many more polls of each trigger have had their first answer. */
	private async polls(count: number): Promise<void> {
		const before = this.pollsBegun();
		await waitFor(() => this.pollsBegun().every((polls, index) => polls >= before[index] + count), {
			what: () => `${count} polls of each trigger`,
			timeoutMs: POLL_TIMEOUT_MS,
		});
	}

	private pollsBegun(): number[] {
		const begun = this.n8n.simulator.apiRequests.filter(
			({ status, query }) => status === 200 && !query.continuationToken,
		);
		return NAMES.map((name) => begun.filter((request) => TRIGGERS[name].isOwn(request)).length);
	}

	/** Everything that a trigger handed on, in the order in which it came. */
	private records(name: TriggerName): IDataObject[] {
		const own = runsOf(this.n8n).filter(({ workflow }) => workflow === name);
		return own.flatMap(({ run }) => run.records as IDataObject[]);
	}

	private recordIds(name: TriggerName): unknown[] {
		return this.records(name).map(({ id }) => id);
	}

	private handed(name: TriggerName): Handed {
		const { orders, items, paid, changes } = this.history;
		if (name === 'updatedPayment') {
			const needed = changes.filter(({ isBrief }) => !isBrief);
			const all = changes.map(({ payment, condition }) => `${payment} ${condition}`);
			const expected = needed.map(({ payment, condition }) => `${payment} ${condition}`);
			return compare(this.records(name).map(textOf), expected, all);
		}
		const fits = ({ type }: { type: string }, index: number) =>
			(index < this.widerFrom ? NARROW : WIDE).includes(type);
		const expected = {
			newItem: items.map(({ id }) => id),
			filteredItem: items.filter(fits).map(({ id }) => id),
			newOrder: orders,
			paidPayment: [...paid],
		}[name];
		return compare(this.recordIds(name), expected);
	}

	private wrongWords(): string[] {
		const words = new Map(
			this.history.changes.map(({ payment, condition, change }) => [
				`${payment} ${condition}`,
				change,
			]),
		);
		return this.records('updatedPayment').flatMap((record) => {
			const word = words.get(textOf(record));
			const isRight = word === undefined || word === record.change;
			return isRight ? [] : [`${textOf(record)}: ${String(record.change)} instead of ${word}`];
		});
	}

	private async report(): Promise<PollingStormReport> {
		const { simulator } = this.n8n;
		const { sales, restarts, faultEvery } = this.storm;
		const requests = simulator.apiRequests;
		return {
			sales,
			restarts,
			faultEvery,
			triggers: Object.fromEntries(NAMES.map((name) => [name, this.handed(name)])) as Record<
				TriggerName,
				Handed
			>,
			wrongWords: this.wrongWords(),
			runs: runsOf(this.n8n).length,
			days: this.days,
			apiRequests: requests.length,
			failedRequests: requests.filter(({ status }) => status !== 200).length,
			tokenRequests: simulator.tokenRequests.length,
			seconds: Math.round((Date.now() - this.begun) / 1000),
			figures: await this.n8n.figures(),
		};
	}

	private planFaults(): void {
		const match = { path: API };
		const { simulator } = this.n8n;
		const { faultEvery } = this.storm;
		for (let round = 0; round < ROUNDS; round++) {
			simulator.failNext({ match }, faultEvery - 1);
			simulator.failNext({ match, ...FAULTS[round % FAULTS.length] }, round % 4 === 3 ? 3 : 1);
		}
	}
}

/** More rounds than there will be requests. */
const ROUNDS = 5_000;

const textOf = (payment: IDataObject) => `${String(payment.id)} ${conditionOf(payment)}`;

/** @param allowed what may come besides, once */
function compare(got: unknown[], expected: unknown[], allowed: unknown[] = []): Handed {
	const open = new Set([...expected, ...allowed]);
	const surplus = got.filter((one) => !open.delete(one));
	return { delivered: got.length, missing: expected.filter((one) => open.has(one)), surplus };
}

/** Many come while n8n is down: more than one page of the list. */
const WEIGHT_OF_RESTART = 8;

function portions(sales: number, restarts: number): Array<{ count: number; isRestart: boolean }> {
	const count = Math.max(PORTIONS_MIN, Math.ceil(sales / PORTION_MAX));
	const length = count / (restarts + 1);
	const turns = Array.from(
		{ length: count },
		(_, turn) => Math.floor(turn / length) > Math.floor((turn - 1) / length) && turn > 0,
	);
	const weights = turns.map((isRestart) => (isRestart ? WEIGHT_OF_RESTART : 1));
	const whole = weights.reduce((sum, weight) => sum + weight, 0);
	let weight = 0;
	let sold = 0;
	return turns.map((isRestart, turn) => {
		weight += weights[turn];
		const share = Math.round((sales * weight) / whole) - sold;
		sold += share;
		return { count: share, isRestart };
	});
}
