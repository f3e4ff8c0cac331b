import { N8N_OLD } from '../../tools/n8n/install';
import { RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS } from './harness';
import { NotificationStage } from './notificationStage';

const SLUG = 'les-amis-du-velo';

/** n8n 1.x answers a notification before the run begins, and keeps static data in another way. */
describe(`HelloAsso Trigger in n8n ${N8N_OLD}`, () => {
	let stage: NotificationStage;

	beforeAll(async () => {
		stage = await NotificationStage.open(N8N_OLD);
	}, STAGE_TIMEOUT_MS);
	afterAll(async () => await stage?.close());

	const slots = () => stage.simulator.data.notificationSlots.map(({ scope, url }) => [scope, url]);

	it(
		'hands on an event of an association once, over a restart too',
		async () => {
			const workflow = await stage.listen({});
			stage.simulator.sell({ kind: 'donation' });
			const runs = await stage.runs(workflow);
			expect(runs.map(({ eventType, verifiedBy }) => [eventType, verifiedBy]).sort()).toEqual([
				['Order', ['sourceIp', 'api']],
				['Payment', ['sourceIp', 'api']],
			]);
			const { sent } = stage.simulator.notifications;
			expect(sent.flatMap(({ tries }) => tries.map(({ status }) => status))).toEqual([200, 200]);
			const bodies = sent.map(({ body }) => body);
			await stage.restart();
			for (const body of bodies) {
				expect((await stage.simulator.notifications.post(workflow.url, body)).status).toBe(200);
			}
			const unknown = { eventType: 'Order', data: { id: 1_999_999_999 } };
			expect((await stage.simulator.notifications.post(workflow.url, unknown)).status).toBe(403);
			expect(await stage.runs(workflow)).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'registers for a connected organization, verifies, and removes what it registered',
		async () => {
			stage.simulator.notifications.clear();
			stage.simulator.removeBackOfficeUrl();
			const { keys } = stage.simulator;
			const [credentialId] = await stage.stage.freshCredentials({
				...keys.partner,
				grantType: 'pkce',
				oauthTokenData: stage.simulator.connect(SLUG),
			});
			const workflow = await stage.activate(
				{ registration: 'automatic', scope: 'organization' },
				credentialId,
			);
			expect(slots()).toEqual([[SLUG, workflow.url]]);
			stage.simulator.sell({});
			const runs = await stage.runs(workflow);
			expect(runs.map(({ verifiedBy }) => verifiedBy)).toEqual(
				Array(2).fill(['signature', 'sourceIp', 'api']),
			);
			await stage.restart();
			expect(slots()).toEqual([[SLUG, workflow.url]]);
			await stage.rest.deactivate(workflow.id);
			expect(slots()).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);
});
