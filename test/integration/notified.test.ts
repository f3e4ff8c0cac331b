/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { credentialFor, type Credential } from './engine';
import { Notified } from './notified';

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ notifications: { retryMs: 1 } });
});
afterEach(async () => {
	await sim.stop();
});

let workflows = 0;
/** Each test has its own workflow, since the process keeps one dedupe store for each. */
const notified = (credential: Credential, parameters: IDataObject) =>
	new Notified({ credential, parameters, workflowId: `w${++workflows}` });
const connectedCredential = () =>
	credentialFor(sim, 'partner', {
		grantType: 'pkce',
		oauthTokenData: { ...sim.connect(sim.organizationSlug) },
	});
const slots = () => sim.data.notificationSlots.map(({ scope, url }) => [scope, url]);
const ofOrganization = { registration: 'automatic', scope: 'organization' };

describe('parameters', () => {
	it.each([
		['false', 0],
		['true', 1],
	])('Confirm by API of the text %s asks %i times', async (confirm, requests) => {
		const options = { confirm: `={{ "${confirm}" }}`, deduplicate: '={{ "False" }}' };
		const trigger = notified(credentialFor(sim), { simplify: '={{ "false" }}', options });
		const { order } = sim.sell({ notify: false });
		const { status, item } = await trigger.receive({ eventType: 'Order', data: { id: order.id } });
		expect([status, item?.eventType]).toEqual([200, 'Order']);
		expect(sim.apiRequests.filter(({ path }) => path.endsWith(`/orders/${order.id}`))).toHaveLength(
			requests,
		);
	});

	it.each([
		[{ filters: { formTypes: [] } }, "'Form Types' was added, but is empty"],
		[{ filters: { formSlugs: '={{ "" }}' } }, "'Form Slugs' was added, but is empty"],
		[
			{ options: { replaceExisting: '={{ "maybe" }}' } },
			"'Replace Existing Address' is neither true nor false, but 'maybe'",
		],
		[{ scope: '={{ "" }}' }, "'Scope' is ''"],
	])('%j cannot be activated', async (parameters, message) => {
		const trigger = notified(credentialFor(sim, 'partner'), { ...ofOrganization, ...parameters });
		await expect(trigger.activate()).rejects.toThrow(message);
		expect(sim.apiRequests).toHaveLength(0);
	});
});

describe('confirmation by API', () => {
	it.each([[403], [404]])(
		"hands a sale of another program's checkout on without its metadata, which answer %i",
		async (status) => {
			const trigger = notified(credentialFor(sim), { simplify: false });
			const { order } = sim.sell({
				kind: 'checkout',
				metadata: { reference: 'A-12' },
				notify: false,
			});
			sim.failNext({ match: { path: /checkout-intents/ }, status });
			const { status: answer, item } = await trigger.receive({
				eventType: 'Order',
				data: { id: order.id },
				metadata: { reference: 'A-12' },
			});
			expect(answer).toBe(200);
			expect(item).toEqual({
				event: 'Order',
				eventType: 'Order',
				data: expect.objectContaining({ id: order.id }),
				verifiedBy: ['sourceIp', 'api'],
			});
		},
	);

	it('answers 503 while the metadata cannot be read', async () => {
		const trigger = notified(credentialFor(sim), { simplify: false });
		const { order } = sim.sell({
			kind: 'checkout',
			metadata: { reference: 'A-12' },
			notify: false,
		});
		const event = { eventType: 'Order', data: { id: order.id }, metadata: { reference: 'forged' } };
		sim.failNext({ match: { path: /checkout-intents/ }, status: 503 });
		expect(await trigger.receive(event)).toEqual({ status: 503, item: undefined });
		const { item } = await trigger.receive(event);
		expect(item?.metadata).toEqual({ reference: 'A-12' });
	});
});

