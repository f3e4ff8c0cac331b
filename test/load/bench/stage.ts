/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../../simulator';
import { N8N_NEW } from '../../../tools/n8n/install';
import { RestClient } from '../../../tools/n8n/rest';
import type { N8nServer } from '../../../tools/n8n/server';
import { simulatorCredential } from '../../../tools/simulatorCredential';
import { openStage, type Stage } from '../../e2e/harness';
import { serverPid } from '../../e2e/memory';
import { onWebhook } from '../../e2e/webhooks';
import type { WorkflowNode } from '../../e2e/workflows';
import { localhostCertificate, type Certificate } from './certificate';
import { Front, type Traffic } from './front';
import { watch, type Consumption } from './meter';
import { spreadOf, type Spread } from './statistics';

/** What a reader found: the same for all of them, or the result is wrong. */
export interface Answer {
	count: number;
	unique: number;
	/** Sum of the ids. */
	ids: number;
	/** Sum of the amounts. */
	cents: number;
}

export interface Run extends Traffic, Consumption {
	ms: number;
	answer: Answer;
}

/** A simulated association, reached by TLS. */
export interface Association {
	simulator: Simulator;
	front: Front;
	credentialId: string;
	/** Of all its payments. */
	expected: Answer;
	paymentIds: number[];
}

const EMPTY_RUNS = 40;
const BARE_LOOP = path.join(__dirname, 'bareLoop.mjs');
/** Nothing of a run is saved, as a workflow with many records should have it. */
const SETTINGS = { executionOrder: 'v1', saveDataSuccessExecution: 'none' };

/** A real n8n, a loop without n8n, and associations that both read. */
export class BenchStage {
	private readonly associations = new Map<number, Association>();
	private bareLoop?: ChildProcess;
	private rest!: RestClient;
	private server!: N8nServer;
	private pid?: string;
	/** The least that a workflow takes that does nothing; 0 until it was measured. */
	overheadMs = 0;

	private constructor(
		readonly stage: Stage,
		private readonly certificate: Certificate,
		private readonly certificateFile: string,
	) {}

	static async open(options: SimulatorOptions): Promise<BenchStage> {
		const stage = await openStage(N8N_NEW, { simulator: options });
		const certificate = localhostCertificate();
		const file = path.join(stage.home.folder, 'certificate.pem');
		await writeFile(file, certificate.cert);
		const bench = new BenchStage(stage, certificate, file);
		bench.bareLoop = fork(BARE_LOOP, { execArgv: [], env: { ...process.env, ...bench.trust } });
		await bench.restart();
		return bench;
	}

	private get trust() {
		return { NODE_EXTRA_CA_CERTS: this.certificateFile };
	}

	get home() {
		return this.stage.home;
	}

	get url(): string {
		return this.server.url;
	}

	/** A new process, which has read nothing yet. */
	async restart(): Promise<void> {
		this.server = await this.stage.restartServer({ ...this.trust, N8N_PROXY_HOPS: '1' });
		this.pid = await serverPid(this.home);
		this.rest = new RestClient(this.server);
		await this.rest.logIn();
	}

	/** The one with so many payments, made when it is first asked for. */
	async association(payments: number): Promise<Association> {
		const known = this.associations.get(payments);
		if (known) return known;
		const simulator = await startSimulator({ seed: { payments, orders: 20 }, snapshotFrom: 0 });
		const front = await Front.start(simulator, this.certificate);
		const { organizationSlug, data } = simulator;
		const own = data.payments.filter(
			({ orderId }) => data.order(orderId)?.organizationSlug === organizationSlug,
		);
		const association = {
			simulator,
			front,
			credentialId: await this.credential(simulator, front),
			paymentIds: own.map(({ id }) => id),
			expected: {
				count: own.length,
				unique: own.length,
				ids: own.reduce((sum, { id }) => sum + id, 0),
				cents: own.reduce((sum, { amount }) => sum + amount, 0),
			},
		};
		this.associations.set(payments, association);
		return association;
	}

	/** TLS in front of another simulator, and a credential for it. */
	async front(simulator: Simulator): Promise<{ front: Front; credentialId: string }> {
		const front = await Front.start(simulator, this.certificate);
		return { front, credentialId: await this.credential(simulator, front) };
	}

	private async credential({ authorizeUrl, keys }: Simulator, { url }: Front): Promise<string> {
		const { data } = simulatorCredential({ url, authorizeUrl, keys });
		return await this.rest.createCredential(`HelloAsso ${url}`, data);
	}

