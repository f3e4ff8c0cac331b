import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../simulator';
import { type Credential, credentialFor, runNode } from './engine';

type Key = keyof Simulator['keys'];

let sim: Simulator;
const credentials = new Map<string, Credential>();
const slug = 'les-amis-du-velo';
const organizationSlug = { __rl: true, mode: 'slug', value: slug };
const locator = (value: string) => ({ __rl: true, mode: 'slug', value });

/** One credential for each key, so that tokens are as few as in n8n. */
function credentialOf(key: Key | 'connected'): Credential {
	const known = credentials.get(key);
	if (known) return known;
	const credential =
		key === 'connected'
			? credentialFor(sim, 'partner', {
					grantType: 'pkce',
					oauthTokenData: sim.connect(slug) as unknown as IDataObject,
				})
			: credentialFor(sim, key);
	credentials.set(key, credential);
	return credential;
}

beforeAll(async () => {
	sim = await startSimulator();
});
beforeEach(() => {
	sim.clearFaults();
	sim.clearRequests();
	sim.resetTokenLimits();
});
afterAll(async () => {
	await sim.stop();
});

async function run(resource: string, operation: string, parameters: IDataObject, key: Key | 'connected' = 'fullAccess') {
	return await runNode({ credential: credentialOf(key), parameters: { resource, operation, ...parameters } });
}

const seen = () =>
	sim.apiRequests.map(({ method, path, query, body }) => ({ method, path: path.replace(/^\/v5/, ''), query, body }));

interface Case {
	title: string;
	operation: [string, string];
	parameters?: IDataObject;
	key?: Key | 'connected';
	request: { method?: string; path: string; query?: IDataObject; body?: unknown };
}

const reads: Case[] = [
	{ title: 'form statistics', operation: ['form', 'getStatistics'], parameters: { organizationSlug, formType: 'Event', formSlug: locator('course-du-printemps') }, request: { path: `/organizations/${slug}/forms/Event/course-du-printemps/stats` } },
	{ title: 'form types', operation: ['form', 'getTypes'], parameters: { organizationSlug, filters: { states: ['Public', 'Draft'] } }, request: { path: `/organizations/${slug}/formTypes`, query: { states: ['Public', 'Draft'] } } },
	{ title: 'partner', operation: ['partner', 'get'], key: 'partner', request: { path: '/partners/me' } },
	{ title: 'organizations of the partner', operation: ['partner', 'getOrganizations'], parameters: { limit: 1 }, key: 'partner', request: { path: '/partners/me/organizations', query: { pageSize: '1' } } },
	{ title: 'activity types', operation: ['referenceData', 'getActivityTypes'], parameters: { formType: 'Event' }, request: { path: '/values/form/Event/types' } },
	{ title: 'categories', operation: ['referenceData', 'getCategories'], request: { path: '/values/organization/categories' } },
	{ title: 'legal statuses', operation: ['referenceData', 'getLegalStatuses'], request: { path: '/values/company-legal-status' } },
	{ title: 'public tags', operation: ['referenceData', 'getPublicTags'], request: { path: '/values/tags' } },
	{ title: 'tag', operation: ['tag', 'get'], parameters: { tagName: 'mobilite-douce', options: { withAmount: true, withCount: true } }, request: { path: '/tags/mobilite-douce', query: { withAmount: 'true', withCount: 'true' } } },
	{
		title: 'forms of the directory',
		operation: ['directory', 'getForms'],
		parameters: { limit: 2, filters: { formTypes: ['Event'], formZipCodes: '33000, 33100', formIsFree: true, formStartDateMin: '2026-01-01T00:00:00' } },
		request: {
			method: 'POST',
			path: '/directory/forms',
			query: { pageSize: '2' },
			body: { formTypes: ['Event'], formZipCodes: ['33000', '33100'], formIsFree: true, formStartDateMin: '2026-01-01T00:00:00.000+01:00' },
		},
	},
	{ title: 'organizations of the directory', operation: ['directory', 'getOrganizations'], parameters: { limit: 2 }, request: { method: 'POST', path: '/directory/organizations', query: { pageSize: '2' }, body: {} } },
];

test.each(reads)('$title: the request as HelloAsso gets it', async ({ operation, parameters = {}, key, request }) => {
	const { error } = await run(...operation, parameters, key);
	expect(error).toBeUndefined();
	expect(seen()).toEqual([{ method: 'GET', query: {}, body: undefined, ...request }]);
});

