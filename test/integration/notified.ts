/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { EventEmitter } from 'node:events';
import { HookContext, WebhookContext } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeTypes,
	IWebhookData,
	IWorkflowExecuteAdditionalData,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { HelloAssoTrigger } from '../../nodes/HelloAsso/HelloAssoTrigger.node';
import { sign } from '../../simulator/notifications/signature';
import { buildAdditionalData, type Credential } from './engine';
import { watch, watchCall } from './secretWatch';

const trigger = new HelloAssoTrigger();
/** HelloAsso's own kinds of event, where a test does not choose others. */
const RECORDS = ['Form', 'Order', 'Organization', 'Payment'];
const hooks = trigger.webhookMethods.default;
const nodeTypes = {
	getByName: () => trigger,
	getByNameAndVersion: () => trigger,
	getKnownTypes: () => ({}),
} as unknown as INodeTypes;

export interface NotifiedOptions {
	credential: Credential;
	/** Whether none is chosen in the node. */
	withoutCredential?: boolean;
	parameters: IDataObject;
	/** Also names its address. */
	workflowId?: string;
	/** What n8n puts before the addresses of webhooks, for production and for tests. */
	prefixes?: [string, string];
	/** Of the node; null for one of an old workflow, which has none. */
	webhookId?: string | null;
}

export interface Answer {
	status: number;
	/** What the workflow would start with; undefined when it would not start. */
	item: IDataObject | undefined;
}

type Outputs = IDataObject[][] | undefined;

interface TakeOptions {
	signature?: string;
	runFails?: boolean;
	mode?: WorkflowExecuteMode;
}

/** The notification trigger in n8n's own contexts, with the static data that n8n keeps for it. */
export class Notified {
	private workflow: Workflow;
	/** n8n tests a workflow with static data of its own. */
	private tested: Workflow;
	/** The sender's address as n8n knows it. */
	ip = '127.0.0.1';
	/** Whether the node refers to a credential that is no more. */
	credentialIsDeleted = false;
	/** What registrations have logged. */
	readonly warnings: string[] = [];

	constructor(private options: NotifiedOptions) {
		this.workflow = this.load({});
		this.tested = this.load({});
	}

	/** As n8n loads a workflow from its database: after a change, or a restart. */
	reload(changes: Partial<NotifiedOptions> = {}): void {
		this.options = { ...this.options, ...changes };
		this.workflow = this.load(JSON.parse(JSON.stringify(this.workflow.staticData)) as IDataObject);
	}

	get url(): string {
		return String(this.hook('trigger').getNodeWebhookUrl('default'));
	}

	get testUrl(): string {
		return String(this.hook('manual').getNodeWebhookUrl('default'));
	}

	async activate(activation: WorkflowActivateMode = 'activate'): Promise<void> {
		await this.register('trigger', activation);
	}

	async deactivate(): Promise<void> {
		await hooks.delete.call(this.hook('trigger'));
	}

	/** What "Listen for test event" does before it waits, and when it has waited. */
	async startTest(): Promise<void> {
		this.tested = this.load({});
		await this.register('manual');
	}

	async endTest(): Promise<void> {
		await hooks.delete.call(this.hook('manual'));
	}

	/**
	 * @param key that HelloAsso signs with, if it does
	 * @param runFails whether n8n cannot start the workflow, which it answers with 500
	 */
	async receive(body: unknown, key?: string, runFails = false): Promise<Answer> {
		const signature = key && this.signatureOf(body, key);
		return await this.receiveSigned(body, signature, runFails);
	}

	signatureOf(body: unknown, key: string): string {
		return sign(Buffer.from(JSON.stringify(body)), key);
	}

	async receiveSigned(body: unknown, signature?: string, runFails = false): Promise<Answer> {
		const { status, outputs } = await this.take(body, { signature, runFails });
		return { status, item: outputs?.[0][0] };
	}

	/** All that the workflow would start with, output by output; undefined when it would not start. */
	async receiveAll(body: unknown, mode: WorkflowExecuteMode = 'webhook'): Promise<Outputs> {
		return (await this.take(body, { mode })).outputs;
	}

