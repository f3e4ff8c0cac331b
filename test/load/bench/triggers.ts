/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { waitFor } from '../../e2e/browser/waitFor';
import { PRODUCTION_ADDRESS } from '../../e2e/notificationStage';
import { EVERY_SECOND } from '../../e2e/pollingStage';
import { chain, helloAsso, keep, type WorkflowNode } from '../../e2e/workflows';
import { wrong } from './compare';
import type { Traffic } from './front';
import type { Consumption } from './meter';
import type { Options } from './options';
import type { BenchStage } from './stage';
import { spreadOf, type Spread } from './statistics';

type Say = (line: string) => void;

export interface Polls {
	records: number;
	polls: number;
	requests: number;
	connections: number;
	/** Above what n8n takes without the workflow, in milliseconds. */
	cpuMsPerPoll?: number;
}

/** Polls of an association in which nothing happens. */
export async function polls(bench: BenchStage, options: Options, say: Say): Promise<Polls> {
	const { large: records, pollSeconds } = options;
	const { simulator, front, credentialId } = await bench.association(records);
	const trigger = {
		...helloAsso('Polling', {}, { credentialId }),
		type: 'n8n-nodes-helloasso.helloAssoPollingTrigger',
		parameters: {
			event: 'newPayment',
			organizationSlug: { __rl: true, mode: 'slug', value: simulator.organizationSlug },
			pollTimes: { item: EVERY_SECOND },
		},
	};
	say(`  n8n without polls, ${pollSeconds} s`);
	const idle = await bench.measured(front, async () => await wait(pollSeconds * 1_000, {}));
	const stop = await bench.activate(chain([keep('Nothing')], {}, trigger));
	let seen = 0;
	await waitFor(() => (seen += front.take().requests) >= 3, { what: () => 'the first polls' });
	say(`  polls of ${records} payments, ${pollSeconds} s`);
	const busy = await bench.measured(front, async () => await wait(pollSeconds * 1_000, {}));
	await stop();
	// A slow machine skips some: the trigger is asked each second, and each poll begins with a first page.
	const { requests, connections, firstPages } = busy;
	const cpuSeconds = (busy.cpuSeconds ?? 0) - (idle.cpuSeconds ?? 0);
	return {
		records,
		polls: firstPages,
		requests,
		connections,
		...(busy.cpuSeconds !== undefined && { cpuMsPerPoll: (cpuSeconds * 1_000) / firstPages }),
	};
}

type Sent = Traffic & Consumption & { ms: number };

export interface Notifications {
	count: number;
	/** Notifications a second, by those that a Webhook node takes. */
	byWebhook: Spread;
	perSecond: Spread;
	webhookPerSecond: Spread;
	/** Of the API, to confirm them. */
	requests: number;
	cpuMs?: Spread;
	webhookCpuMs?: Spread;
}

/** A sale tells of an order and of a payment. */
const PER_SALE = 2;
const AT_A_TIME = 16;
const FROM_HELLOASSO = { 'x-forwarded-for': PRODUCTION_ADDRESS };

/** The same notifications to HelloAsso Trigger, which confirms each by the API, and to n8n's Webhook node. */
export async function notifications(
	bench: BenchStage,
	options: Options,
	say: Say,
): Promise<Notifications> {
	const { simulator } = bench.stage;
	const { front, credentialId } = await bench.front(simulator);
	const { notifications: sender } = simulator;
	const addresses = { own: randomUUID(), webhook: randomUUID() };
	const trigger = {
		...helloAsso('Trigger', { registration: 'manual' }, { credentialId }),
		type: 'n8n-nodes-helloasso.helloAssoTrigger',
		webhookId: addresses.own,
	};
	const webhook: WorkflowNode = {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: addresses.webhook,
		parameters: { httpMethod: 'POST', path: addresses.webhook, options: {} },
	};
	await bench.activate(chain([keep('Nothing')], {}, trigger));
	await bench.activate(chain([keep('Nothing')], {}, webhook));
	const urls = {
		own: `${bench.url}/webhook/${addresses.own}/webhook`,
		webhook: `${bench.url}/webhook/${addresses.webhook}`,
	};
	simulator.setBackOfficeUrl(urls.own);
	sender.hold();

	const send = async (kind: keyof typeof urls, bodies: string[]): Promise<Sent> =>
		await bench.measured(front, async () => {
			const left = bodies.values();
			const begun = performance.now();
			const work = async () => {
				for (const body of left) {
					const { status } = await sender.post(urls[kind], body, { headers: FROM_HELLOASSO });
					if (status !== 200) wrong.push(`a notification to ${kind} was answered ${status}`);
				}
			};
			await Promise.all(Array.from({ length: AT_A_TIME }, work));
			return { ms: performance.now() - begun };
		});

	const rounds: Array<Record<keyof typeof urls, Sent>> = [];
	let count = 0;
	for (let round = 0; round <= options.runs; round++) {
		say(round === 0 ? '  a first run of each' : `  round ${round}`);
		const before = sender.held.length;
		simulator.sellMany(options.notifications / PER_SALE);
		const bodies = sender.held.slice(before).map(({ body }) => body);
		count = bodies.length;
		const kinds: Array<keyof typeof urls> = ['own', 'webhook'];
		const results: Partial<Record<keyof typeof urls, Sent>> = {};
		for (const kind of round % 2 === 0 ? kinds : kinds.toReversed())
			results[kind] = await send(kind, bodies);
		// The first one is cold.
		if (round > 0) rounds.push(results as Record<keyof typeof urls, Sent>);
	}
	await front.stop();
	const rate = (kind: keyof typeof urls) =>
		spreadOf(rounds.map((round) => count / (round[kind].ms / 1_000)));
	const cpu = (kind: keyof typeof urls) => {
		const seconds = rounds.flatMap((round) => round[kind].cpuSeconds ?? []);
		return seconds.length > 0
			? spreadOf(seconds.map((value) => (value * 1_000) / count))
			: undefined;
	};
	return {
		count,
		byWebhook: spreadOf(rounds.map(({ own, webhook: other }) => other.ms / own.ms)),
		perSecond: rate('own'),
		webhookPerSecond: rate('webhook'),
		requests: rounds[0].own.requests,
		cpuMs: cpu('own'),
		webhookCpuMs: cpu('webhook'),
	};
}
