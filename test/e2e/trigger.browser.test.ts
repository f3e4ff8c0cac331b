import { N8N_VERSIONS } from '../../tools/n8n/install';
import { TestBrowser } from './browser/chromium';
import { Editor } from './browser/editor';
import { RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS } from './harness';
import { NotificationStage } from './notificationStage';

const LABELS = {
	byHand: ['Registration', 'Trigger On', 'Filters', 'Simplify', 'Options'],
	forOrganization: [
		'Registration',
		'Scope',
		'Organization',
		'Trigger On',
		'Filters',
		'Simplify',
		'Options',
	],
	forPartner: ['Registration', 'Scope', 'Trigger On', 'Filters', 'Simplify', 'Options'],
	polling: [
		'Poll Times',
		'Mode',
		'Trigger On',
		'Organization',
		'Scope',
		'Filters',
		'Simplify',
		'Options',
	],
};

let stage: NotificationStage;
let browser: TestBrowser;
let editor: Editor;

/** The triggers in the editor, as somebody meets them who has no sale yet. */
describe.each(N8N_VERSIONS)('the triggers in the editor of n8n %s', (version) => {
	const picture = async (name: string) => await browser.picture(`${name}-${version}`);

	beforeAll(async () => {
		browser = await TestBrowser.open();
		stage = await NotificationStage.open(version);
		editor = new Editor(browser.page, stage.server.url);
		await editor.logIn();
	}, STAGE_TIMEOUT_MS);
	afterAll(async () => {
		await browser?.close();
		await stage?.close();
	});

	it(
		'shows where to paste the address, and hands on the event that comes while it listens',
		async () => {
			const panel = await editor.newTrigger('HelloAsso');
			expect(panel.triggers).toEqual([
				'New donation',
				'New member',
				'New ticket',
				'Payment received',
				'Payment refunded',
				'Payment refused',
				'New form',
				'New order',
				'Organization renamed or checked',
				'Payment changed',
			]);
			await picture('40-trigger-panel');
			const node = await editor.addAction('New member');
			expect(await node.labels(LABELS.byHand)).toEqual(LABELS.byHand);
			const [notice, ...others] = await node.notices();
			expect(notice).toMatch(/^HelloAsso has to know the address of this trigger/);
			expect(others).toEqual([]);
			expect(await node.triggerPanel()).toMatch(
				/copy the Production URL.*Mon compte → Intégrations et API.*Publish/,
			);
			await picture('41-trigger');

			await node.choose('registration', 'Automatic (Partner)');
			expect(await node.labels(LABELS.forOrganization)).toEqual(LABELS.forOrganization);
			await picture('42-trigger-automatic');
			await node.choose('scope', 'Partner');
			expect(await node.labels(LABELS.forPartner)).toEqual(LABELS.forPartner);
			await node.choose('registration', 'By Hand (Association)');

			const urls = await node.webhookUrls();
			expect(urls.production).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/webhook\/[\w-]+\/webhook$/);
			expect(urls.test).toBe(urls.production.replace('/webhook/', '/webhook-test/'));
			await picture('43-trigger-urls');

			await node.listen();
			await picture('44-trigger-listening');
			stage.simulator.setBackOfficeUrl(urls.test);
			const { items } = stage.simulator.sell({ kind: 'membership' });
			await node.result();
			expect(await node.itemCount()).toBe('1 item');
			await picture('45-trigger-event');
			const [row] = await node.rows();
			expect(row.event).toBe('newMember');
			expect(row.data).toContain(String(items[0].id));
			expect(row.verifiedBy).toContain('api');
			await stage.simulator.notifications.clear();

			await node.listen();
			stage.simulator.sell({ kind: 'ticket' });
			await node.waitForOutput("none of those under 'Trigger On'");
			await picture('46-trigger-left-out');
			await stage.simulator.notifications.clear();
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'polling: the latest record comes as a test event',
		async () => {
			const panel = await editor.newTrigger('HelloAsso Polling');
			expect(panel.triggers.length).toBeGreaterThanOrEqual(1);
			const node = await editor.addAction(panel.triggers[0]);
			await picture('47-polling');
			expect(await node.labels(LABELS.polling)).toEqual(LABELS.polling);
			await node.execute();
			expect(await node.itemCount()).toBe('1 item');
			await picture('48-polling-event');
		},
		RUN_TIMEOUT_MS,
	);
});
