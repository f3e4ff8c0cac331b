import { startSimulator, type Simulator } from '../index';
import { OPERATIONS } from '../operations';
import { Api, NOW, validationErrors, type Page } from './api';

let sim: Simulator;
let api: Api;
let partner: Api;
const ORGANIZATION = '/organizations/les-amis-du-velo';

beforeEach(async () => {
	sim = await startSimulator({ now: NOW, seed: { orders: 66 } });
	api = await Api.as(sim, sim.keys.fullAccess);
	partner = await Api.as(sim, sim.keys.partner);
});
afterEach(() => sim.stop());

test('the table has the 36 operations, each once', () => {
	expect(new Set(OPERATIONS.map(({ route }) => route)).size).toBe(36);
	expect(OPERATIONS).toHaveLength(36);
});

describe('forms', () => {
	const create = `${ORGANIZATION}/forms/Event/action/quick-create`;

	test('an event is created, twice if asked twice', async () => {
		const body = {
			title: 'Fête du Vélo !',
			startDate: '2026-06-01T10:00:00+02:00',
			tierList: [{ label: 'Entrée', price: 500 }],
			place: { city: 'Nantes', country: 'FRA' },
			maxEntries: 50,
		};
		const answers = [await api.call('POST', create, body), await api.call('POST', create, body)];
		expect(answers.map(({ json }) => json)).toEqual(
			['fete-du-velo', 'fete-du-velo-1'].map((formSlug) => ({
				formSlug,
				organizationSlug: 'les-amis-du-velo',
				publicUrl: `https://www.helloasso.com/associations/les-amis-du-velo/evenements/${formSlug}`,
			})),
		);
		const form = (await api.get(`${ORGANIZATION}/forms/Event/fete-du-velo/public`)).json;
		expect(form).toMatchObject({
			title: 'Fête du Vélo !',
			startDate: '2026-06-01T10:00:00+02:00',
			tiers: [{ label: 'Entrée', price: 500, tierType: 'Registration' }],
		});
	});

	test('only events, with a title, three letters of a country and three amounts', async () => {
		const shop = await api.call('POST', create.replace('Event', 'Shop'), { title: 'Boutique' });
		expect(shop.status).toBe(400);
		const wrong = await api.call('POST', create, {
			title: '',
			projectTargetCountry: 'FR',
			openDonationPresetAmounts: [1, 2, 3, 4],
			price: 5,
		});
		expect(Object.keys(validationErrors(wrong) as object).sort()).toEqual([
			'openDonationPresetAmounts',
			'price',
			'projectTargetCountry',
			'title',
		]);
	});

	test('a state is set, with an empty 200', async () => {
		const path = `${ORGANIZATION}/forms/Shop/boutique-du-club/state`;
		const answer = await api.call('PUT', path, { state: 'Disabled' });
		expect([answer.status, answer.text]).toEqual([200, '']);
		expect(sim.data.form('les-amis-du-velo', 'Shop', 'boutique-du-club')?.state).toBe('Disabled');
		expect((await api.call('PUT', path, { state: 'disabled' })).status).toBe(400);
		await api.call('PUT', path, { state: 'Deleted' });
		const { data } = await api.page<{ formSlug: string }>(`${ORGANIZATION}/forms?formTypes=Shop`);
		expect(data).toEqual([]);
	});

	test('statistics count what is valid', async () => {
		const answer = await api.get(`${ORGANIZATION}/forms/Event/course-du-printemps/stats`);
		const { totalParticipant, unGroupedTiers, additionalOptions } = answer.json as {
			totalParticipant: number;
			unGroupedTiers: Array<{ label: string; entriesTaken: number; maxEntries: number | null }>;
			additionalOptions: Array<{ label: string; entriesTaken: number }>;
		};
		const sold = (name: string) =>
			sim.data.items.filter(
				(item) =>
					item.name === name &&
					item.id >= 60_000_000 &&
					['Processed', 'Registered'].includes(item.state),
			);
		expect(unGroupedTiers.map(({ label, entriesTaken }) => [label, entriesTaken])).toEqual(
			['Parcours 50 km', 'Parcours 100 km', 'Enfant (gratuit)', 'Assurance annulation'].map(
				(label) => [label, sold(label).length],
			),
		);
		expect(unGroupedTiers.map(({ maxEntries }) => maxEntries)).toEqual([300, 150, 100, null]);
		expect(totalParticipant).toBeGreaterThan(10);
		expect(additionalOptions).toMatchObject([
			{
				label: 'Repas du soir',
				entriesTaken: sold('Parcours 50 km').filter(({ options }) => options).length,
			},
		]);
	});
});