	private async take(
		body: unknown,
		{ signature, runFails = false, mode = 'webhook' }: TakeOptions,
	): Promise<{ status: number; outputs: Outputs }> {
		const rawBody = Buffer.from(JSON.stringify(body));
		const response = new ResponseOfOne();
		const node = this.workflow.getNode('Trigger') as INode;
		const httpRequest = {
			ip: this.ip,
			rawBody,
			headers: { ...(signature && { 'x-ha-signature': signature }) },
		};
		const additionalData = {
			...this.additionalData(),
			httpRequest,
			httpResponse: response,
		} as unknown as IWorkflowExecuteAdditionalData;
		const context = new WebhookContext(
			this.workflow,
			node,
			additionalData,
			mode,
			this.webhook(false),
			[],
			null,
		);
		const { workflowData } = await watchCall('a notification', trigger.webhook.call(context));
		watch('static data', JSON.stringify(this.workflow.staticData));
		if (runFails) response.status(500);
		response.emit('close');
		const outputs = workflowData?.map((items) => items.map(({ json }) => json));
		return { status: response.statusCode, outputs };
	}

	private async register(
		mode: WorkflowExecuteMode,
		activation?: WorkflowActivateMode,
	): Promise<void> {
		const hook = this.hook(mode, activation);
		const exists = await watchCall('a registration', hooks.checkExists.call(hook));
		if (!exists) await watchCall('a registration', hooks.create.call(hook));
		watch('static data', JSON.stringify(this.workflow.staticData));
	}

	private hook(
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode = 'activate',
	): HookContext {
		const workflow = mode === 'manual' ? this.tested : this.workflow;
		const node = workflow.getNode('Trigger') as INode;
		const context = new HookContext(
			workflow,
			node,
			this.additionalData(),
			mode,
			activation,
			this.webhook(mode === 'manual'),
		);
		const warn = { value: (line: string) => this.warnings.push(line) };
		const logger = { value: Object.create(context.logger, { warn }) as unknown };
		return Object.create(context, { logger }) as HookContext;
	}

	private webhook(isTest: boolean): IWebhookData {
		const [webhookDescription] = trigger.description.webhooks ?? [];
		return { webhookDescription, isTest } as unknown as IWebhookData;
	}

	private additionalData(): IWorkflowExecuteAdditionalData {
		const [production, test] = this.options.prefixes ?? ['webhook', 'webhook-test'];
		const usual = buildAdditionalData(this.options.credential);
		const { credentialsHelper } = usual;
		const getDecrypted = async () => await Promise.reject(new Error('Credential not found'));
		return {
			...usual,
			...(this.credentialIsDeleted && {
				credentialsHelper: Object.assign(credentialsHelper, { getDecrypted }),
			}),
			webhookBaseUrl: `https://n8n.example.org/${production}`,
			webhookTestBaseUrl: `https://n8n.example.org/${test}`,
		};
	}

	private load(staticData: IDataObject): Workflow {
		const { parameters, credential, workflowId = 'notified' } = this.options;
		const { webhookId = `hook-of-${workflowId}`, withoutCredential } = this.options;
		return new Workflow({
			id: workflowId,
			nodes: [
				{
					id: '1',
					name: 'Trigger',
					type: 'helloAssoTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: { events: RECORDS, ...parameters } as INode['parameters'],
					...(webhookId !== null && { webhookId }),
					...(!withoutCredential && {
						credentials: {
							helloAssoOAuth2Api: { id: (credential.id ??= `of-${workflowId}`), name: 'HelloAsso' },
						},
					}),
				},
			],
			connections: {},
			active: true,
			nodeTypes,
			staticData,
			settings: { timezone: 'Europe/Paris' },
		});
	}
}

/** As much of Express's response as n8n leaves to the node. */
class ResponseOfOne extends EventEmitter {
	statusCode = 200;
	writableFinished = true;
	destroyed = false;

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	json(): this {
		return this;
	}
}
