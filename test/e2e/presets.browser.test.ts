import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { N8N_NEW } from '../../tools/n8n/install';
import { RestClient } from '../../tools/n8n/rest';
import { TestBrowser, VIEWPORT } from './browser/chromium';
import { Editor } from './browser/editor';
import type { NodeDetails } from './browser/nodeDetails';
import { PRESETS } from './browser/presets';
import { openStage, RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS, type Stage } from './harness';

/** High enough for the longest of the forms to be seen whole. */
const HEIGHT = 2100;

let stage: Stage;
let browser: TestBrowser;
let editor: Editor;
let credentials: { association: string; partner: string };
let isFirst = true;

beforeAll(async () => {
	browser = await TestBrowser.open();
	stage = await openStage(N8N_NEW);
	const { fullAccess, partner } = stage.simulator.keys;
	const ids = await stage.freshCredentials({ ...fullAccess }, { ...partner });
	const [ofAssociation, ofPartner] = ids.map((id) => `HelloAsso ${id}`);
	credentials = { association: ofAssociation, partner: ofPartner };
	const server = await stage.startServer();
	await new RestClient(server).logIn();
	await browser.page.setViewportSize({ ...VIEWPORT, height: HEIGHT });
	editor = new Editor(browser.page, server.url);
	await editor.logIn();
}, STAGE_TIMEOUT_MS);

afterAll(async () => {
	await browser?.close();
	await stage?.close();
});

async function open(resource: string, operation: string): Promise<NodeDetails> {
	const { operations = [] } = RESOURCES.find(({ value }) => value === resource) ?? {};
	const { action = '' } = operations.find(({ value }) => value === operation) ?? {};
	const start = isFirst ? editor.start(action) : editor.startAgain(action);
	isFirst = false;
	return await start;
}

/** `GET /v5/…`, or that and the body. */
const seen = () =>
	stage.simulator.apiRequests.map(({ method, url, body }) =>
		body === undefined ? `${method} ${url}` : [`${method} ${url}`, body],
	);

test('there is a preset of each resource', () => {
	expect(PRESETS.map(({ operation: [resource] }) => resource)).toEqual(
		RESOURCES.map(({ value }) => value),
	);
});

test.each(PRESETS.map((preset) => [preset.operation.join(' '), preset] as const))(
	'%s, as a user fills it in',
	async (name, { operation, asPartner, fill, labels, requests, row, items = 1 }) => {
		const { simulator } = stage;
		const node = await open(...operation);
		await node.chooseCredential(asPartner ? credentials.partner : credentials.association);
		await fill(node, simulator);
		const expected = requests(simulator);
		expect(await node.labels(labels)).toEqual(labels);

		simulator.clearRequests();
		await node.execute();
		await node.closeToasts();
		await browser.picture(`preset-${name.replace(' ', '-')}`);
		expect(seen()).toEqual(expected);
		expect(await node.itemCount()).toBe(items === 1 ? '1 item' : `${items} items`);
		expect((await node.rows())[0]).toMatchObject(row);
	},
	RUN_TIMEOUT_MS,
);