describe('events of organizations', () => {
	const slugOf = (isOwn: boolean) =>
		String(
			sim.data.organizations.find(
				({ organizationSlug }) => (organizationSlug === sim.organizationSlug) === isOwn,
			)?.organizationSlug,
		);

	it.each([
		[true, 200],
		[false, 403],
	])('a form, the key having rights on its organization: %p', async (isOwn, status) => {
		const organizationSlug = slugOf(isOwn);
		const form = sim.data.forms.find(
			(candidate) =>
				candidate.organizationSlug === organizationSlug && candidate.state === 'Public',
		);
		const { formType, formSlug } = form ?? {};
		const trigger = notified(credentialFor(sim), {});
		const answer = await trigger.receive({
			eventType: 'Form',
			data: { organizationSlug, formType, formSlug },
		});
		expect([answer.status, answer.item !== undefined]).toEqual([status, isOwn]);
	});

	it.each([
		[
			'Organization',
			(slug: string) => ({ old_slug_organization: 'before', new_slug_organization: slug }),
		],
		[
			'Organization.IsCashinCompliant',
			(slug: string) => ({ organization_slug: slug, is_cashin_compliant: true }),
		],
	])('%s: accepts its own organization only', async (eventType, dataOf) => {
		const trigger = notified(credentialFor(sim), {});
		const data = dataOf(slugOf(true));
		expect(await trigger.receive({ eventType, data: dataOf(slugOf(false)) })).toEqual({
			status: 403,
			item: undefined,
		});
		expect(await trigger.receive({ eventType, data })).toEqual({
			status: 200,
			item: { event: 'Organization', eventType, data, verifiedBy: ['sourceIp'] },
		});
	});

	it('answers 503 while the organizations of the key cannot be read', async () => {
		const trigger = notified(credentialFor(sim), {});
		sim.failNext({ match: { path: /organizations$/ }, status: 503 });
		const event = {
			eventType: 'Organization',
			data: { old_slug_organization: 'before', new_slug_organization: sim.organizationSlug },
		};
		expect((await trigger.receive(event)).status).toBe(503);
		expect((await trigger.receive(event)).item).toMatchObject(event);
	});
});

/** n8n 2.x sets up a JavaScript engine each time, which takes longer than all else that a notification does. */
describe('reads the credential', () => {
	it.each([
		['once, to confirm an event', {}, () => credentialFor(sim)],
		['no more often where it also reads the signature key', ofOrganization, connectedCredential],
	])('%s', async (_how, parameters, credentialOf) => {
		const credential = credentialOf();
		const trigger = notified(credential, parameters);
		if (parameters === ofOrganization) await trigger.activate();
		const key = sim.data.notificationSlots[0]?.signatureKey;
		const { order, payments } = sim.sell({ notify: false });
		// A token first.
		expect(
			(await trigger.receive({ eventType: 'Order', data: { id: order.id } }, key)).status,
		).toBe(200);
		const event = {
			eventType: 'Payment',
			data: { id: payments[0].id, state: 'Authorized', order: { id: order.id } },
		};
		credential.readings = 0;
		expect((await trigger.receive(event, key)).item).toMatchObject({ eventType: 'Payment' });
		expect(credential.readings).toBe(1);
		expect(await trigger.receive(event, key)).toEqual({ status: 200, item: undefined });
		expect(credential.readings).toBe(2);
	});
});

it('an event whose run n8n could not start starts one when it comes again', async () => {
	const trigger = notified(credentialFor(sim), {});
	const event = { eventType: 'Order', data: { id: sim.sell({ notify: false }).order.id } };
	expect((await trigger.receive(event, undefined, true)).status).toBe(500);
	expect((await trigger.receive(event)).item).toMatchObject({ eventType: 'Order' });
	expect(await trigger.receive(event)).toEqual({ status: 200, item: undefined });
});

describe('states of a payment', () => {
	it('an answer of the API that is overtaken does not make a newer state new again', async () => {
		const trigger = notified(credentialFor(sim), { simplify: false });
		const { payments } = sim.sell({ notify: false });
		const event = (state: string) => ({
			eventType: 'Payment',
			data: { id: payments[0].id, state, order: { id: payments[0].orderId } },
		});
		// A token first, so that the two do not wait for each other.
		expect(
			(await trigger.receive({ eventType: 'Order', data: { id: payments[0].orderId } })).status,
		).toBe(200);
		let leave = () => {};
		sim.failNext({
			match: { path: /payments/ },
			answerAfter: new Promise<void>((resolve) => (leave = resolve)),
		});
		const overtaken = trigger.receive(event('Authorized'));
		while (!sim.apiRequests.some(({ path }) => path.includes('/payments/')))
			await new Promise((resolve) => setImmediate(resolve));
		sim.changePayment(payments[0].id, 'Refunded', { notify: false });
		const stateOf = ({ item }: { item: IDataObject | undefined }) =>
			(item?.data as IDataObject | undefined)?.state;
		expect(stateOf(await trigger.receive(event('Refunded')))).toBe('Refunded');
		leave();
		expect(stateOf(await overtaken)).toBe('Authorized');
		expect(await trigger.receive(event('Refunded'))).toEqual({ status: 200, item: undefined });
	});
});

