/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import type { IDataObject } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { elapsed } from '../../tools/bootstrap/index.cjs';
import { CREDENTIAL_ID, CREDENTIAL_NAME } from '../../tools/simulatorCredential';
import type { SentNotification } from '../../simulator';
import { Random } from '../../simulator/seed/random';
import type { WorkflowNode } from '../e2e/workflows';
import { forgeries, type Forgery, type Targets } from './forgeries';
import { conditionOf, History } from './history';
import { activate, runsOf, SingleProcess, type N8nUnderTest, type Run } from './n8nUnderTest';

export interface NotificationStorm {
	/** How many come in all: a fifth of them twice, a tenth forged. */
	notifications: number;
	/** How often n8n, or a part of it, is ended and started again in the middle of them. */
	restarts: number;
	/** One confirmation by API out of so many fails. */
	faultEvery: number;
	/** Is told how far it is. */
	say?: (line: string) => void;
}

export interface NotificationStormReport {
	notifications: number;
	duplicates: number;
	/** Repeats of what was told in an earlier wave. */
	lateRepeats: number;
	/** Sent by somebody else, or in an unusual way. */
	forged: number;
	restarts: number;
	/** Different changes that were told, each for one workflow. */
	events: number;
	runs: number;
	/** As n8n counts them. */
	executions: number;
	/** Events that started no run. */
	missing: string[];
	/** Runs that no event accounts for: a second one of the same, or one of a forgery. */
	surplus: string[];
	/** True notifications that never got a 200. */
	undelivered: number;
	/** Number of answers to true notifications by status; 0 is none, as while n8n is down. */
	answers: Record<string, number>;
	/** The same for forged ones and late repeats; those without a verdict (0, 503) are sent again. */
	forgedAnswers: Record<string, number>;
	/** Forgeries and late repeats with another answer than the expected one. */
	wrongAnswers: string[];
	/** How often the simulated clock went on by days, so that every token ended. */
	days: number;
	apiRequests: number;
	/** Cut off, or answered 503. */
	failedRequests: number;
	tokenRequests: number;
	seconds: number;
	perSecond: number;
	/** What the n8n under test has to tell besides. */
	figures: Record<string, number>;
}

/** HelloAsso's own records, each of which has an event of its own. */
const RECORDS = ['Form', 'Order', 'Organization', 'Payment'];
const DUPLICATES = 0.2;
const FORGED = 0.1;
/** Part of what was sent earlier that comes once more in each wave. */
const LATE_REPEATS = 0.02;
const CONCURRENCY = 16;
/** HelloAsso itself sends few at a time; whoever forges does not wait for it. */
const FORGED_AT_A_TIME = 4;
/** Enough to be out of order, and few enough that it is soon seen how it goes. */
const WAVE_MAX = 1_000;
/** Nothing may take longer than that per notification, and a restart. */
const SLOWEST_MS = 1_000;
const RESTART_MS = 3 * 60_000;
const DAYS_EVERY = 3;

/**
 * Notifications in waves, shuffled, some twice, some forged, for an association's workflow (unsigned, all
 * confirmed by API) and a connected organization's (signed and confirmed), while confirmations fail and n8n
 * is interrupted. The payments of one wave change in the next, and in the middle the organization is renamed.
 */
export async function notificationStorm(
	storm: NotificationStorm,
	start: () => Promise<N8nUnderTest> = async () => await SingleProcess.start(),
): Promise<NotificationStormReport> {
	const n8n = await start();
	try {
		return await new Storm(n8n, storm).run();
	} finally {
		await n8n.close();
	}
}

class Storm {
	private readonly history: History;
	private readonly random = new Random(1);
	private readonly sent: SentNotification[] = [];
	private readonly answers: number[] = [];
	private readonly wrongAnswers: string[] = [];
	/** Told by somebody else, but true. */
	private readonly trueForgeries: string[] = [];
	private readonly workflows: string[] = [];
	private targets!: Targets;
	private forged = 0;
	private lateRepeats = 0;
	private restarts = 0;
	private days = 0;

	constructor(
		private readonly n8n: N8nUnderTest,
		private readonly storm: NotificationStorm,
	) {
		this.history = new History(n8n.simulator, true);
	}

	async run(): Promise<NotificationStormReport> {
		await this.listen();
		const { restarts, notifications } = this.storm;
		const waves = Math.max(restarts + 2, Math.ceil(notifications / WAVE_MAX));
		// One in each so many waves, never in the first: what it sells is to change its state later.
		const restartEvery = Math.floor((waves - 1) / restarts);
		const begun = Date.now();
		for (let wave = 0; wave < waves; wave++) {
			const isRestart = wave % restartEvery === 0 && wave > 0 && wave <= restarts * restartEvery;
			const share = (count: number) => Math.round((notifications * count) / waves);
			const isRenamed = wave === waves >> 1;
			await this.wave(wave, share(wave + 1) - share(wave), { isRestart, isRenamed });
			this.tell(wave + 1, waves, begun);
		}
		const ms = Date.now() - begun;
		let executions = 0;
		for (const id of this.workflows) executions += await this.n8n.executions(id);
		return await this.report(ms, executions);
	}

