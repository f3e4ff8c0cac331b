import { startSimulator, type Simulator } from '../index';
import { OPERATIONS } from '../operations';
import { Api, NOW, type Page } from './api';

let sim: Simulator;
let api: Api;
const FOREIGN = '/organizations/chorale-des-deux-rives';

beforeAll(async () => {
	sim = await startSimulator({ now: NOW });
	api = await Api.as(sim, sim.keys.association);
});
afterAll(() => sim.stop());

const forbidden = {
	errors: [{ code: 'Forbidden', message: "Vous n'avez pas les droits sur cette ressource." }],
};

test.each([
	`${FOREIGN}/orders`,
	`${FOREIGN}/items`,
	`${FOREIGN}/payments`,
	`${FOREIGN}/forms/Event/course-du-printemps/items`,
	`${FOREIGN}/forms/Event/course-du-printemps/stats`,
	`${FOREIGN}/checkout-intents/1`,
	`${FOREIGN}/cash-out/1/export`,
	'/orders/50000000',
	'/items/50000000',
	'/payments/30000000',
])('%s belongs to somebody else', async (path) => {
	const answer = await api.get(path);
	expect(answer.status).toBe(403);
	expect(answer.json).toEqual(forbidden);
	const owner = await Api.as(sim, sim.keys.foreign);
	expect([200, 404]).toContain((await owner.get(path)).status);
	sim.resetTokenLimits();
});

test.each([
	['/organizations/nobody', "L'organisation demandée n'existe pas."],
	[
		'/organizations/les-amis-du-velo/forms/Event/nothing/public',
		"Le formulaire demandé n'existe pas.",
	],
	[
		'/organizations/les-amis-du-velo/forms/Shop/course-du-printemps/items',
		"Le formulaire demandé n'existe pas.",
	],
	['/orders/1', "La commande demandée n'existe pas."],
	['/items/1', "L'article demandé n'existe pas."],
	['/payments/1', "Le paiement demandé n'existe pas."],
	[
		'/organizations/les-amis-du-velo/checkout-intents/1',
		"L'intention de paiement demandée n'existe pas.",
	],
	['/organizations/les-amis-du-velo/cash-out/1/export', "Le versement demandé n'existe pas."],
])('%s does not exist', async (path, message) => {
	const answer = await api.get(path);
	expect(answer.status).toBe(404);
	expect(answer.json).toEqual({ errors: [{ code: 'NotFound', message }] });
});

test('every operation asks for its privilege, in plain text', async () => {
	const values: Record<string, string> = {
		organizationSlug: 'les-amis-du-velo',
		formType: 'Event',
		formSlug: 'course-du-printemps',
		tagName: 'x',
	};
	const callers = {
		noTransactions: await Api.as(sim, sim.keys.noTransactions),
		association: api,
		partner: await Api.as(sim, sim.keys.partner),
	};
	const lacking: Record<string, keyof typeof callers | undefined> = {
		AccessTransactions: 'noTransactions',
		RefundManagement: 'association',
		FormAdministration: 'association',
		FormOpenDirectory: 'association',
		OrganizationOpenDirectory: 'association',
	};
	const tried: string[] = [];
	for (const { route, privilege } of OPERATIONS) {
		const caller = route.includes(' /partners/') ? 'association' : lacking[privilege];
		if (!caller) continue;
		const [method, path] = route.split(' ');
		const url = path.replace(/\{(\w+)\}/g, (_match, name: string) => values[name] ?? '1');
		const answer = await callers[caller].call(method, url);
		expect([route, answer.status, answer.text]).toEqual([
			route,
			403,
			'Forbidden - insufficient Privileges',
		]);
		expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
		tried.push(route);
	}
	expect(tried).toHaveLength(25);
});

test('each key sees the organizations it has rights on', async () => {
	const slugs = async (key: keyof Simulator['keys']) => {
		const answer = await (await Api.as(sim, sim.keys[key])).get('/users/me/organizations');
		return (answer.json as Array<{ organizationSlug: string; role: string }>).map(
			({ organizationSlug, role }) => `${organizationSlug} ${role}`,
		);
	};
	expect(await slugs('association')).toEqual(['les-amis-du-velo OrganizationAdmin']);
	expect(await slugs('twoAssociations')).toEqual([
		'jardins-partages OrganizationAdmin',
		'club-de-lecture OrganizationAdmin',
	]);
	expect(await slugs('partner')).toEqual([]);
});

test("a partner's own key has no role; the token of a connected organization has", async () => {
	const partner = await Api.as(sim, sim.keys.partner);
	const path = '/organizations/les-amis-du-velo/orders?pageSize=1';
	expect((await partner.get(path)).json).toEqual(forbidden);
	const connection = sim.connect('les-amis-du-velo');
	expect(connection.organization_slug).toBe('les-amis-du-velo');
	const connected = new Api(sim, connection.access_token);
	expect((await connected.get(path)).status).toBe(200);
	expect((await connected.get(`${FOREIGN}/orders`)).status).toBe(403);
	expect((await connected.get('/partners/me')).status).toBe(403);
});

test('the public part of a foreign organization is open, its private part hidden', async () => {
	const own = (await api.get('/organizations/les-amis-du-velo')).json as object;
	const foreign = (await api.get(FOREIGN)).json as object;
	expect(own).toMatchObject({
		isAuthenticated: true,
		isCashInCompliant: true,
		role: 'OrganizationAdmin',
	});
	expect(foreign).not.toHaveProperty('isAuthenticated');
	expect(foreign).not.toHaveProperty('isCashInCompliant');
	const { data } = (await api.get(`${FOREIGN}/forms`)).json as Page<{ state: string }>;
	expect(data).toHaveLength(7);
	expect(new Set(data.map(({ state }) => state))).toEqual(new Set(['Public']));
	const form = (slug: string) => api.get(`${FOREIGN}/forms/Event/${slug}/public`);
	expect((await form('soiree-des-benevoles')).status).toBe(200);
	expect((await form('fete-de-la-rentree')).status).toBe(404);
	expect(
		(await api.get('/organizations/les-amis-du-velo/forms/Event/fete-de-la-rentree/public')).status,
	).toBe(200);
});
