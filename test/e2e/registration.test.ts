import type { IDataObject } from 'n8n-workflow';
import { RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS } from './harness';
import { NotificationStage, type ActiveWorkflow } from './notificationStage';
import { filesWith } from './secrets';

const SLUG = 'les-amis-du-velo';
const ELSEWHERE = 'https://other.example.org/hook';

let stage: NotificationStage;
let partner: string;
let secondPartner: string;
let connected: string;
let association: string;

beforeAll(async () => {
	// n8n's webhooks can have paths of any name.
	stage = await NotificationStage.open(undefined, undefined, {
		N8N_ENDPOINT_WEBHOOK: 'hooks',
		N8N_ENDPOINT_WEBHOOK_TEST: 'hooks-test',
	});
	const { keys } = stage.simulator;
	const tokens = JSON.stringify(stage.simulator.connect(SLUG));
	[partner, secondPartner, connected, association] = await stage.stage.freshCredentials(
		{ ...keys.partner },
		{ ...keys.partner },
		{ ...keys.partner, grantType: 'pkce', oauthTokenData: JSON.parse(tokens) },
		{},
	);
}, STAGE_TIMEOUT_MS);
afterAll(async () => await stage?.close());
beforeEach(() => {
	stage.simulator.notifications.clear();
	stage.simulator.clearFaults();
	stage.simulator.clearRequests();
	stage.simulator.resetTokenLimits();
	stage.simulator.data.notificationSlots = [];
	stage.collector.take();
});

const slots = () =>
	stage.simulator.data.notificationSlots.map(({ scope, notificationType, url }) => [
		scope,
		notificationType,
		url,
	]);
const seen = () =>
	stage.simulator.apiRequests.map(({ method, url }) => `${method} ${url.replace('/v5', '')}`);
const automatic = (scope: 'partner' | 'organization', more: object = {}) => ({
	registration: 'automatic',
	scope,
	...more,
});
const slotKey = () => stage.simulator.data.notificationSlots[0].signatureKey;

/** What n8n says of an activation that did not work. */
async function refusal(parameters: object, credentialId: string): Promise<string> {
	const workflow = await stage.save(stage.trigger(parameters, credentialId));
	return await stage.rest.activate(workflow.id).then(
		() => 'activated',
		(error: Error) => error.message,
	);
}

/** Saves the workflow with another trigger. */
async function change({ id }: ActiveWorkflow, trigger: IDataObject): Promise<void> {
	const entity = await stage.rest.call<{
		nodes: IDataObject[];
		connections: object;
		versionId: string;
	}>('GET', `/workflows/${id}`);
	Object.assign(entity.nodes[0], trigger);
	await stage.rest.call('PATCH', `/workflows/${id}`, entity);
}

async function post(
	workflow: ActiveWorkflow,
	body: object,
	forged: { signatureKey?: string; signature?: string },
): Promise<number> {
	return (await stage.simulator.notifications.post(workflow.url, body, forged)).status;
}

