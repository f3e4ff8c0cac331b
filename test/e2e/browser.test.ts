import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { freePort } from '../../tools/n8n/environment';
import { N8N_NEW, N8N_OLD, type N8nVersion } from '../../tools/n8n/install';
import { RestClient } from '../../tools/n8n/rest';
import { TestBrowser } from './browser/chromium';
import { Editor } from './browser/editor';
import { CREDENTIAL_NAME, openStage, RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS, type Stage } from './harness';

const ASSOCIATION = 'Les Amis du Vélo';

let stage: Stage;
let browser: TestBrowser;
let editor: Editor;

async function open(version: N8nVersion): Promise<void> {
	// First, because without a browser nothing else is worth the time.
	browser = await TestBrowser.open();
	stage = await openStage(version);
	const server = await stage.startServer();
	// Makes the owner account; the browser then signs in by itself.
	await new RestClient(server).logIn();
	editor = new Editor(browser.page, server.url);
	await editor.logIn();
}

async function close(): Promise<void> {
	await browser?.close();
	await stage?.close();
}

const seen = () => stage.simulator.requests.map(({ method, url }) => `${method} ${url}`);
const ofAssociation = <T extends { organizationSlug: string }>(rows: T[]) =>
	rows.filter(({ organizationSlug }) => organizationSlug === stage.simulator.organizationSlug);

describe(`the editor of n8n ${N8N_NEW}`, () => {
	beforeAll(async () => await open(N8N_NEW), STAGE_TIMEOUT_MS);
	afterAll(close);
	beforeEach(() => stage.simulator.clearRequests());

	it('offers each action once, below its resource', async () => {
		await editor.newWorkflow();
		expect(await editor.searchNodes('HelloAsso')).toEqual(['HelloAsso']);
		await browser.picture('01-node-panel');
		const actions = await editor.openActions('HelloAsso');
		await browser.picture('02-actions');
		const ofTable = RESOURCES.map(({ name, operations }) => [`${name} Actions`, operations.map(({ action }) => action)]);
		expect(actions).toEqual(Object.fromEntries(ofTable));
	}, RUN_TIMEOUT_MS);

	it('reads payments of an association picked from the live list', async () => {
		const node = await editor.start('Get many payments');
		expect(await node.credential()).toBe(CREDENTIAL_NAME);
		expect(await node.labels()).toEqual([
			'Resource', 'Operation', 'Scope', 'Organization', 'Return All', 'Limit', 'Filters', 'Simplify', 'Options',
		]);
		await browser.picture('03-node');
		expect(await node.openList('organizationSlug')).toEqual([ASSOCIATION]);
		await browser.picture('04-organizations');
		await node.pick(ASSOCIATION);
		expect(await node.chosen('organizationSlug')).toBe(ASSOCIATION);

		await node.execute();
		expect(await node.itemCount()).toBe('50 items');
		expect(seen()).toEqual([
			'POST /oauth2/token',
			'GET /v5/users/me/organizations',
			'GET /v5/organizations/les-amis-du-velo/payments?pageSize=50',
		]);
		const [row] = await node.rows();
		const payment = stage.simulator.data.payments.find(({ id }) => id === Number(row.id));
		expect(row).toMatchObject({
			orderId: String(payment?.orderId),
			state: payment?.state,
			amountEuros: String((payment?.amount ?? NaN) / 100),
		});
		await browser.picture('05-payments');
	}, RUN_TIMEOUT_MS);

	it('reads all items of a form picked by its type', async () => {
		const node = await editor.start('Get many items');
		await node.choose('scope', 'Form');
		expect((await node.labels()).slice(2, 6)).toEqual(['Scope', 'Organization', 'Form Type', 'Form']);
		await node.choose('formType', 'Membership');
		const memberships = ofAssociation(stage.simulator.data.forms).filter(({ formType }) => formType === 'Membership');
		const titles = memberships.map(({ title }) => title);
		expect((await node.openList('formSlug')).sort()).toEqual(titles.sort());
		await browser.picture('06-forms');
		expect(await node.narrow('adhesion a', 2)).toEqual(titles);
		expect(await node.narrow('annuelle', 1)).toEqual(['Adhésion annuelle']);
		await browser.picture('07-forms-narrowed');
		await node.pick('Adhésion annuelle');
		await node.toggle('returnAll');
		stage.simulator.clearRequests();

		await node.execute();
		const { formSlug } = memberships.find(({ title }) => title === 'Adhésion annuelle') ?? {};
		const orders = stage.simulator.data.orders.filter((order) => order.formSlug === formSlug);
		console.log(orders.length, seen());
		expect(await node.itemCount()).toBe('? items');
	}, RUN_TIMEOUT_MS);
});
