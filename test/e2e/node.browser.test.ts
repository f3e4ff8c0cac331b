import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { N8N_NEW, N8N_OLD, type N8nVersion } from '../../tools/n8n/install';
import { RestClient } from '../../tools/n8n/rest';
import { TestBrowser, VIEWPORT } from './browser/chromium';
import { Editor } from './browser/editor';
import {
	CREDENTIAL_NAME,
	openStage,
	RUN_TIMEOUT_MS,
	STAGE_TIMEOUT_MS,
	type Stage,
} from './harness';

const ASSOCIATION = 'Les Amis du Vélo';
/** What people of associations look for. */
const SEARCHED = [
	...['don', 'dons', 'adhésion', 'adhesion', 'adhérent', 'adherent', 'cotisation', 'billetterie'],
	...['billet', 'paiement', 'reçu', 'recu', 'facture', 'association', 'trésorier'],
];

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

/** What the node panel calls an operation. */
function action(resource: string, operation: string): string {
	const { operations = [] } = RESOURCES.find(({ value }) => value === resource) ?? {};
	const { action: text } = operations.find(({ value }) => value === operation) ?? {};
	if (text === undefined) throw new Error(`There is no operation ${resource}.${operation}`);
	return text;
}

const seen = () => stage.simulator.requests.map(({ method, url }) => `${method} ${url}`);
const ofAssociation = <T extends { organizationSlug: string }>(rows: T[]) =>
	rows.filter(({ organizationSlug }) => organizationSlug === stage.simulator.organizationSlug);