describe('the address for one organization, which HelloAsso does not tell', () => {
	it('is not replaced by a test of a workflow that may be active', async () => {
		const trigger = notified(connectedCredential(), ofOrganization);
		// Another process has activated it: n8n does not ask after a restart what is registered.
		sim.data.notificationSlots = [
			{ scope: sim.organizationSlug, url: trigger.url, signatureKey: 'key' },
		];
		await expect(trigger.startTest()).rejects.toThrow(
			'HelloAsso does not tell which address is registered for the organization',
		);
		await trigger.endTest();
		expect(slots()).toEqual([[sim.organizationSlug, trigger.url]]);
	});

	it('is registered by a test that may replace it, and removed after it', async () => {
		const trigger = notified(connectedCredential(), {
			...ofOrganization,
			options: { replaceExisting: true },
		});
		await trigger.startTest();
		expect(slots()).toEqual([[sim.organizationSlug, trigger.testUrl]]);
		await trigger.endTest();
		expect(slots()).toEqual([]);
	});

	it('is registered anew when the client secret has changed, for its key cannot be read any more', async () => {
		const credential = connectedCredential();
		const trigger = notified(credential, ofOrganization);
		await trigger.activate();
		const [{ signatureKey }] = sim.data.notificationSlots;
		// n8n keeps the token; that the simulator does not know the new secret does not matter here.
		credential.data.clientSecret = 'renewed';
		trigger.reload();
		const event = { eventType: 'Order', data: { id: sim.sell({ notify: false }).order.id } };
		// Meanwhile the API proves what it can.
		expect((await trigger.receive(event, signatureKey)).item?.verifiedBy).toEqual([
			'sourceIp',
			'api',
		]);
		await trigger.activate();
		const [slot] = sim.data.notificationSlots;
		expect(slot.signatureKey).not.toBe(signatureKey);
		const next = { eventType: 'Order', data: { id: sim.sell({ notify: false }).order.id } };
		expect((await trigger.receive(next, slot.signatureKey)).item?.verifiedBy).toEqual([
			'signature',
			'sourceIp',
			'api',
		]);
	});

	it('stays when the organization is renamed, which the credential goes on to know by its old name', async () => {
		const trigger = notified(connectedCredential(), ofOrganization);
		await trigger.activate();
		const [{ signatureKey }] = sim.data.notificationSlots;
		const moved = [['les-amis-du-tandem', trigger.url]];
		const data = {
			old_slug_organization: sim.organizationSlug,
			new_slug_organization: 'les-amis-du-tandem',
		};
		sim.renameOrganization(sim.organizationSlug, 'les-amis-du-tandem', { notify: false });
		expect(
			(await trigger.receive({ eventType: 'Organization', data }, signatureKey)).item?.data,
		).toEqual(data);
		for (let start = 0; start < 2; start++) {
			trigger.reload();
			sim.clearRequests();
			// n8n 1.x asks for it at each of its own starts.
			await trigger.activate();
			expect([sim.requests.map(({ method, path }) => `${method} ${path}`), slots()]).toEqual([
				[],
				moved,
			]);
		}
		// Other events take other addresses: those before are found under the new name.
		trigger.reload({ parameters: { ...ofOrganization, events: ['Order'] } });
		await trigger.activate();
		expect(
			sim.data.notificationSlots.map(({ scope, notificationType }) => [scope, notificationType]),
		).toEqual([['les-amis-du-tandem', 'Order']]);
		trigger.reload();
		await trigger.activate();
		await trigger.deactivate();
		expect(slots()).toEqual([]);
	});

	it('is registered anew for another client, and that of the other client stays', async () => {
		const trigger = notified(connectedCredential(), ofOrganization);
		await trigger.activate();
		sim.clearRequests();
		const other = connectedCredential();
		other.data.clientId = 'other-client';
		trigger.reload({ credential: other });
		await trigger.deactivate();
		expect(sim.apiRequests).toEqual([]);
		await trigger.activate();
		expect(sim.apiRequests.map(({ method }) => method)).toEqual(['PUT']);
	});
});
