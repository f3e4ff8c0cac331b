/**
 * The first workflow as docs/first-workflow.md has it, click by click, and the answers that the README shows. With
 * `npm run pictures` what is seen on the way becomes the pictures of the documents.
 */
import { RestClient } from '../../tools/n8n/rest';
import { N8N_NEW } from '../../tools/n8n/install';
import { readExample } from '../../tools/examples';
import { WELCOME } from '../../tools/triggerExamples';
import { TestBrowser } from './browser/chromium';
import { Editor } from './browser/editor';
import { NodeDetails } from './browser/nodeDetails';
import {
	CREDENTIAL_NAME,
	openStage,
	RUN_TIMEOUT_MS,
	STAGE_TIMEOUT_MS,
	type Stage,
} from './harness';

let stage: Stage;
let browser: TestBrowser;
let editor: Editor;
let serverUrl: string;

beforeAll(async () => {
	browser = await TestBrowser.open();
	stage = await openStage(N8N_NEW);
	await stage.importWorkflows(await readExample(WELCOME));
	const server = await stage.startServer();
	serverUrl = server.url;
	await new RestClient(server).logIn();
	editor = new Editor(browser.page, server.url);
	await editor.logIn();
}, STAGE_TIMEOUT_MS);

afterAll(async () => {
	await browser?.close();
	await stage?.close();
});

test(
	'the first workflow › lists payments by the clicks that the documents name',
	async () => {
		const { page } = browser;
		await page.goto(`${serverUrl}/workflow/new`);
		await page.getByTestId('canvas-add-button').click();
		const panel = page.getByTestId('node-creator');
		await panel.getByTestId('node-creator-search-bar').fill('HelloAsso');
		const result = (name: string) =>
			panel.getByTestId('node-creator-item-name').getByText(name, { exact: true });
		await result('HelloAsso').click();
		const categories = panel.getByTestId('node-creator-category-item');
		await categories.first().waitFor();
		await browser.picture('60-folded');
		const texts = await categories.allInnerTexts();
		expect(texts.map((text) => text.replace(/\s*\(\d+\)/, ''))).toEqual(['Triggers', 'Actions']);
		await categories.filter({ hasText: /^Actions/ }).click();
		await result('Get many payments').waitFor();
		await browser.picture('61-unfolded');
		await result('Get many payments').click();
		const node = new NodeDetails(page);
		await node.waitUntilOpen();
		expect(await node.credential()).toBe(CREDENTIAL_NAME);
		await node.add('filters', 'States');
		await node.chooseSeveral('states', 'Authorized');
		await node.execute();
		await node.closeToasts();
		const rows = await node.rows();
		expect(rows[0]).toMatchObject({ state: 'Authorized' });
		await node.dragPanels(300);
		await browser.picture('62-payments');
	},
	RUN_TIMEOUT_MS,
);

test(
	'the recipe › welcome',
	async () => {
		await browser.page.goto(`${serverUrl}/workflow/${WELCOME.id}`);
		await browser.page.getByTestId('canvas-trigger-node').first().waitFor();
		await browser.page.keyboard.press('1');
		await browser.picture('63-welcome');
	},
	RUN_TIMEOUT_MS,
);

test(
	'totals',
	async () => {
		const node = await editor.start('Get totals of payments');
		await browser.picture('64-totals');
		await node.execute();
		await node.closeToasts();
		await node.rows();
		await node.dragPanels(300);
		await browser.picture('65-totals');
	},
	RUN_TIMEOUT_MS,
);