	private tell(done: number, waves: number, begun: number): void {
		const sent = this.sent.length + this.forged + this.lateRepeats;
		this.storm.say?.(
			`  wave ${done} of ${waves}: ${sent} notifications, ${runsOf(this.n8n).length} runs, ${elapsed(begun)}`,
		);
	}

	private async listen(): Promise<void> {
		const { simulator } = this.n8n;
		const connected = await this.n8n.newCredential({
			...simulator.keys.partner,
			grantType: 'pkce',
			oauthTokenData: JSON.parse(JSON.stringify(simulator.connect(simulator.organizationSlug))),
		});
		const automatic = { registration: 'automatic', scope: 'organization' };
		const signed = await this.activate('signed', automatic, connected);
		const unsigned = await this.activate('unsigned', { registration: 'manual' });
		simulator.setBackOfficeUrl(unsigned);
		const { signatureKey } = simulator.data.notificationSlots[0];
		this.targets = { signed, unsigned, signatureKey, knownPayment: 0 };
		simulator.clearRequests();
		this.planFaults();
	}

	private async activate(
		name: string,
		parameters: object,
		credentialId = CREDENTIAL_ID,
	): Promise<string> {
		const webhookId = randomUUID();
		const trigger: WorkflowNode = {
			name: 'HelloAsso Trigger',
			type: 'n8n-nodes-helloasso.helloAssoTrigger',
			typeVersion: 1,
			parameters: { events: RECORDS, ...parameters, simplify: false },
			webhookId,
			credentials: { helloAssoOAuth2Api: { id: credentialId, name: CREDENTIAL_NAME } },
		};
		this.workflows.push(await activate(this.n8n, name, trigger));
		return `${this.n8n.webhookUrls[0]}/webhook/${webhookId}/webhook`;
	}