function itIsFound(picture: string): void {
	it(
		'is found by the words that associations use, with and without accents',
		async () => {
			await editor.newWorkflow();
			const places = await editor.placesOf('HelloAsso', SEARCHED);
			await browser.picture(picture);
			expect(Object.keys(places)).toEqual(SEARCHED);
			// What is shown without scrolling.
			expect(Object.entries(places).filter(([, place]) => place > 8)).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);
}

describe(`the editor of n8n ${N8N_NEW}`, () => {
	beforeAll(async () => await open(N8N_NEW), STAGE_TIMEOUT_MS);
	afterAll(close);
	beforeEach(() => stage.simulator.clearRequests());

	it(
		'offers each action once, below its resource',
		async () => {
			await editor.newWorkflow();
			expect(await editor.searchNodes('HelloAsso')).toEqual(['HelloAsso', 'HelloAsso Polling']);
			await browser.picture('01-node-panel');
			const actions = await editor.openActions('HelloAsso');
			await browser.picture('02-actions');
			const ofTable = RESOURCES.map(({ name, operations }) => [
				`${name} Actions`,
				operations.map((operation) => operation.action),
			]);
			expect(actions).toEqual(Object.fromEntries(ofTable));
		},
		RUN_TIMEOUT_MS,
	);

	itIsFound('03-search-words');

	it(
		'wears another icon in the dark theme',
		async () => {
			await editor.newWorkflow();
			await editor.searchNodes('HelloAsso');
			await editor.waitForIcon(/\/helloasso\.svg$/);
			try {
				await browser.page.emulateMedia({ colorScheme: 'dark' });
				await editor.waitForIcon(/\/helloasso\.dark\.svg$/);
				await editor.openActions('HelloAsso');
				await editor.addAction(action('api', 'call'));
				await browser.picture('03-dark');
			} finally {
				await browser.page.emulateMedia({ colorScheme: 'light' });
			}
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'reads payments of an association picked from the live list',
		async () => {
			const node = await editor.start(action('payment', 'getAll'));
			expect(await node.credential()).toBe(CREDENTIAL_NAME);
			const labels = [
				'Resource',
				'Operation',
				'Scope',
				'Organization',
				'Return All',
				'Limit',
				'Filters',
				'Simplify',
				'Options',
				'Sort',
			];
			expect(await node.labels(labels)).toEqual(labels);
			await browser.picture('04-node');
			expect(await node.openList('organizationSlug')).toEqual([ASSOCIATION]);
			await browser.picture('05-organizations');
			await node.pick(ASSOCIATION);
			expect(await node.chosen('organizationSlug')).toBe(ASSOCIATION);

			await node.execute();
			expect(await node.itemCount()).toBe('50 items');
			// The editor's own words.
			await node.waitForOutput('Limit of 50 items reached.');
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
			await browser.picture('06-payments');
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'reads all items of a form picked by its type',
		async () => {
			const node = await editor.start(action('item', 'getAll'));
			await node.choose('scope', 'Form');
			const labels = [
				'Resource',
				'Operation',
				'Scope',
				'Organization',
				'Form Type',
				'Form',
				'Return All',
				'Limit',
				'Filters',
				'Simplify',
				'Options',
				'Sort',
			];
			expect(await node.labels(labels)).toEqual(labels);
			await node.choose('formType', 'Membership');
			const memberships = ofAssociation(stage.simulator.data.forms).filter(
				({ formType }) => formType === 'Membership',
			);
			const titles = memberships.map(({ title, state }) =>
				state === 'Disabled' ? `${title} (disabled)` : title,
			);
			expect((await node.openList('formSlug')).sort()).toEqual(titles.sort());
			await browser.picture('07-forms');
			await node.narrow('ADHESION (', ['Adhésion (ancienne) (disabled)']);
			await node.narrow('annuelle', ['Adhésion annuelle']);
			await browser.picture('08-forms-narrowed');
			await node.pick('Adhésion annuelle');
			await node.toggle('returnAll');
			stage.simulator.clearRequests();

			await node.execute();
			const { formSlug } = memberships.find(({ title }) => title === 'Adhésion annuelle') ?? {};
			const { orders, items } = stage.simulator.data;
			const ids = new Set(
				ofAssociation(orders)
					.filter((order) => order.formSlug === formSlug)
					.map(({ id }) => id),
			);
			const sold = items.filter(({ orderId }) => ids.has(orderId));
			expect(await node.itemCount()).toBe(`${sold.length} items`);
			// No organization was chosen, so the node asks whose key it has; a list ends at an empty page.
			const list = `GET /v5/organizations/les-amis-du-velo/forms/Membership/${formSlug}/items?pageSize=100`;
			expect(seen().map((request) => request.replace(/(continuationToken)=\d+$/, '$1'))).toEqual([
				'GET /v5/users/me/organizations',
				list,
				`${list}&continuationToken`,
			]);
			await node.closeToasts();
			await node.dragPanels(430);
			await browser.picture('09-items');
			// The editor would remember.
			await node.dragPanels(VIEWPORT.width / 2);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'forgets the chosen form when the form type changes',
		async () => {
			const node = await editor.start(action('form', 'get'));
			await node.choose('formType', 'Membership');
			await node.openList('formSlug');
			await node.pick('Adhésion annuelle');
			expect(await node.chosen('formSlug')).toBe('Adhésion annuelle');
			await node.choose('formType', 'Donation');
			await node.waitUntilEmpty('formSlug');
			expect(await node.openList('formSlug')).toEqual(['Soutenez nos balades']);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'says what is wrong with an unknown association, and what to do',
		async () => {
			const node = await editor.start(action('order', 'getAll'));
			await node.enter('organizationSlug', 'slug', 'les-amis-du-tandem');
			stage.simulator.clearRequests();
			await node.execute();
			await browser.picture('10-error');
			const { message, description } = await node.error();
			expect(message).toBe(
				"HelloAsso does not know 'Organization' = 'les-amis-du-tandem' (organizationSlug)",
			);
			expect(description).toMatch(/^Check the value for typing errors; .*From list/i);
			expect(seen()).toEqual(['GET /v5/organizations/les-amis-du-tandem/orders?pageSize=50']);
		},
		RUN_TIMEOUT_MS,
	);
});

describe(`the editor of n8n ${N8N_OLD}`, () => {
	beforeAll(async () => await open(N8N_OLD), STAGE_TIMEOUT_MS);
	afterAll(close);
	beforeEach(() => stage.simulator.clearRequests());

	itIsFound('22-old-n8n-search-words');

	it(
		'adds the node from the panel and reads organizations',
		async () => {
			const node = await editor.start(action('organization', 'getAll'));
			await browser.picture('20-old-n8n-node');
			await node.execute();
			expect(await node.itemCount()).toBe('1 item');
			expect(await node.rows()).toMatchObject([
				{ organizationSlug: 'les-amis-du-velo', name: ASSOCIATION },
			]);
			expect(seen()).toEqual(['POST /oauth2/token', 'GET /v5/users/me/organizations']);
			await browser.picture('21-old-n8n-items');
		},
		RUN_TIMEOUT_MS,
	);
});
