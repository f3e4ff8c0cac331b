import type { IDataObject } from 'n8n-workflow';
import type { ExternalSettings } from '../../tools/external/settings';
import { OWNER, RestClient } from '../../tools/n8n/rest';
import type { Simulator } from '../../simulator';
import { waitFor } from '../e2e/browser/waitFor';
import type { WorkflowNode } from '../e2e/workflows';
import { outputOf } from './executionData';

const PACKAGE = 'n8n-nodes-helloasso';
/** As n8n calls what was installed as a community node, and what lies in its custom extensions folder. */
const PREFIXES = [PACKAGE, 'CUSTOM'];

interface Execution {
	id: string;
	status: string;
}

/** An n8n of somebody else: everything that is made in it is remembered, and removed at the end. */
export class ExternalN8n {
	private readonly made: Array<{ kind: 'workflows' | 'credentials'; id: string }> = [];

	private constructor(
		readonly rest: RestClient,
		private readonly settings: ExternalSettings,
		private readonly simulator: Simulator,
		private readonly prefix: string,
		private readonly webhookPath: string,
	) {}

	static async open(settings: ExternalSettings, simulator: Simulator): Promise<ExternalN8n> {
		const { url, email, password, packageName } = settings;
		const rest = new RestClient({ url });
		await rest.logIn({ ...OWNER, email, password });
		if (packageName) await install(rest, packageName);
		const prefix = await prefixOf(rest, settings);
		const { endpointWebhook = 'webhook' } = await rest.call<{ endpointWebhook?: string }>(
			'GET',
			'/settings',
		);
		return new ExternalN8n(rest, settings, simulator, prefix, endpointWebhook);
	}

	/** A credential of the simulator, at the address at which n8n reaches it. */
	credentialData(changes: IDataObject = {}): IDataObject {
		return {
			environment: 'custom',
			customApiUrl: this.settings.simulatorUrl ?? this.simulator.url,
			// Opened by who connects, not by n8n.
			customAuthorizationUrl: this.simulator.authorizeUrl,
			grantType: 'clientCredentials',
			...this.simulator.keys.fullAccess,
			...changes,
		};
	}

	async createCredential(name: string, data: IDataObject): Promise<string> {
		const id = await this.rest.createCredential(name, data);
		this.made.push({ kind: 'credentials', id });
		return id;
	}

	node(
		kind: 'helloAsso' | 'helloAssoTrigger' | 'helloAssoPollingTrigger',
		credentialId: string,
		parameters: IDataObject,
		more: Pick<WorkflowNode, 'webhookId'> = {},
	): WorkflowNode {
		return {
			name: 'HelloAsso',
			type: `${this.prefix}.${kind}`,
			typeVersion: 1,
			parameters,
			credentials: { helloAssoOAuth2Api: { id: credentialId, name: 'HelloAsso' } },
			...more,
		};
	}

	async activate(workflow: object): Promise<string> {
		const id = await this.rest.createWorkflow({ name: `${PACKAGE} test`, ...workflow });
		this.made.push({ kind: 'workflows', id });
		await this.rest.activate(id);
		return id;
	}

	webhookUrl(path: string): string {
		return `${this.settings.url}/${this.webhookPath}/${path}`;
	}

	/** The partner's part of OAuth: asks n8n for the address, agrees there, and comes back with the code. */
	async connect(credentialId: string, organizationSlug: string): Promise<void> {
		const asked = await this.rest.call<string>('GET', `/oauth2-credential/auth?id=${credentialId}`);
		const { searchParams, origin, pathname } = new URL(asked);
		expect(origin + pathname).toBe(this.simulator.authorizeUrl);
		this.simulator.data.partnerDomain = new URL(searchParams.get('redirect_uri') ?? '').hostname;
		const answer = await fetch(this.simulator.authorizeUrl, {
			method: 'POST',
			redirect: 'manual',
			body: new URLSearchParams([
				...searchParams,
				['organization', organizationSlug],
				['decision', 'accept'],
			]),
		});
		const back = answer.headers.get('location');
		if (!back)
			throw new Error(
				`The simulator, as HelloAsso, sends nobody back to ${searchParams.get('redirect_uri')}: it has to be https, or on this machine`,
			);
		const { search } = new URL(back);
		const { status } = await this.rest.request('GET', `/oauth2-credential/callback${search}`);
		expect(status).toBe(200);
	}

	/** What the node HelloAsso put out in all executions of a workflow, the oldest first, once they are `count`. */
	async outputs(workflowId: string, count: number): Promise<IDataObject[][]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		let executions: Execution[] = [];
		await waitFor(
			async () => {
				const { results } = await this.rest.call<{ results: Execution[] }>(
					'GET',
					`/executions?filter=${filter}&limit=50`,
				);
				executions = results;
				const running = results.filter(({ status }) => /^(new|running|waiting)$/.test(status));
				return running.length === 0 && results.length >= count;
			},
			{ what: () => `${count} executions; ${executions.length} are there`, timeoutMs: 120_000 },
		);
		const outputs = executions.reverse().map(async ({ id }) => {
			const { data } = await this.rest.call<{ data: string }>('GET', `/executions/${id}`);
			return outputOf(data, 'HelloAsso');
		});
		return await Promise.all(outputs);
	}

	/** Removes what was made here, workflows first: they hold the credentials. */
	async close(): Promise<void> {
		for (const { kind, id } of this.made.reverse()) {
			if (kind === 'workflows') {
				await this.rest.deactivate(id);
				// 2.x deletes only what was archived; 1.x may as well delete it as it is.
				await this.rest.request('POST', `/workflows/${id}/archive`, {});
			}
			await this.rest.call('DELETE', `/${kind}/${id}`);
		}
	}
}

async function install(rest: RestClient, packageName: string): Promise<void> {
	const [, name, version] = /^(@?[^@]+)(?:@(.+))?$/.exec(packageName) ?? [];
	const body = { name, ...(version && { version }) };
	const { status, body: answer } = await rest.request('POST', '/community-packages', body);
	if (status < 400 || /already installed/.test(answer.message ?? '')) return;
	throw new Error(
		`n8n did not install N8N_PACKAGE=${packageName} (${status}): ${answer.message ?? ''}`,
	);
}

/** How this n8n calls the package's nodes. */
async function prefixOf(rest: RestClient, { url }: ExternalSettings): Promise<string> {
	const { name, value } = rest.sessionCookie();
	const response = await fetch(`${url}/types/nodes.json`, {
		headers: { cookie: `${name}=${value}`, 'browser-id': 'n8n-nodes-helloasso' },
	});
	const types = (await response.json()) as Array<{ name: string }>;
	const found = PREFIXES.find((prefix) =>
		types.some((type) => type.name === `${prefix}.helloAsso`),
	);
	if (found) return found;
	throw new Error(
		`The n8n at ${url} has no HelloAsso node. Install the package there and restart it (test/README.md), or set N8N_PACKAGE`,
	);
}