const eventForm = { organizationSlug, formType: 'Event', formSlug: locator('course-du-printemps') };
const url = 'https://n8n.example.org/webhook/1';
const writes: Array<Case & { items: IDataObject[] }> = [
	{ title: 'form state', operation: ['form', 'updateState'], parameters: { ...eventForm, state: 'Private' }, request: { method: 'PUT', path: `/organizations/${slug}/forms/Event/course-du-printemps/state`, body: { state: 'Private' } }, items: [{ success: true }] },
	{
		title: 'event',
		operation: ['form', 'createEvent'],
		parameters: {
			organizationSlug,
			title: 'Fête du vélo',
			additionalFields: {
				tierList: { tier: [{ label: 'Adulte', price: 12.5 }, { label: 'Enfant', price: 0 }] },
				startDate: '2027-05-01T10:00:00',
				place: { fields: { name: 'Parc', city: 'Bordeaux', country: 'fra' } },
				openDonationPresetAmounts: '5, 10,50',
				generateTickets: true,
				maxEntries: 120,
			},
		},
		request: {
			method: 'POST',
			path: `/organizations/${slug}/forms/Event/action/quick-create`,
			body: {
				title: 'Fête du vélo',
				tierList: [{ label: 'Adulte', price: 1250 }, { label: 'Enfant', price: 0 }],
				startDate: '2027-05-01T10:00:00.000+02:00',
				place: { name: 'Parc', city: 'Bordeaux', country: 'FRA' },
				openDonationPresetAmounts: [500, 1000, 5000],
				generateTickets: true,
				maxEntries: 120,
			},
		},
		items: [{ organizationSlug: slug, formSlug: expect.any(String) as never, publicUrl: expect.stringContaining('http') as never }],
	},
	{ title: 'partner notification URL', operation: ['notification', 'set'], parameters: { scope: 'partner', url }, key: 'partner', request: { method: 'PUT', path: '/partners/me/api-notifications', body: { url } }, items: [{ url, signatureKey: expect.any(String) as never }] },
	{ title: 'organization notification URL', operation: ['notification', 'set'], parameters: { organizationSlug, url, notificationType: 'Payment' }, key: 'connected', request: { method: 'PUT', path: `/partners/me/api-notifications/organizations/${slug}`, body: { url, notificationType: 'Payment' } }, items: [{ url, apiNotificationType: 'Payment', signatureKey: expect.any(String) as never }] },
	{ title: 'removal of the organization notification URL', operation: ['notification', 'delete'], parameters: { organizationSlug, notificationType: 'Payment' }, key: 'connected', request: { method: 'DELETE', path: `/partners/me/api-notifications/organizations/${slug}`, query: { notificationType: 'Payment' } }, items: [{ deleted: true }] },
	{ title: 'removal of the partner notification URL', operation: ['notification', 'delete'], parameters: { scope: 'partner' }, key: 'partner', request: { method: 'DELETE', path: '/partners/me/api-notifications' }, items: [{ deleted: true }] },
	{ title: 'redirect domain', operation: ['partner', 'updateDomain'], parameters: { domain: 'https://n8n.example.org' }, key: 'partner', request: { method: 'PUT', path: '/partners/me/api-clients', body: { domain: 'https://n8n.example.org' } }, items: [{ success: true }] },
];

test.each(writes)('$title: sent once, as HelloAsso gets it', async ({ operation, parameters = {}, key, request, items }) => {
	const { error, json } = await run(...operation, parameters, key);
	expect(error).toBeUndefined();
	expect(seen()).toEqual([{ query: {}, body: undefined, ...request }]);
	expect(json()).toEqual(items.map((item) => expect.objectContaining(item) as object));
});