describe('the directory', () => {
	interface Change {
		action: string;
		record: { formSlug?: string; organizationSlug: string };
	}

	async function read(path: string, body: object): Promise<Page<Change>[]> {
		const pages: Page<Change>[] = [];
		let query = '?pageSize=20';
		for (let turn = 0; turn < 10; turn += 1) {
			const answer = await api.call('POST', `${path}${query}`, body);
			const page = answer.json as Page<Change>;
			pages.push(page);
			if (page.data.length === 0) return pages;
			query = `?pageSize=20&continuationToken=${page.pagination.continuationToken}`;
		}
		throw new Error('The feed has no end');
	}

	test('is read to its end; the kept token brings only what changed since', async () => {
		const pages = await read('/directory/forms', {});
		expect(pages.map(({ data }) => data.length)).toEqual([20, 20, 5, 0]);
		expect(pages[0].pagination).toMatchObject({ totalCount: -1, totalPages: -1 });
		const token = pages[3].pagination.continuationToken;
		const state = (value: string) =>
			api.call('PUT', `${ORGANIZATION}/forms/Shop/boutique-du-club/state`, { state: value });
		await state('Private');
		await state('Disabled');
		await state('Public');
		const answer = await api.call('POST', `/directory/forms?continuationToken=${token}`, {});
		expect(
			(answer.json as Page<Change>).data.map(({ action, record }) => [action, record.formSlug]),
		).toEqual([
			['Delete', 'boutique-du-club'],
			['Insert', 'boutique-du-club'],
		]);
	});

	test('both actions, and filters in the body', async () => {
		const organizations = (await read('/directory/organizations', {})).flatMap(({ data }) => data);
		expect(organizations).toHaveLength(45);
		expect(new Set(organizations.map(({ action }) => action))).toEqual(
			new Set(['Insert', 'Delete']),
		);
		const found = (await read('/directory/organizations', { name: 'vélo' })).flatMap(
			({ data }) => data,
		);
		expect(found.map(({ record }) => record.organizationSlug)).toEqual(['les-amis-du-velo']);
		const shops = (await read('/directory/forms', { formTypes: ['Shop'] })).flatMap(
			({ data }) => data,
		);
		expect(shops).toHaveLength(4);
	});

	test('the filters belong to the token, and have no page number', async () => {
		const first = (await api.call('POST', '/directory/forms', {})).json as Page<Change>;
		const path = `/directory/forms?continuationToken=${first.pagination.continuationToken}`;
		expect((await api.call('POST', path, { formTypes: ['Shop'] })).status).toBe(400);
		expect((await api.call('POST', '/directory/forms?pageIndex=2', {})).status).toBe(400);
		expect((await api.call('POST', '/directory/forms', { formTypes: ['shop'] })).status).toBe(400);
		expect((await api.call('POST', '/directory/forms', { cities: [] })).status).toBe(400);
	});
});