	/** Saves and activates the workflow; returns how to switch it off. */
	async activate(workflow: object): Promise<() => Promise<void>> {
		const id = await this.rest.createWorkflow({ ...workflow, settings: SETTINGS });
		await this.rest.activate(id);
		return async () => await this.rest.deactivate(id);
	}

	/** Nodes behind a webhook; returns the webhook's path. */
	async workflow(nodes: WorkflowNode[]): Promise<string> {
		const name = randomUUID();
		await this.activate(onWebhook(name, nodes));
		return name;
	}

	/** Runs a workflow by its webhook; its time is measured from outside, less that of an empty one. */
	async call(workflow: string, front?: Front): Promise<Run> {
		return await this.measured(front, async () => {
			const begun = performance.now();
			const response = await fetch(`${this.url}/webhook/${workflow}`);
			const body = (await response.json()) as Record<string, number>;
			const ms = performance.now() - begun - this.overheadMs;
			if (!response.ok) throw new Error(`n8n answered ${response.status}: ${body.message}`);
			const { count_id: count, unique_count_id: unique, sum_id: ids } = body;
			// Simplified amounts are euros.
			const cents = body.sum_amount ?? Math.round(body.sum_amountEuros * 100);
			return { ms, answer: { count, unique, ids, cents } };
		});
	}

	/** All payments as HelloAsso's list gives them. */
	async records({ simulator }: Association): Promise<unknown[]> {
		const { url, keys, organizationSlug } = simulator;
		const { clientId, clientSecret } = keys.association;
		const headers = { 'user-agent': 'bench', accept: 'application/json' };
		const token = await fetch(`${url}/oauth2/token`, {
			method: 'POST',
			headers,
			body: new URLSearchParams({
				grant_type: 'client_credentials',
				client_id: clientId,
				client_secret: clientSecret,
			}),
		});
		const { access_token: value } = (await token.json()) as { access_token: string };
		const records: unknown[] = [];
		for (let next = ''; ; ) {
			const query = new URLSearchParams({
				pageSize: '100',
				...(next && { continuationToken: next }),
			});
			const response = await fetch(
				`${url}/v5/organizations/${organizationSlug}/payments?${query}`,
				{ headers: { ...headers, authorization: `Bearer ${value}` } },
			);
			const { data, pagination } = (await response.json()) as {
				data: unknown[];
				pagination: { continuationToken: string };
			};
			if (data.length === 0) return records;
			records.push(...data);
			next = pagination.continuationToken;
		}
	}

	/** What of an answer's time is n8n's own, whatever the workflow does; the first runs are cold. */
	async measureOverhead(empty: WorkflowNode[]): Promise<Spread> {
		const workflow = await this.workflow(empty);
		const times: number[] = [];
		for (let run = 0; run < EMPTY_RUNS; run++) times.push((await this.call(workflow)).ms);
		const spread = spreadOf(times.slice(EMPTY_RUNS / 2));
		this.overheadMs = spread.least;
		return spread;
	}

	/** The loop without n8n: over the whole list, or payment by payment. */
	async bare({ simulator, front }: Association, ids?: number[]): Promise<Run> {
		const loop = this.bareLoop!;
		const { organizationSlug: slug, keys } = simulator;
		front.take();
		loop.send({ url: front.url, slug, ids, ...keys.association });
		const [result] = (await once(loop, 'message')) as [Run & { error?: string }];
		if (result.error) throw new Error(`The bare loop failed: ${result.error}`);
		return { ...result, ...front.take() };
	}

	/** Watches n8n and the server meanwhile. */
	async measured<T extends object>(
		front: Front | undefined,
		work: () => Promise<T>,
	): Promise<T & Traffic & Consumption> {
		front?.take();
		const stop = watch(this.pid);
		try {
			const result = await work();
			return { ...result, ...stop(), ...(front?.take() as Traffic) };
		} finally {
			stop();
		}
	}

	/** The descriptions of all nodes, as the editor downloads them. */
	async editorTypes(): Promise<Array<{ name: string; properties: unknown[] }>> {
		const { name, value } = this.rest.sessionCookie();
		const headers = { cookie: `${name}=${value}` };
		const response = await fetch(`${this.url}/types/nodes.json`, { headers });
		return (await response.json()) as Array<{ name: string; properties: unknown[] }>;
	}

	async close(): Promise<void> {
		this.bareLoop?.kill();
		for (const { front, simulator } of this.associations.values()) {
			await front.stop();
			await simulator.stop();
		}
		await this.stage.close();
	}
}
