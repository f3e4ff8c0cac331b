/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import type { IDataObject } from 'n8n-workflow';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { elapsed } from '../../tools/bootstrap/index.cjs';
import { peakMemory } from '../e2e/memory';
import { NotificationStage, type ActiveWorkflow } from '../e2e/notificationStage';
import { ReverseProxy } from '../e2e/reverseProxy';
import type { SaleInput, SentNotification } from '../../simulator';
import { forgeries, type Forgery, type Targets } from './forgeries';

export interface NotificationStorm {
	/** How many come in all: a fifth of them twice, a tenth forged. */
	notifications: number;
	/** How often n8n is ended and started again in the middle of them. */
	restarts: number;
	/** One confirmation by API out of so many fails. */
	faultEvery: number;
	/** Is told how far it is. */
	say?: (line: string) => void;
}

export interface NotificationStormReport {
	notifications: number;
	duplicates: number;
	forged: number;
	restarts: number;
	/** True events, each for one workflow. */
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
	/** The same for forged ones; those without a verdict (0, 503) are sent again. */
	forgedAnswers: Record<string, number>;
	/** Forgeries that were not refused in the way that was expected. */
	notRefused: string[];
	apiRequests: number;
	/** Cut off, or answered 503. */
	failedRequests: number;
	tokenRequests: number;
	seconds: number;
	perSecond: number;
	peakMemoryMB?: number;
	databaseMB: number;
}

const SLUG = 'les-amis-du-velo';
const DUPLICATES = 0.2;
const FORGED = 0.1;
const CONCURRENCY = 16;
/** HelloAsso itself sends few at a time; whoever forges does not wait for it. */
const FORGED_AT_A_TIME = 4;
/** A sale makes an order and a payment, of which both workflows hear. */
const PER_SALE = 4;
/** A payment in a new state is one event, for both workflows. */
const PER_CHANGE = 2;
/** Part of the notifications that tell of a new state of an earlier payment. */
const CHANGES = 0.1;
const KINDS: Array<SaleInput['kind']> = ['membership', 'ticket', 'donation', 'product'];
/** Enough to be out of order, and few enough that it is soon seen how it goes. */
const WAVE_MAX = 1_000;
/** Nothing may take longer than that per notification, and a restart. */
const SLOWEST_MS = 1_000;
const RESTART_MS = 3 * 60_000;

/**
 * Notifications in waves, shuffled, some twice, some forged, for an association's workflow (unsigned, all
 * confirmed by API) and a connected organization's (signed and confirmed), while confirmations fail and n8n
 * is restarted. The payments of one wave change their state in the next.
 */
export async function notificationStorm(
	storm: NotificationStorm,
): Promise<NotificationStormReport> {
	const stage = await NotificationStage.open(undefined, await ReverseProxy.start());
	try {
		return await new Storm(stage, storm).run();
	} finally {
		await stage.close();
	}
}

class Storm {
	private readonly sent: SentNotification[] = [];
	private readonly answers = new Map<string, number>();
	private readonly notRefused: string[] = [];
	private readonly payments: number[] = [];
	private workflows: ActiveWorkflow[] = [];
	private targets!: Targets;
	private forged = 0;
	private peak?: number;

	constructor(
		private readonly stage: NotificationStage,
		private readonly storm: NotificationStorm,
	) {}

	async run(): Promise<NotificationStormReport> {
		await this.listen();
		const { restarts, notifications } = this.storm;
		const waves = Math.max(restarts + 2, Math.ceil(notifications / WAVE_MAX));
		// One in each so many waves, never in the first: what it sells is to change its state later.
		const restartEvery = Math.floor((waves - 1) / restarts);
		const begun = Date.now();
		for (let wave = 0; wave < waves; wave++) {
			const isRestart = wave % restartEvery === 0 && wave > 0 && wave <= restarts * restartEvery;
			await this.wave(
				wave,
				Math.round((notifications * (wave + 1)) / waves) -
					Math.round((notifications * wave) / waves),
				isRestart,
			);
			this.tell(wave + 1, waves, begun);
		}
		const ms = Date.now() - begun;
		const executions = await Promise.all(
			this.workflows.map(async (workflow) => await this.stage.executions(workflow)),
		);
		await this.measure();
		return await this.report(
			ms,
			executions.reduce((sum, count) => sum + count, 0),
		);
	}