	private planFaults(): void {
		const match = { path: /^\/v5\/(orders|payments)\// };
		const { simulator } = this.n8n;
		const rounds = Math.ceil((this.storm.notifications * 2) / this.storm.faultEvery);
		for (let round = 0; round < rounds; round++) {
			simulator.failNext({ match }, this.storm.faultEvery - 1);
			simulator.failNext({ match, ...(round % 2 === 0 ? { status: 503 } : { reset: true }) });
		}
	}

	private async wave(
		wave: number,
		size: number,
		{ isRestart, isRenamed }: { isRestart: boolean; isRenamed: boolean },
	): Promise<void> {
		const { notifications } = this.n8n.simulator;
		notifications.hold();
		const late = this.repeats(Math.round(this.sent.length * LATE_REPEATS));
		this.happen(wave, size * (1 - DUPLICATES - FORGED), isRenamed);
		const duplicates = DUPLICATES / (1 - DUPLICATES - FORGED);
		const forged = this.forge(Math.round(size * FORGED));
		const sent = notifications.release({
			duplicates,
			shuffle: true,
			seed: wave + 1,
			concurrency: CONCURRENCY,
		});
		this.sent.push(...sent);
		const limit = size * SLOWEST_MS + RESTART_MS;
		await inTime(
			limit,
			Promise.all([
				notifications.settled(),
				this.sendForged([...forged, ...late]),
				isRestart && this.restart(sent),
			]),
		);
	}

	/** Nothing happens twice to a payment in one wave: the API would confirm the later of both only. */
	private happen(wave: number, size: number, isRenamed: boolean): void {
		const { history } = this;
		const { simulator } = this.n8n;
		if (isRenamed) {
			const { organizationSlug } = simulator;
			simulator.renameOrganization(organizationSlug, `${organizationSlug}-et-amies`);
		}
		history.change();
		if (wave % DAYS_EVERY === DAYS_EVERY - 1) {
			history.passDays();
			this.days++;
		} else history.passMinute();
		while (simulator.notifications.held.length < size) history.sell(1);
	}

	private forge(count: number): Forgery[] {
		// The first payment of the history is as it was sold, or its changes are told by themselves.
		const [knownPayment] = this.history.payments.keys();
		const targets = { ...this.targets, knownPayment };
		const forged = forgeries(this.n8n.simulator, targets, { count, from: this.forged });
		this.forged += forged.length;
		for (const { starts } of forged)
			if (starts)
				this.trueForgeries.push(eventName(starts.workflow, 'Order', { id: starts.order }));
		return forged;
	}

	/** What was told in an earlier wave comes again, at one process after another. */
	private repeats(count: number): Forgery[] {
		const told = this.sent.filter(({ eventType }) => eventType !== 'Organization');
		const { webhookUrls } = this.n8n;
		return Array.from({ length: told.length > 0 ? count : 0 }, () => {
			const { url, body, signed } = this.random.pick(told);
			const target = webhookUrls[this.lateRepeats++ % webhookUrls.length];
			return {
				kind: 'late repeat',
				url: `${target}${new URL(url).pathname}`,
				body,
				expected: [200],
				...(signed && { signatureKey: this.targets.signatureKey }),
			};
		});
	}

	/** Early in a wave, so that most of it comes while n8n is down or just up again. */
	private async restart(sent: SentNotification[]): Promise<void> {
		while (sent.filter(({ state }) => state === 'delivered').length < sent.length / 10)
			await wait(20);
		await this.n8n.interrupt(this.restarts++);
	}

	private async sendForged(forged: Forgery[]): Promise<void> {
		const left = [...forged];
		const work = async () => {
			for (let next = left.shift(); next; next = left.shift()) await this.sendUntilAnswered(next);
		};
		await Promise.all(Array.from({ length: FORGED_AT_A_TIME }, work));
	}

	/** While n8n is down or cannot ask HelloAsso there is no verdict. */
	private async sendUntilAnswered({ kind, url, body, expected, ...from }: Forgery): Promise<void> {
		const { signature, signatureKey, address } = from;
		const headers = address === undefined ? {} : { 'x-forwarded-for': address };
		const { passingStatuses, simulator } = this.n8n;
		const { notifications } = simulator;
		for (let pause = 20; ; pause = Math.min(2_000, pause * 2)) {
			const { status } = await notifications.post(url, body, { signature, signatureKey, headers });
			this.answers.push(status);
			if (expected.includes(status)) return;
			const isPassing = status === 0 || status >= 500 || passingStatuses.includes(status);
			if (!isPassing) {
				this.wrongAnswers.push(`${kind}: ${status}`);
				return;
			}
			await wait(pause);
		}
	}

	private async report(ms: number, executions: number): Promise<NotificationStormReport> {
		const { sent, forged, lateRepeats } = this;
		const { simulator } = this.n8n;
		const originals = sent.filter(({ duplicateOf }) => duplicateOf === undefined);
		const open = new Set([
			...originals.map((notification) => this.eventOf(notification)),
			...this.trueForgeries,
		]);
		const events = open.size;
		const runs = runsOf(this.n8n).map(eventOfRun);
		const requests = simulator.apiRequests;
		const notifications = sent.length + forged + lateRepeats;
		return {
			notifications,
			duplicates: sent.length - originals.length,
			lateRepeats,
			forged,
			restarts: this.storm.restarts,
			events,
			runs: runs.length,
			executions,
			surplus: runs.filter((run) => !open.delete(run)),
			missing: [...open],
			undelivered: sent.filter(({ state }) => state !== 'delivered').length,
			answers: countOf(sent.flatMap(({ tries }) => tries.map(({ status }) => status))),
			forgedAnswers: countOf(this.answers),
			wrongAnswers: this.wrongAnswers,
			days: this.days,
			apiRequests: requests.length,
			failedRequests: requests.filter(({ status }) => status === 0 || status >= 500).length,
			tokenRequests: simulator.tokenRequests.length,
			seconds: Math.round(ms / 1000),
			perSecond: Math.round((notifications / ms) * 10_000) / 10,
			figures: await this.n8n.figures(),
		};
	}

	private eventOf({ url, eventType, body }: SentNotification): string {
		const { data } = JSON.parse(body) as { data: IDataObject };
		return eventName(url === this.targets.signed ? 'signed' : 'unsigned', eventType, data);
	}
}

function eventOfRun({ workflow, run: { eventType, data } }: Run): string {
	return eventName(workflow, String(eventType), data as IDataObject);
}

/** HelloAsso does not tell of a payout: whether it shows already depends on when the API was asked. */
function eventName(workflow: string, eventType: string, data: IDataObject): string {
	const which = data.id ?? data.new_slug_organization;
	const condition = eventType === 'Payment' && conditionOf({ ...data, idCashOut: null });
	return [workflow, eventType, which, ...(condition ? [condition] : [])].join(' ');
}

function countOf(values: unknown[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
	return counts;
}

/** What is missing after that is told by the report. */
async function inTime(ms: number, work: Promise<unknown>): Promise<void> {
	const timer = new AbortController();
	await Promise.race([work, wait(ms, undefined, { signal: timer.signal })]);
	timer.abort();
}
