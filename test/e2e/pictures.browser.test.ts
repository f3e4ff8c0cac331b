/**
 * The first workflow as docs/first-workflow.md has it, click by click, and the answers that the README shows. With
 * `npm run pictures`, what is seen on the way becomes the pictures of the documents.
 */
import { readExample } from '../../tools/examples';
import { N8N_NEW } from '../../tools/n8n/install';
import { RestClient } from '../../tools/n8n/rest';
import { WELCOME } from '../../tools/triggerExamples';
import { animate } from './browser/animation';
import { keepDocument, TestBrowser } from './browser/chromium';
import { Editor } from './browser/editor';
import {
	CREDENTIAL_NAME,
	openStage,
	RUN_TIMEOUT_MS,
	STAGE_TIMEOUT_MS,
	type Stage,
} from './harness';

/** Wide enough for the amounts of a payment to be seen. */
const WIDE = { width: 1600, height: 900 };
/** Where the parameters stand when the output has most of the room. */
const PARAMETERS_AT = 260;

let stage: Stage;
let browser: TestBrowser;
let editor: Editor;

beforeAll(async () => {
	browser = await TestBrowser.open();
	stage = await openStage(N8N_NEW);
	await stage.importWorkflows(await readExample(WELCOME));
	const server = await stage.startServer();
	await new RestClient(server).logIn();
	await browser.page.setViewportSize(WIDE);
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
		const frames: Buffer[] = [];
		const look = async () => void frames.push(await browser.frame());
		await editor.emptyCanvas();
		await look();
		await editor.addFirstStep('HelloAsso');
		await look();
		expect(await editor.categoriesOf('HelloAsso')).toEqual(['Triggers', 'Actions']);
		await look();
		await editor.unfold('Actions');
		await look();
		const node = await editor.addAction('Get many payments');
		await look();
		expect(await node.credential()).toBe(CREDENTIAL_NAME);
		expect(await node.chosen('organizationSlug')).toBe('');
		await node.add('filters', 'States');
		await node.chooseSeveral('states', 'Authorized');
		await look();
		await node.execute();
		await node.closeToasts();
		expect(await node.itemCount()).toBe('50 items');
		const rows = await node.rows();
		expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['Authorized']));
		expect(rows.filter(({ amountEuros }) => !(Number(amountEuros) > 0))).toEqual([]);
		await node.dragPanels(PARAMETERS_AT);
		await look();
		await keepDocument('first-workflow.png', animate(frames, 2));

		await node.toggle('returnAll');
		await node.execute();
		await node.closeToasts();
		await node.rows();
		await browser.documentPicture('payments');
	},
	RUN_TIMEOUT_MS,
);

test(
	'Get Totals › answers without a field filled in',
	async () => {
		const node = await editor.start('Get totals of payments');
		await node.execute();
		await node.closeToasts();
		const rows = await node.rows();
		expect(rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['membership', 'ticket']));
		await node.dragPanels(PARAMETERS_AT);
		await browser.documentPicture('totals');
	},
	RUN_TIMEOUT_MS,
);

test(
	'the recipe for new members › opens with its notes and nodes',
	async () => {
		const names = await editor.openWorkflow(WELCOME.id);
		expect(names).toEqual(expect.arrayContaining(['New membership', 'Welcome mail']));
		await browser.documentPicture('welcome');
	},
	RUN_TIMEOUT_MS,
);

test(
	'the polling trigger › is found and tried as the documents say',
	async () => {
		await editor.emptyCanvas();
		await editor.addFirstStep('HelloAsso Polling', 'HelloAsso');
		expect(await editor.categoriesOf('HelloAsso Polling')).toEqual(['Triggers']);
		const node = await editor.addAction('New member');
		await browser.page.getByText('Fetch Test Event', { exact: true }).first().waitFor();
		await node.execute();
		const [row] = await node.rows();
		expect(Object.keys(row)).toEqual(
			expect.arrayContaining(['firstName', 'lastName', 'payerEmail', 'membership', 'validUntil']),
		);
	},
	RUN_TIMEOUT_MS,
);