	private tell(done: number, waves: number, begun: number): void {
		const { collector } = this.stage;
		const [sent, runs] = [this.sent.length + this.forged, collector.received.length];
		this.storm.say?.(
			`  wave ${done} of ${waves}: ${sent} notifications, ${runs} runs, ${elapsed(begun)}`,
		);
	}

	private async listen(): Promise<void> {
		const { stage } = this;
		const { keys } = stage.simulator;
		const [connected] = await stage.stage.freshCredentials({
			...keys.partner,
			grantType: 'pkce',
			oauthTokenData: JSON.parse(JSON.stringify(stage.simulator.connect(SLUG))),
		});
		const signed = await stage.activate(
			{ registration: 'automatic', scope: 'organization' },
			connected,
		);
		const unsigned = await stage.listen({});
		const { signatureKey } = stage.simulator.data.notificationSlots[0];
		this.workflows = [signed, unsigned];
		this.targets = { signed: signed.url, unsigned: unsigned.url, signatureKey };
		stage.simulator.clearRequests();
		this.planFaults();
	}

	private planFaults(): void {
		const match = { path: /^\/v5\/(orders|payments)\// };
		const { simulator } = this.stage;
		const rounds = Math.ceil((this.storm.notifications * 2) / this.storm.faultEvery);
		for (let round = 0; round < rounds; round++) {
			simulator.failNext({ match }, this.storm.faultEvery - 1);
			simulator.failNext({ match, ...(round % 2 === 0 ? { status: 503 } : { reset: true }) });
		}
	}

	private async wave(wave: number, size: number, isRestart: boolean): Promise<void> {
		const { notifications } = this.stage.simulator;
		notifications.hold();
		this.happen(size * (1 - DUPLICATES - FORGED));
		const duplicates = DUPLICATES / (1 - DUPLICATES - FORGED);
		const forged = forgeries(this.stage.simulator, this.targets, Math.round(size * FORGED));
		const sent = notifications.release({
			duplicates,
			shuffle: true,
			seed: wave + 1,
			concurrency: CONCURRENCY,
		});
		this.sent.push(...sent);
		this.forged += forged.length;
		const limit = size * SLOWEST_MS + RESTART_MS;
		await inTime(
			limit,
			Promise.all([notifications.settled(), this.forge(forged), isRestart && this.restart(sent)]),
		);
	}

	/** Sales, and new states of what was sold before. */
	private happen(size: number): void {
		const { simulator } = this.stage;
		const changed = this.payments.splice(0, Math.round((size * CHANGES) / PER_CHANGE));
		for (const id of changed) simulator.changePayment(id, 'Refunded');
		const sales = Math.round((size - changed.length * PER_CHANGE) / PER_SALE);
		for (let sale = 0; sale < sales; sale++) {
			const { payments } = simulator.sell({ kind: KINDS[sale % KINDS.length] });
			this.payments.push(...payments.map(({ id }) => id));
		}
	}

	/** Early in a wave, so that most of it comes while n8n is down or just up again. */
	private async restart(sent: SentNotification[]): Promise<void> {
		while (sent.filter(({ state }) => state === 'delivered').length < sent.length / 10)
			await wait(20);
		await this.measure();
		await this.stage.restart();
	}

	private async forge(forged: Forgery[]): Promise<void> {
		const left = [...forged];
		const work = async () => {
			for (let next = left.shift(); next; next = left.shift()) await this.sendForged(next);
		};
		await Promise.all(Array.from({ length: FORGED_AT_A_TIME }, work));
	}

	/** Until there is a verdict: while n8n is down or cannot ask HelloAsso there is none. */
	private async sendForged({
		kind,
		url,
		body,
		expected,
		signature,
		address,
	}: Forgery): Promise<void> {
		const headers = address === undefined ? {} : { 'x-forwarded-for': address };
		for (let pause = 20; ; pause = Math.min(2_000, pause * 2)) {
			const { status } = await this.stage.simulator.notifications.post(url, body, {
				signature,
				headers,
			});
			this.answers.set(String(status), (this.answers.get(String(status)) ?? 0) + 1);
			if (status === expected) return;
			if (status !== 0 && status < 500) {
				this.notRefused.push(`${kind}: ${status}`);
				return;
			}
			await wait(pause);
		}
	}

	/** n8n forgets with each restart how much it had used. */
	private async measure(): Promise<void> {
		const peak = await peakMemory(this.stage.stage.home);
		if (peak !== undefined) this.peak = Math.max(this.peak ?? 0, peak);
	}

	private async report(ms: number, executions: number): Promise<NotificationStormReport> {
		const { stage, sent, forged } = this;
		const originals = sent.filter(({ duplicateOf }) => duplicateOf === undefined);
		const open = new Set(originals.map((notification) => this.eventOf(notification)));
		const events = open.size;
		const surplus = stage.collector.received.map(runOf).filter((run) => !open.delete(run));
		const requests = stage.simulator.apiRequests;
		return {
			notifications: sent.length + forged,
			duplicates: sent.length - originals.length,
			forged,
			restarts: this.storm.restarts,
			events,
			runs: stage.collector.received.length,
			executions,
			missing: [...open],
			surplus,
			undelivered: sent.filter(({ state }) => state !== 'delivered').length,
			answers: countOf(sent.flatMap(({ tries }) => tries.map(({ status }) => status))),
			forgedAnswers: Object.fromEntries(this.answers),
			notRefused: this.notRefused,
			apiRequests: requests.length,
			failedRequests: requests.filter(({ status }) => status === 0 || status >= 500).length,
			tokenRequests: stage.simulator.tokenRequests.length,
			seconds: Math.round(ms / 1000),
			perSecond: Math.round(((sent.length + forged) / ms) * 10_000) / 10,
			...(this.peak !== undefined && { peakMemoryMB: megabytes(this.peak) }),
			databaseMB: await databaseSize(stage.stage.home.folder),
		};
	}

	private eventOf({ url, eventType, body }: SentNotification): string {
		const { data } = JSON.parse(body) as { data: IDataObject };
		return eventName(url === this.targets.signed, eventType, data);
	}
}

/** Which event started a run, by what the run was given. */
function runOf({ eventType, data, verifiedBy }: IDataObject): string {
	return eventName(
		(verifiedBy as string[]).includes('signature'),
		String(eventType),
		data as IDataObject,
	);
}

function eventName(isSigned: boolean, eventType: string, { id, state }: IDataObject): string {
	return [
		isSigned ? 'signed' : 'unsigned',
		eventType,
		id,
		...(eventType === 'Payment' ? [state] : []),
	].join(' ');
}

function countOf(values: unknown[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
	return counts;
}

const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);

async function databaseSize(folder: string): Promise<number> {
	const files = ['database.sqlite', 'database.sqlite-wal'].map((name) =>
		path.join(folder, '.n8n', name),
	);
	const sizes = await Promise.all(
		files.map(
			async (file) =>
				await stat(file).then(
					({ size }) => size,
					() => 0,
				),
		),
	);
	return megabytes(sizes.reduce((sum, size) => sum + size, 0));
}

/** What is missing after that is told by the report. */
async function inTime(ms: number, work: Promise<unknown>): Promise<void> {
	const timer = new AbortController();
	await Promise.race([work, wait(ms, undefined, { signal: timer.signal })]);
	timer.abort();
}
