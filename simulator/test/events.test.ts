import { startSimulator, type Simulator } from '../index';
import { Api, NOW } from './api';
import { Receiver, type Received } from './receiver';

let receiver: Receiver;
let sim: Simulator;
let api: Api;

beforeEach(async () => {
	receiver = await Receiver.start();
	sim = await startSimulator({ now: NOW, seed: { orders: 22 }, localUrls: true });
	sim.setBackOfficeUrl(receiver.url);
	api = await Api.as(sim, sim.keys.fullAccess);
});
afterEach(async () => {
	await sim.stop();
	await receiver.stop();
});

/** The events of that type so far, whoever came first. */
async function events(eventType: string): Promise<Array<Received['json']>> {
	await sim.notifications.settled();
	return receiver.received.map(({ json }) => json).filter((json) => json.eventType === eventType);
}

/** `data.items[].id`: where a value has which fields. */
function places(value: unknown, place = ''): string[] {
	if (Array.isArray(value)) return value.flatMap((entry) => places(entry, `${place}[]`));
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => [
		`${place}.${key}`,
		...places(inner, `${place}.${key}`),
	]);
}
const without = <T extends object>(record: T, ...names: string[]) =>
	Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

interface ApiItem {
	customFields?: object[];
	options?: object[];
}

test('Order: the order of the API without what was answered on its form', async () => {
	const { order } = sim.sell({ kind: 'ticket' });
	const read = (await api.get(`/orders/${order.id}`)).json as { items: ApiItem[] };
	expect(read.items[0].customFields).toHaveLength(2);
	expect(read.items[0].options?.[0]).toHaveProperty('customFields');
	const [event, ...more] = await events('Order');
	expect(more).toEqual([]);
	expect(event).toEqual({
		eventType: 'Order',
		data: {
			...read,
			items: read.items.map((item) => ({
				...without(item, 'customFields'),
				options: item.options?.map((option) => without(option, 'customFields')),
			})),
		},
	});
	expect(JSON.stringify(event)).not.toContain('customFields');
	expect(event.data).toMatchObject({
		formName: 'Course du printemps 🌷',
		isAnonymous: expect.any(Boolean) as boolean,
		isAmountHidden: expect.any(Boolean) as boolean,
	});
});

test('Payment: the payment of the API, with every new state of it', async () => {
	const { payments } = sim.sell({ state: 'WaitingBankValidation' });
	const [{ id }] = payments;
	sim.changePayment(id, 'Authorized');
	sim.changePayment(id, 'Refunded', { notify: false });
	sim.changePayment(id, 'Contested');
	const told = await events('Payment');
	expect(told.map(({ data }) => [data.id, data.state])).toEqual(
		expect.arrayContaining([
			[id, 'WaitingBankValidation'],
			[id, 'Authorized'],
			[id, 'Contested'],
		]),
	);
	expect(told).toHaveLength(3);
	const read = (await api.get(`/payments/${id}`)).json as object;
	const latest = told.find(({ data }) => data.state === 'Contested');
	expect(latest).toEqual({ eventType: 'Payment', data: without(read, 'cardExpirationDate') });
});

test('one sale tells of its order and its payment, in either order', async () => {
	sim.notifications.hold();
	sim.sellMany(8);
	const first = sim.notifications
		.release()
		.flatMap(({ eventType }, index) => (index % 2 === 0 ? [eventType] : []));
	expect(first.filter((eventType) => eventType === 'Order')).toHaveLength(4);
	expect(first.filter((eventType) => eventType === 'Payment')).toHaveLength(4);
	const bodies = sim.notifications.sent.map(
		({ body }) => Object.keys(JSON.parse(body) as object)[0],
	);
	expect(new Set(bodies)).toEqual(new Set(['data', 'eventType']));
	await sim.notifications.settled();
});

test('what costs nothing tells of its order only; a silent sale of nothing', async () => {
	sim.sell({ kind: 'free' });
	sim.sell({ notify: false });
	await sim.notifications.settled();
	expect(receiver.events).toEqual(['Order']);
});

test('metadata stand beside the data, for checkouts that have some', async () => {
	const metadata = { reference: 'A-1', lines: [1, 2] };
	const { order } = sim.sell({ kind: 'checkout', metadata });
	await sim.notifications.settled();
	expect([...receiver.events].sort()).toEqual(['Order', 'Payment']);
	for (const { json } of receiver.received) {
		expect(Object.keys(json).sort()).toEqual(['data', 'eventType', 'metadata']);
		expect(json.metadata).toEqual(metadata);
	}
	expect((await events('Order'))[0].data.checkoutIntentId).toBe(order.checkoutIntentId);
	sim.sell({ kind: 'checkout' });
	await sim.notifications.settled();
	for (const { json } of receiver.received.slice(2)) expect(json).not.toHaveProperty('metadata');
});