describe('partners', () => {
	const slots = () =>
		sim.data.notificationSlots.map(({ scope, notificationType }) => [scope, notificationType]);
	const url = 'https://n8n.example.org/webhook/1';

	test('keep one URL for all and one per type, with a key each', async () => {
		const path = '/partners/me/api-notifications';
		const main = (await partner.call('PUT', path, { url })).json as { signatureKey: string };
		expect(main).toEqual({ url, signatureKey: expect.stringMatching(/^[0-9a-f]{64}$/) });
		const order = await partner.call('PUT', path, { url, notificationType: 'Order' });
		expect(order.json).toMatchObject({ url, apiNotificationType: 'Order' });
		const again = (await partner.call('PUT', path, { url: `${url}2` })).json as {
			signatureKey: string;
		};
		expect(again.signatureKey).not.toBe(main.signatureKey);
		expect(slots()).toEqual([
			['partner', 'Order'],
			['partner', undefined],
		]);
		const me = (await partner.get('/partners/me')).json as { urlNotificationList: object[] };
		expect(me.urlNotificationList).toMatchObject([
			{ apiNotificationType: 'Order' },
			{ url: `${url}2` },
		]);
		const removed = await partner.call('DELETE', path);
		expect([removed.status, removed.text]).toEqual([200, '']);
		expect(slots()).toEqual([['partner', 'Order']]);
		await partner.call('DELETE', `${path}?notificationType=Order`);
		expect(slots()).toEqual([]);
	});

	test('and others for one organization, with its token, which nobody can read back', async () => {
		const path = `/partners/me/api-notifications${ORGANIZATION}`;
		expect((await partner.call('PUT', path, { url })).status).toBe(403);
		const connected = new Api(sim, sim.connect('les-amis-du-velo').access_token);
		expect((await connected.call('PUT', path, { url, notificationType: 'Payment' })).status).toBe(
			200,
		);
		expect(slots()).toEqual([['les-amis-du-velo', 'Payment']]);
		const me = (await partner.get('/partners/me')).json as { urlNotificationList: object[] };
		expect(me.urlNotificationList).toEqual([]);
		await connected.call('DELETE', path);
		expect(slots()).toEqual([['les-amis-du-velo', 'Payment']]);
		await connected.call('DELETE', `${path}?notificationType=Payment`);
		expect(slots()).toEqual([]);
	});

	test('URLs are https, types are spelled right', async () => {
		const path = '/partners/me/api-notifications';
		const plain = await partner.call('PUT', path, { url: 'http://n8n.example.org/x' });
		expect(plain.json).toEqual({
			errors: [{ code: 'Error', message: 'Le champ Url est invalide' }],
		});
		expect((await partner.call('PUT', path, { url, notificationType: 'order' })).status).toBe(400);
		expect((await partner.call('PUT', path, { notificationType: 'Order' })).status).toBe(400);
		expect((await partner.call('DELETE', `${path}?notificationType=order`)).status).toBe(400);
		expect(slots()).toEqual([]);
	});

	test('a domain, and the organizations that are linked', async () => {
		const answer = await partner.call('PUT', '/partners/me/api-clients', {
			domain: 'https://n8n.example.org',
		});
		expect([answer.status, answer.text]).toEqual([200, '']);
		const me = (await partner.get('/partners/me')).json;
		expect(me).toMatchObject({ apiClient: { domain: 'https://n8n.example.org', secret: null } });
		const pages = await partner.all<{ organization: { organizationSlug: string } }>(
			'/partners/me/organizations?pageSize=1',
		);
		expect(
			pages.map(({ data }) => data.map(({ organization }) => organization.organizationSlug)),
		).toEqual([['les-amis-du-velo'], ['jardins-partages'], []]);
		expect(pages[0].pagination).toMatchObject({ totalCount: -1, totalPages: -1 });
	});
});

describe('reference lists', () => {
	test.each([
		['/values/organization/categories', ['id', 'label', 'shortLabel']],
		['/values/tags', ['name', 'score']],
		['/values/company-legal-status', ['id', 'label']],
		['/values/form/Event/types', ['id', 'label', 'shortLabel']],
	])('%s is a bare array', async (path, fields) => {
		const list = (await api.get(path)).json as object[];
		expect(list.length).toBeGreaterThan(1);
		for (const entry of list) expect(Object.keys(entry)).toEqual(fields);
	});

	test('a tag, with and without its numbers', async () => {
		const tag = async (query: string) => (await api.get(`/tags/mobilite-douce${query}`)).json;
		expect(await tag('')).toEqual({
			id: 31,
			name: 'mobilite-douce',
			tagType: 'Internal',
			tagParent: { id: 7, name: 'ecologie', tagType: 'Explore' },
		});
		expect(await tag('?withCount=true&withAmount=true')).toMatchObject({
			formCount: 3,
			organizationCount: 2,
			amountCollected: 1_234_500,
		});
		expect((await api.get('/tags/nothing')).status).toBe(404);
	});
});