describe.each(writes)('$title', ({ operation, parameters = {}, key, request }) => {
	test.each(['reset', 'resetAfterHandling'] as const)('with the connection lost (%s) it is not sent again', async (fault) => {
		sim.failNext({ match: { method: request.method, path: /^\/v5\// }, [fault]: true });
		const { error } = await run(...operation, parameters, key);
		expect(seen()).toHaveLength(1);
		expect(error?.description).toContain('It is not known whether HelloAsso carried the request out');
	});
});

describe('refund', () => {
	const authorized = () =>
		sim.data.payments.find(({ id, state, type }) => id >= 40_000_000 && state === 'Authorized' && type !== 'Offline') as { id: number };

	test('whole: no amount, nothing but the question', async () => {
		const { id } = authorized();
		const { json, error } = await run('payment', 'refund', { paymentId: id });
		expect(error).toBeUndefined();
		expect(seen()).toEqual([{ method: 'POST', path: `/payments/${id}/refund`, query: {}, body: undefined }]);
		expect(json()).toEqual([expect.objectContaining({ paymentId: id, state: 'Init', amountEuros: expect.any(Number) })]);
		expect(sim.data.refunds.filter(({ paymentId }) => paymentId === id)).toHaveLength(1);
	});

	test('in part, with everything: all in the query, tokens in headers', async () => {
		const { id } = authorized();
		await run('payment', 'refund', {
			paymentId: String(id),
			refundAmount: '1,50',
			options: { comment: 'erreur & co', cancelOrder: false, sendRefundMail: false, mfaSmsToken: '123456' },
		});
		expect(seen()).toEqual([
			{
				method: 'POST',
				path: `/payments/${id}/refund`,
				query: { amount: '150', comment: 'erreur & co', cancelOrder: 'false', sendRefundMail: 'false' },
				body: undefined,
			},
		]);
		expect(sim.apiRequests[0].headers).toMatchObject({ 'x-mfa-sms-access-authorization': '123456' });
	});

	test.each(['reset', 'resetAfterHandling', 'hang'] as const)('is sent once though the network fails (%s)', async (fault) => {
		const { id } = authorized();
		sim.failNext({ match: { method: 'POST', path: /refund$/ }, [fault]: true }, 3);
		const { error } = await run('payment', 'refund', { paymentId: id, options: { timeout: 300 } });
		expect(seen()).toHaveLength(1);
		expect(error?.context).toMatchObject({ errorType: fault === 'hang' ? 'timeout' : 'connection' });
	});

	test('several at once go one after the other, each once', async () => {
		const ids = sim.data.payments.filter(({ id, state, type }) => id >= 40_000_000 && state === 'Authorized' && type !== 'Offline').slice(0, 5).map(({ id }) => id);
		await runNode({
			credential: credentialOf('fullAccess'),
			parameters: { resource: 'payment', operation: 'refund', paymentId: '={{ $json.id }}' },
			items: ids.map((id) => ({ id })),
		});
		expect(seen().map(({ path }) => path)).toEqual(ids.map((id) => `/payments/${id}/refund`));
	});

	test('a second factor is explained', async () => {
		sim.data.refundMfa = 'AuthorizationErrors.MFA.AccessOtpSmsRequired';
		const { error } = await run('payment', 'refund', { paymentId: authorized().id });
		sim.data.refundMfa = null;
		expect(error?.context).toMatchObject({ errorType: 'conflict', helloAssoCode: 'AuthorizationErrors.MFA.AccessOtpSmsRequired' });
		expect(error?.description).toContain("'MFA SMS Token' under 'Options'");
	});

	test.each([['1.234'], [-1], ['1e2'], ['NaN'], ['12 €'], [Number.NaN]])('amount %p is refused before a request leaves', async (refundAmount) => {
		const { error } = await run('payment', 'refund', { paymentId: 1, refundAmount: `={{ ${typeof refundAmount === 'string' ? JSON.stringify(refundAmount) : String(refundAmount)} }}` });
		expect(error?.message).toMatch(/^'Refund Amount' is not an amount in euros/);
		expect(sim.requests).toHaveLength(0);
	});

	test('without the privilege the name of it is told', async () => {
		const { error } = await run('payment', 'refund', { paymentId: authorized().id }, 'association');
		expect(error?.message).toBe("The key of credential 'My association' lacks a privilege that this operation needs: RefundManagement");
	});
});

test('an order is cancelled once', async () => {
	const { id } = sim.data.orders.find((order) => order.organizationSlug === slug) as { id: number };
	const { json } = await run('order', 'cancel', { orderId: id });
	expect(seen()).toEqual([{ method: 'POST', path: `/orders/${id}/cancel`, query: {}, body: undefined }]);
	expect(json()).toEqual([{ success: true }]);
});

describe('the directory as a feed of changes', () => {
	test('a later run goes on where the first ended', async () => {
		const first = await run('directory', 'getOrganizations', { limit: 3, simplify: false });
		const token = first.json().at(-1)?.continuationToken as string;
		const rest = await run('directory', 'getOrganizations', { returnAll: true, options: { continuationToken: token } });
		const all = await run('directory', 'getOrganizations', { returnAll: true });
		const slugs = (list: IDataObject[]) => list.map((item) => `${String(item.action)} ${String(item.organizationSlug ?? (item.record as IDataObject)?.organizationSlug)}`);
		expect([...slugs(first.json()), ...slugs(rest.json())]).toEqual(slugs(all.json()));
		const last = all.json().at(-1)?.continuationToken as string;
		const nothing = await run('directory', 'getOrganizations', { returnAll: true, options: { continuationToken: last } });
		expect(nothing.json()).toEqual([]);
	});
});
