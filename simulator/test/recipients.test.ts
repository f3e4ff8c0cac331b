import { createHmac } from 'node:crypto';
import { startSimulator, type Simulator } from '../index';
import { Api, NOW } from './api';
import { Receiver } from './receiver';

let receiver: Receiver;
let sim: Simulator;
const MAIN = 'les-amis-du-velo';

beforeEach(async () => {
	receiver = await Receiver.start();
	sim = await startSimulator({
		now: NOW,
		seed: { orders: 6 },
		localUrls: true,
		notifications: { retryMs: 1 },
	});
});
afterEach(async () => {
	await sim.stop();
	await receiver.stop();
});

const PARTNER = '/partners/me/api-notifications';
const ofOrganization = (slug: string) => `${PARTNER}/organizations/${slug}`;
const asPartner = () => Api.as(sim, sim.keys.partner);
const connected = (slug: string) => new Api(sim, sim.connect(slug).access_token);

async function register(api: Api, path: string, name: string, type?: string): Promise<string> {
	const body = { url: `${receiver.url}/${name}`, ...(type ? { notificationType: type } : {}) };
	const answer = await api.call('PUT', path, body);
	expect(answer.status).toBe(200);
	return (answer.json as { signatureKey: string }).signatureKey;
}

/** What arrived since the last call: where, and which event. */
async function arrived(): Promise<string[]> {
	await sim.notifications.settled();
	const seen = receiver.received.map(({ path, json }) => `${path} ${json.eventType}`);
	receiver.received.length = 0;
	sim.notifications.clear();
	return seen.sort();
}

test('nobody who has not asked for it', async () => {
	sim.sell();
	await sim.notifications.settled();
	expect(sim.notifications.sent).toEqual([]);
});

test('the slot of the type if there is one, else the main one', async () => {
	const partner = await asPartner();
	await register(partner, PARTNER, 'main');
	await register(partner, PARTNER, 'payments', 'Payment');
	sim.sell();
	sim.createForm({ formType: 'Event', title: 'Fête' });
	sim.setCashInCompliant(MAIN, true);
	expect(await arrived()).toEqual([
		'/main Form',
		'/main Order',
		'/main Organization.IsCashinCompliant',
		'/payments Payment',
	]);
	await register(partner, PARTNER, 'organizations', 'Organization');
	sim.setCashInCompliant(MAIN, true);
	sim.renameOrganization(MAIN, 'les-amis');
	expect(await arrived()).toEqual([
		'/organizations Organization',
		'/organizations Organization.IsCashinCompliant',
	]);
	await partner.call('DELETE', PARTNER);
	sim.sell();
	expect(await arrived()).toEqual(['/payments Payment']);
});

test("the partner hears of linked organizations only, an organization's slot of its own", async () => {
	await register(await asPartner(), PARTNER, 'partner');
	await register(connected(MAIN), ofOrganization(MAIN), 'main');
	await register(connected('jardins-partages'), ofOrganization('jardins-partages'), 'gardens');
	const sold = async (organizationSlug: string) => {
		sim.sell({ organizationSlug, formType: 'Event', kind: 'free' });
		return await arrived();
	};
	expect(await sold(MAIN)).toEqual(['/main Order', '/partner Order']);
	expect(await sold('jardins-partages')).toEqual(['/gardens Order', '/partner Order']);
	expect(await sold('club-de-lecture')).toEqual([]);
});

test("the back office's URLs, beside what a partner registered", async () => {
	await register(connected(MAIN), ofOrganization(MAIN), 'partner', 'Order');
	sim.setBackOfficeUrl(`${receiver.url}/old`);
	sim.setBackOfficeUrl(`${receiver.url}/pasted`);
	sim.setBackOfficeUrl(`${receiver.url}/forms`, { notificationType: 'Form' });
	sim.setBackOfficeUrl(`${receiver.url}/club`, { organizationSlug: 'club-de-lecture' });
	sim.sell();
	sim.createForm({ formType: 'Shop', title: 'Vente' });
	sim.sell({ organizationSlug: 'club-de-lecture', kind: 'free' });
	const signed = new Map(sim.notifications.sent.map((sent) => [sent.url, sent.signed]));
	expect(await arrived()).toEqual([
		'/club Order',
		'/forms Form',
		'/partner Order',
		'/pasted Order',
		'/pasted Payment',
	]);
	expect(signed.get(`${receiver.url}/partner`)).toBe(true);
	expect(signed.get(`${receiver.url}/pasted`)).toBe(false);
	sim.removeBackOfficeUrl();
	sim.removeBackOfficeUrl({ organizationSlug: 'club-de-lecture' });
	sim.sell();
	sim.createForm({ formType: 'Shop', title: 'Vente' });
	expect(await arrived()).toEqual(['/forms Form', '/partner Order']);
	expect(() => sim.setBackOfficeUrl('nonsense')).toThrow('This is no URL: nonsense');
	expect(() => sim.setBackOfficeUrl(receiver.url, { organizationSlug: 'nobody' })).toThrow(
		'There is no organization nobody',
	);
});