describe("a partner's own address", () => {
	it(
		'is registered, verified by its signature, and removed',
		async () => {
			const workflow = await stage.activate(automatic('partner'), partner);
			expect(seen()).toEqual(['GET /partners/me', 'PUT /partners/me/api-notifications']);
			expect(slots()).toEqual([['partner', undefined, workflow.url]]);

			stage.simulator.clearRequests();
			const { order } = stage.simulator.sell({ kind: 'donation' });
			const runs = await stage.runs(workflow);
			expect(runs.map(({ eventType, verifiedBy }) => [eventType, verifiedBy]).sort()).toEqual([
				['Order', ['signature', 'sourceIp']],
				['Payment', ['signature', 'sourceIp']],
			]);
			expect(seen()).toEqual([]);

			const event = { eventType: 'Order', data: { id: order.id + 7 } };
			const forged = [
				{},
				{ signatureKey: 'wrong' },
				{ signature: '' },
				{ signature: '0'.repeat(64) },
			];
			for (const forgery of forged) expect(await post(workflow, event, forgery)).toBe(401);
			expect(await stage.runs(workflow)).toEqual([]);
			expect(await post(workflow, event, { signatureKey: slotKey() })).toBe(200);
			expect(await stage.runs(workflow)).toHaveLength(1);
			// The key may have changed, so HelloAsso was asked, once.
			expect(seen()).toEqual(['GET /partners/me']);

			await stage.rest.deactivate(workflow.id);
			expect(slots()).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'takes the place of that for tests of the same node',
		async () => {
			const trigger = stage.trigger(automatic('partner'), partner);
			const workflow = await stage.save(trigger);
			const testUrl = workflow.url.replace('/hooks/', '/hooks-test/');
			expect(
				await stage.rest.call('POST', `/workflows/${workflow.id}/run`, {
					triggerToStartFrom: { name: trigger.name },
				}),
			).toEqual({ waitingForWebhook: true });
			expect(slots()).toEqual([['partner', undefined, testUrl]]);
			await stage.rest.activate(workflow.id);
			expect(slots()).toEqual([['partner', undefined, workflow.url]]);
			await stage.rest.call('DELETE', `/test-webhook/${workflow.id}`);
			expect(slots()).toEqual([['partner', undefined, workflow.url]]);
			stage.simulator.sell({});
			const runs = await stage.runs(workflow);
			expect(runs.map(({ verifiedBy }) => verifiedBy)).toEqual(
				Array(2).fill(['signature', 'sourceIp']),
			);
			await stage.rest.deactivate(workflow.id);
			expect(slots()).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'that could not be removed stands in no way of the key of an association and By Hand',
		async () => {
			const trigger = stage.trigger(automatic('partner'), partner);
			const workflow = await stage.save(trigger);
			await stage.rest.activate(workflow.id);
			stage.simulator.failNext({ match: { method: 'DELETE', path: /partners/ }, status: 503 }, 5);
			await stage.rest.deactivate(workflow.id);
			stage.simulator.clearFaults();
			expect(slots()).toEqual([['partner', undefined, workflow.url]]);
			await change(workflow, {
				parameters: { registration: 'manual', events: ['Order', 'Payment'] },
				credentials: { helloAssoOAuth2Api: { id: association, name: 'HelloAsso' } },
			});
			await stage.rest.activate(workflow.id);
			stage.simulator.setBackOfficeUrl(workflow.url);
			stage.simulator.sell({});
			const runs = await stage.runs(workflow);
			stage.simulator.removeBackOfficeUrl();
			expect(runs.map(({ eventType }) => eventType).sort()).toEqual(['Order', 'Payment']);
			expect(stage.server.log()).toContain('HelloAsso still has a notification address');
			await stage.rest.deactivate(workflow.id);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'is registered for each chosen event',
		async () => {
			const workflow = await stage.activate(
				automatic('partner', { events: ['Payment', 'Order'] }),
				partner,
			);
			expect(slots()).toEqual([
				['partner', 'Payment', workflow.url],
				['partner', 'Order', workflow.url],
			]);
			stage.simulator.sell({});
			expect(await stage.runs(workflow)).toHaveLength(2);
			await stage.rest.deactivate(workflow.id);
			expect(slots()).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'is refused where another address stands, to the key of an association, and without a credential',
		async () => {
			stage.simulator.data.notificationSlots = [
				{ scope: 'partner', notificationType: 'Payment', url: ELSEWHERE, signatureKey: 'theirs' },
			];
			const parameters = automatic('partner', { events: ['Order', 'Payment'] });
			// At once, because n8n tries each of them five times.
			const [taken, association403, nobody] = await Promise.all([
				refusal(parameters, partner),
				refusal(parameters, association),
				refusal(parameters, ''),
			]);
			expect(taken).toContain(
				`HelloAsso already sends 'Payment' notifications to another address: ${ELSEWHERE}. If that address is no longer needed, switch on 'Replace Existing Address' under 'Options'`,
			);
			expect(association403).toMatch(/^The key of credential '.*' lacks a privilege/);
			expect(nobody).toContain(
				"'Registration' is 'Automatic', but no credential is chosen. Choose the partner's credential",
			);
			expect(slots()).toEqual([['partner', 'Payment', ELSEWHERE]]);
			expect(new Set(seen())).toEqual(new Set(['GET /partners/me']));

			const workflow = await stage.activate(
				{ ...parameters, options: { replaceExisting: true } },
				partner,
			);
			expect(
				slots()
					.map(([, type, url]) => [type, url])
					.sort(),
			).toEqual([
				['Order', workflow.url],
				['Payment', workflow.url],
			]);
			// Taken back by somebody else meanwhile: not ours to remove.
			stage.simulator.data.notificationSlots[0].url = ELSEWHERE;
			const kept = stage.simulator.data.notificationSlots[0].notificationType;
			await stage.rest.deactivate(workflow.id);
			expect(slots()).toEqual([['partner', kept, ELSEWHERE]]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'stays registered over a restart of n8n, also when HelloAsso is out of reach meanwhile',
		async () => {
			const workflow = await stage.activate(automatic('partner'), partner);
			const key = slotKey();
			stage.simulator.clearRequests();
			await stage.restart();
			expect([slots(), slotKey()]).toEqual([[['partner', undefined, workflow.url]], key]);
			stage.simulator.sell({});
			expect(await stage.runs(workflow)).toHaveLength(2);

			stage.simulator.failNext({ match: { path: /partners/ }, status: 503 }, 3);
			await stage.restart();
			expect([slots(), slotKey()]).toEqual([[['partner', undefined, workflow.url]], key]);
			stage.simulator.sell({});
			expect(await stage.runs(workflow)).toHaveLength(2);

			// The deactivation cannot reach HelloAsso either: what is left there is known to be ours later.
			stage.simulator.clearFaults();
			stage.simulator.failNext({ match: { path: /partners/ }, reset: true }, 3);
			await stage.rest.deactivate(workflow.id);
			expect(slots()).toEqual([['partner', undefined, workflow.url]]);
			await stage.rest.activate(workflow.id);
			expect(slots()).toEqual([['partner', undefined, workflow.url]]);
			await stage.rest.deactivate(workflow.id);
			expect(slots()).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'is verified with a key that was renewed at HelloAsso',
		async () => {
			const workflow = await stage.activate(automatic('partner'), partner);
			stage.simulator.rotateSignatureKey('partner');
			stage.simulator.clearRequests();
			stage.simulator.sell({});
			expect(await stage.runs(workflow)).toHaveLength(2);
			expect(seen()).toEqual(['GET /partners/me']);
			await stage.rest.deactivate(workflow.id);
			expect(slots()).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'is removed after an activation that fails half way, before n8n tries again',
		async () => {
			const put = { method: 'PUT', path: /api-notifications/ };
			stage.simulator.failNext({ match: put, slow: 1 });
			// The address is registered, but nobody learns of it.
			stage.simulator.failNext({ match: put, resetAfterHandling: true });
			const workflow = await stage.activate(
				automatic('partner', { events: ['Order', 'Payment', 'Form'] }),
				partner,
			);
			const path = '/partners/me/api-notifications';
			expect(seen()).toEqual([
				...['GET /partners/me', `PUT ${path}`, `PUT ${path}`],
				...['Order', 'Payment'].map((type) => `DELETE ${path}?notificationType=${type}`),
				...['GET /partners/me', `PUT ${path}`, `PUT ${path}`, `PUT ${path}`],
			]);
			expect(slots().map(([, type, url]) => [type, url])).toEqual(
				['Order', 'Payment', 'Form'].map((type) => [type, workflow.url]),
			);
			await stage.rest.deactivate(workflow.id);
			expect(slots()).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'can be registered again, by another credential too',
		async () => {
			const trigger = stage.trigger(automatic('partner'), partner);
			const workflow = await stage.save(trigger);
			for (const credentialId of [partner, partner, secondPartner]) {
				await change(workflow, {
					credentials: { helloAssoOAuth2Api: { id: credentialId, name: 'HelloAsso' } },
				});
				await stage.rest.activate(workflow.id);
				expect(slots()).toEqual([['partner', undefined, workflow.url]]);
				await stage.rest.deactivate(workflow.id);
				expect(slots()).toEqual([]);
			}
		},
		RUN_TIMEOUT_MS,
	);
});

describe('the address for one connected organization', () => {
	it(
		'is registered under its slug, verified and confirmed',
		async () => {
			const workflow = await stage.activate(automatic('organization'), connected);
			expect(seen()).toEqual([`PUT /partners/me/api-notifications/organizations/${SLUG}`]);
			expect(slots()).toEqual([[SLUG, undefined, workflow.url]]);
			stage.simulator.sell({});
			const runs = await stage.runs(workflow);
			expect(runs.map(({ verifiedBy }) => verifiedBy)).toEqual(
				Array(2).fill(['signature', 'sourceIp', 'api']),
			);

			const second = await refusal(automatic('organization'), connected);
			expect(second).toContain(`to another address: ${workflow.url}`);
			expect(slots()).toEqual([[SLUG, undefined, workflow.url]]);

			stage.simulator.clearRequests();
			await stage.restart();
			expect(seen()).toEqual([]);
			stage.simulator.sell({});
			expect(await stage.runs(workflow)).toHaveLength(2);
			await stage.rest.deactivate(workflow.id);
			expect(slots()).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'leaves no signature key in workflow, log or data folder',
		async () => {
			const workflow = await stage.activate(automatic('organization'), connected);
			stage.simulator.sell({});
			await stage.runs(workflow);
			const key = slotKey();
			const stored = await stage.rest.call('GET', `/workflows/${workflow.id}`);
			expect(JSON.stringify(stored)).not.toContain(key);
			expect(stage.server.log()).not.toContain(key);
			expect(await filesWith(stage.stage.home, [key])).toEqual([]);
			await stage.rest.deactivate(workflow.id);
			expect(slots()).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'follows the organization when it is renamed',
		async () => {
			const workflow = await stage.activate(automatic('organization'), connected);
			stage.simulator.renameOrganization(SLUG, 'les-amis-du-tandem');
			try {
				expect(slots()).toEqual([['les-amis-du-tandem', undefined, workflow.url]]);
				const [run] = await stage.runs(workflow);
				expect(run.data).toEqual({
					old_slug_organization: SLUG,
					new_slug_organization: 'les-amis-du-tandem',
				});
				await stage.rest.deactivate(workflow.id);
				expect(slots()).toEqual([]);
				// Without the event: it is found by the organizations of the token.
				const silent = await stage.activate(
					automatic('organization', {
						organizationSlug: { __rl: true, mode: 'slug', value: 'les-amis-du-tandem' },
					}),
					connected,
				);
				stage.simulator.renameOrganization('les-amis-du-tandem', SLUG, { notify: false });
				expect(slots()).toEqual([[SLUG, undefined, silent.url]]);
				await stage.rest.deactivate(silent.id);
				expect(slots()).toEqual([]);
			} finally {
				if (!stage.simulator.data.organization(SLUG))
					stage.simulator.renameOrganization('les-amis-du-tandem', SLUG, { notify: false });
			}
		},
		RUN_TIMEOUT_MS,
	);
});