describe('what happens by API', () => {
	const body = {
		totalAmount: 10_000,
		initialAmount: 4_000,
		terms: [{ amount: 6_000, date: '2026-04-05T00:00:00+02:00' }],
		itemName: 'Stage',
		backUrl: 'https://velo.example.org/back',
		errorUrl: 'https://velo.example.org/error',
		returnUrl: 'https://velo.example.org/return',
		containsDonation: false,
		metadata: { reference: 'B-2' },
	};

	test('a checkout that is paid tells of its order and its first payment', async () => {
		const path = '/organizations/les-amis-du-velo/checkout-intents';
		const { id } = (await api.call('POST', path, body)).json as { id: number };
		const order = sim.payCheckout(id);
		const [payment] = await events('Payment');
		expect(payment).toMatchObject({ data: { amount: 4_000, state: 'Authorized' } });
		const [told] = await events('Order');
		expect(told).toMatchObject({ data: { id: order.id, checkoutIntentId: id } });
		expect([payment.metadata, told.metadata]).toEqual([body.metadata, body.metadata]);
		expect(receiver.received).toHaveLength(2);
	});

	test('a refund is told when it is through', async () => {
		const { payments } = sim.sell({ notify: false });
		await api.call('POST', `/payments/${payments[0].id}/refund`);
		expect(await events('Payment')).toEqual([]);
		sim.advance(60_000);
		await api.get(`/payments/${payments[0].id}`);
		expect((await events('Payment')).map(({ data }) => [data.id, data.state])).toEqual([
			[payments[0].id, 'Refunded'],
		]);
	});

	test('a new event is a form', async () => {
		const path = '/organizations/les-amis-du-velo/forms/Event/action/quick-create';
		expect((await api.call('POST', path, { title: 'Portes ouvertes' })).status).toBe(200);
		expect((await events('Form')).map(({ data }) => data.formSlug)).toEqual(['portes-ouvertes']);
	});
});

test('Form: the public form', async () => {
	const form = sim.createForm({ formType: 'Event', title: 'Fête' });
	sim.createForm({ formType: 'Event', title: 'Secret', notify: false });
	const told = await events('Form');
	const read = await api.get('/organizations/les-amis-du-velo/forms/Event/fete/public');
	expect(told).toEqual([{ eventType: 'Form', data: read.json }]);
	expect(told[0].data.formSlug).toBe(form.formSlug);
});

test('Organization: another slug, in either documented shape', async () => {
	sim.renameOrganization('les-amis-du-velo', 'les-amis-du-cycle');
	await sim.notifications.settled();
	sim.renameOrganization('les-amis-du-cycle', 'les-amis-du-velo', { nested: true });
	sim.renameOrganization('les-amis-du-velo', 'les-amis', { notify: false });
	expect(await events('Organization')).toEqual([
		{
			eventType: 'Organization',
			data: {
				old_slug_organization: 'les-amis-du-velo',
				new_slug_organization: 'les-amis-du-cycle',
			},
		},
		{
			eventType: 'Organization',
			data: {
				eventType: 'Organization',
				data: {
					old_slug_organization: 'les-amis-du-cycle',
					new_slug_organization: 'les-amis-du-velo',
				},
			},
		},
	]);
});

test('Organization.IsCashinCompliant: the identity checks', async () => {
	sim.setCashInCompliant('les-amis-du-velo', false);
	sim.setCashInCompliant('les-amis-du-velo', true, { notify: false });
	expect(await events('Organization.IsCashinCompliant')).toEqual([
		{
			eventType: 'Organization.IsCashinCompliant',
			data: { organization_slug: 'les-amis-du-velo', is_cashin_compliant: false },
		},
	]);
	expect(sim.data.organization('les-amis-du-velo')?.isCashInCompliant).toBe(true);
	expect(() => sim.setCashInCompliant('nobody', true)).toThrow('There is no organization nobody');
});

describe('every field of the samples that HelloAsso publishes is there', () => {
	/** By the place where the fields stand; `[]` for each record of a list. */
	const PAYMENT = {
		'': 'eventType data',
		'.data':
			'order payer items id amount date paymentMeans installmentNumber state meta ' +
			'paymentReceiptUrl cashOutState refundOperations',
		'.data.meta': 'createdAt updatedAt',
		'.data.order':
			'id date formSlug formType formName organizationName organizationSlug organizationType ' +
			'organizationIsUnderColucheLaw meta isAnonymous isAmountHidden',
		'.data.order.meta': 'createdAt updatedAt',
		'.data.payer': 'email address city zipCode country company dateOfBirth firstName lastName',
		'.data.items[]': 'shareAmount shareItemAmount shareOptionsAmount id amount type state',
	};
	const FORM = {
		'': 'eventType data',
		'.data':
			'organizationLogo organizationName organizationSlug tiers activityType activityTypeId ' +
			'banner currency description startDate endDate saleStartDate saleEndDate formSlug formType ' +
			'logo meta place state title url widgetButtonUrl widgetFullUrl ' +
			'widgetVignetteHorizontalUrl widgetVignetteVerticalUrl',
		'.data.banner': 'fileName publicUrl',
		'.data.logo': 'fileName publicUrl',
		'.data.meta': 'createdAt updatedAt',
		'.data.place': 'address city country geoLocation name zipCode',
		'.data.place.geoLocation': 'latitude longitude',
		'.data.tiers[]':
			'id label description tierType price vatRate paymentFrequency maxPerUser isEligibleTaxReceipt',
	};
	const missing = (published: Record<string, string>, seen: unknown[]) => {
		const found = new Set(seen.flatMap((one) => places(one)));
		return Object.entries(published)
			.flatMap(([place, names]) => names.split(' ').map((name) => `${place}.${name}`))
			.filter((place) => !found.has(place));
	};

	test('in payments', async () => {
		sim.sellMany(20, { kind: 'ticket' });
		expect(missing(PAYMENT, await events('Payment'))).toEqual([]);
	});

	test('in forms', async () => {
		sim.createForm({ formType: 'Event', title: 'Fête' });
		expect(missing(FORM, await events('Form'))).toEqual([]);
	});
});