describe('the key of a slot', () => {
	const keyOf = (index: number, ...keys: string[]) => {
		const { raw, headers } = receiver.received[index];
		return keys.findIndex(
			(key) => headers['x-ha-signature'] === createHmac('sha256', key).update(raw).digest('hex'),
		);
	};

	test('is another one after a rotation, at the same URL', async () => {
		const before = await register(connected(MAIN), ofOrganization(MAIN), 'main', 'Order');
		sim.sell();
		await sim.notifications.settled();
		const { signatureKey, url } = sim.rotateSignatureKey(MAIN, 'Order');
		sim.sell();
		await sim.notifications.settled();
		expect(url).toBe(`${receiver.url}/main`);
		expect(signatureKey).not.toBe(before);
		expect([0, 1].map((index) => keyOf(index, before, signatureKey))).toEqual([0, 1]);
		expect(() => sim.rotateSignatureKey('partner')).toThrow('There is no slot partner (main)');
	});

	test('signs every try as it is by then; without the slot, as it was', async () => {
		const api = connected(MAIN);
		const before = await register(api, ofOrganization(MAIN), 'main');
		sim.notifications.hold();
		sim.sell({ kind: 'free' });
		const { signatureKey } = sim.rotateSignatureKey(MAIN);
		sim.notifications.release();
		await sim.notifications.settled();
		expect(keyOf(0, before, signatureKey)).toBe(1);
		sim.notifications.hold();
		sim.sell({ kind: 'free' });
		await api.call('DELETE', ofOrganization(MAIN));
		sim.notifications.release();
		await sim.notifications.settled();
		expect(keyOf(1, before, signatureKey)).toBe(1);
	});
});

describe('a renamed organization', () => {
	test('is nowhere under its old slug, and everything under the new one', async () => {
		const { order } = sim.sell({ kind: 'checkout', metadata: {} });
		const { payments } = sim.sell();
		const key = await Api.as(sim, sim.keys.fullAccess);
		sim.renameOrganization(MAIN, 'les-amis');
		expect(sim.organizationSlug).toBe('les-amis');
		expect(JSON.stringify(sim.data)).not.toContain(`"organizationSlug":"${MAIN}"`);
		expect(JSON.stringify(sim.data)).not.toContain(`/associations/${MAIN}`);
		for (const path of ['', '/forms', '/orders', '/forms/Event/course-du-printemps/public']) {
			expect((await key.get(`/organizations/${MAIN}${path}`)).status).toBe(404);
			expect((await key.get(`/organizations/les-amis${path}`)).status).toBe(200);
		}
		const intent = `/organizations/les-amis/checkout-intents/${order.checkoutIntentId}`;
		expect((await key.get(intent)).status).toBe(200);
		expect((await key.get(`/payments/${payments[0].id}`)).json).toMatchObject({
			order: { organizationSlug: 'les-amis' },
		});
		const mine = (await key.get('/users/me/organizations')).json as object[];
		expect(mine).toMatchObject([
			{
				organizationSlug: 'les-amis',
				url: 'https://www.helloasso.com/associations/les-amis',
				updateDate: expect.stringMatching(/^2026-03-18T12:/) as string,
			},
		]);
		expect(sim.sell().order.organizationSlug).toBe('les-amis');
	});

	test('keeps its connection and its slots', async () => {
		const api = connected(MAIN);
		await register(api, ofOrganization(MAIN), 'main');
		sim.setBackOfficeUrl(`${receiver.url}/pasted`);
		sim.renameOrganization(MAIN, 'les-amis');
		expect(await arrived()).toEqual(['/main Organization', '/pasted Organization']);
		expect((await api.get('/organizations/les-amis/orders')).status).toBe(200);
		expect((await api.call('DELETE', ofOrganization(MAIN))).status).toBe(404);
		expect((await api.call('DELETE', ofOrganization('les-amis'))).status).toBe(200);
		sim.sell({ kind: 'free' });
		expect(await arrived()).toEqual(['/pasted Order']);
	});

	test('can go back, and not where somebody is', async () => {
		const api = connected(MAIN);
		sim.renameOrganization(MAIN, 'les-amis');
		const later = connected('les-amis');
		sim.renameOrganization('les-amis', MAIN);
		for (const caller of [api, later]) {
			expect((await caller.get(`/organizations/${MAIN}/orders`)).status).toBe(200);
		}
		expect(() => sim.renameOrganization(MAIN, 'club-de-lecture')).toThrow('is taken');
		expect(() => sim.renameOrganization('nobody', 'x')).toThrow('There is no organization nobody');
	});

	test('in one simulator is not renamed in another', async () => {
		sim.renameOrganization(MAIN, 'les-amis');
		const other = await startSimulator({ now: NOW, seed: { orders: 6 } });
		const key = await Api.as(other, other.keys.association);
		expect((await key.get(`/organizations/${MAIN}/orders`)).status).toBe(200);
		await other.stop();
	});
});
