import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { type Credential, credentialFor, runNode } from './engine';

let sim: Simulator;
let credential: Credential;

beforeAll(async () => {
	sim = await startSimulator();
	credential = credentialFor(sim, 'fullAccess');
});
beforeEach(() => {
	sim.clearRequests();
});
afterAll(async () => {
	await sim.stop();
});

const slug = 'les-amis-du-velo';
const organizationSlug = { __rl: true, mode: 'slug', value: slug };
const run = async (parameters: IDataObject) => await runNode({ credential, parameters });

/** What an expression can give that is nothing. */
const NOTHING = [
	'={{ $json.typo }}',
	'={{ undefined }}',
	'={{ null }}',
	'={{ "" }}',
	'={{ " " }}',
	'={{ Number("x") }}',
];

const checkout = {
	resource: 'checkoutIntent',
	operation: 'create',
	organizationSlug,
	totalAmount: 70,
	itemName: 'Adhésion',
	backUrl: 'https://www.example.org/b',
	errorUrl: 'https://www.example.org/e',
	returnUrl: 'https://www.example.org/r',
};
const event = { resource: 'form', operation: 'createEvent', organizationSlug, title: 'Fête' };
const state = {
	resource: 'form',
	operation: 'updateState',
	organizationSlug,
	formType: 'Event',
	formSlug: { __rl: true, mode: 'slug', value: 'fete-du-velo' },
	state: 'Public',
};
const notification = {
	resource: 'notification',
	scope: 'partner',
	url: 'https://n8n.example.org/w',
};
const refund = { resource: 'payment', operation: 'refund', paymentId: 1 };
const apiCall = { resource: 'api', operation: 'call', method: 'POST', path: '/payments/1/refund' };
const inCollection = (name: string, field: string) => (value: string) => ({
	[name]: { [field]: value },
});
const alone = (name: string) => (value: string) => ({ [name]: value });

const WRITES: Array<[string, string, IDataObject, (value: string) => IDataObject]> = [
	['refund of a part', 'Refund Amount', { ...refund, refundType: 'part' }, alone('refundAmount')],
	['refund, an amount nobody sees', 'Refund Amount', refund, alone('refundAmount')],
	['refund', 'Refund Type', refund, alone('refundType')],
	['refund', 'Payment ID', refund, alone('paymentId')],
	['refund', 'Cancel Order', refund, inCollection('options', 'cancelOrder')],
	['refund', 'Comment', refund, inCollection('options', 'comment')],
	['refund', 'MFA SMS Token', refund, inCollection('options', 'mfaSmsToken')],
	['cancel', 'Order ID', { resource: 'order', operation: 'cancel' }, alone('orderId')],
	['checkout', 'Total Amount', checkout, alone('totalAmount')],
	['checkout', 'Item Name', checkout, alone('itemName')],
	['checkout', 'Return URL', checkout, alone('returnUrl')],
	['checkout', 'Contains Donation', checkout, alone('containsDonation')],
	[
		'checkout',
		'Amount',
		checkout,
		(amount) => ({ terms: { term: [{ amount, date: '2027-03-01' }] } }),
	],
	['checkout', 'Date', checkout, (date) => ({ terms: { term: [{ amount: 5, date }] } })],
	['checkout', 'Organization', checkout, alone('organizationSlug')],
	[
		'checkout',
		'Organization',
		checkout,
		(value) => ({ organizationSlug: { __rl: true, mode: 'slug', value } }),
	],
	[
		'checkout',
		'Last Name',
		checkout,
		(lastName) => ({ additionalFields: { payer: { fields: { lastName } } } }),
	],
	['checkout', 'Metadata', checkout, inCollection('additionalFields', 'metadata')],
	['event', 'Title', event, alone('title')],
	[
		'event',
		'Price',
		event,
		(price) => ({ additionalFields: { tierList: { tier: [{ label: 'Adulte', price }] } } }),
	],
	['event', 'Max Entries', event, inCollection('additionalFields', 'maxEntries')],
	['event', 'Accept Open Donation', event, inCollection('additionalFields', 'acceptOpenDonation')],
	['state', 'State', state, alone('state')],
	['state', 'Form', state, (value) => ({ formSlug: { __rl: true, mode: 'slug', value } })],
	['state', 'Form Type', state, alone('formType')],
	['domain', 'Domain', { resource: 'partner', operation: 'updateDomain' }, alone('domain')],
	...['delete', 'set'].flatMap((operation): typeof WRITES => [
		[operation, 'Notification Type', { ...notification, operation }, alone('notificationType')],
	]),
	['API call', 'Body', apiCall, alone('body')],
	[
		'API call',
		'Value',
		apiCall,
		(value) => ({ queryParameters: { parameters: [{ name: 'amount', value }] } }),
	],
];

describe.each(WRITES)('%s: %s', (_write, label, parameters, withValue) => {
	test.each(NOTHING)('%s sends nothing and names the parameter', async (value) => {
		const { error } = await run({ ...parameters, ...withValue(value) });
		expect(error?.context).toMatchObject({ errorType: 'invalidParameter' });
		expect(error?.message).toMatch(`'${label}' is `);
		expect(sim.requests).toHaveLength(0);
	});
});

describe('API Call › a parameter without value in a query', () => {
	test.each([
		['in the path', { path: '=/payments/1/refund?amount={{ $json.typo }}' }, 'Path'],
		['in the path of a read', { method: 'GET', path: '/values/tags?from=' }, 'Path'],
		[
			'of its own',
			{ queryParameters: { parameters: [{ name: 'amount', value: '' }] } },
			'Query Parameters',
		],
	])('%s sends nothing', async (_where, parameters, label) => {
		const { error } = await run({ ...apiCall, ...parameters });
		expect(error?.message).toMatch(new RegExp(`^'${label}' has no value for '\\w+'$`));
		expect(sim.requests).toHaveLength(0);
	});

	test('a value without a name sends nothing', async () => {
		const queryParameters = { parameters: [{ name: '', value: '500' }] };
		const { error } = await run({ ...apiCall, queryParameters });
		expect(error?.message).toBe("'Query Parameters' hold a value without a name");
		expect(sim.requests).toHaveLength(0);
	});

	test('a header that turns a read into a write sends nothing', async () => {
		const headerParameters = { parameters: [{ name: 'X-HTTP-Method-Override', value: 'POST' }] };
		const { error } = await run({ ...apiCall, method: 'GET', headerParameters });
		expect(error?.message).toBe("'Headers' must not set 'X-HTTP-Method-Override'");
		expect(sim.requests).toHaveLength(0);
	});
});

test('an event whose tier has no price is not created', async () => {
	const tierList = { tier: [{ label: 'A', price: null }] };
	const { error } = await run({ ...event, additionalFields: { tierList } });
	expect(error?.message).toBe("'Price' is empty");
	expect(sim.requests).toHaveLength(0);
});

describe('refund', () => {
	const payment = () =>
		sim.data.payments.find(
			({ id, state: now, type }) => id >= 40_000_000 && now === 'Authorized' && type !== 'Offline',
		) as { id: number };

	test.each([undefined, 0, '', null, '0,00', '={{ 25 - 25 }}', '={{ 0 }}'])(
		'of a part of %p is refused before a request leaves',
		async (refundAmount) => {
			const { error } = await run({ ...refund, refundType: 'part', refundAmount });
			expect(error?.message).toBe("'Refund Amount' must be more than 0");
			expect(sim.requests).toHaveLength(0);
		},
	);

	test.each([5, '5', '={{ 5 }}', '={{ 25 - 25 }}', '={{ "0" }}'])(
		'of the whole payment beside an amount of %p is refused before a request leaves',
		async (refundAmount) => {
			for (const refundType of [undefined, 'whole', '={{ "whole" }}']) {
				const { error } = await run({ ...refund, refundType, refundAmount });
				expect(error?.message).toBe("'Refund Amount' is set, but 'Refund Type' is 'Whole Payment'");
			}
			expect(sim.requests).toHaveLength(0);
		},
	);

	test('of a type that does not exist is refused before a request leaves', async () => {
		const { error } = await run({ ...refund, refundType: '={{ "partial" }}', refundAmount: 5 });
		expect(error?.message).toBe("'Refund Type' is 'partial'");
		expect(sim.requests).toHaveLength(0);
	});

	test('of the whole payment sends no amount, with the 0 that an empty field holds', async () => {
		const { id } = payment();
		const { error } = await run({ ...refund, paymentId: id, refundType: 'whole', refundAmount: 0 });
		expect(error).toBeUndefined();
		expect(sim.apiRequests.map(({ query }) => query)).toEqual([{}]);
	});

	test('of a computed part sends its whole cents', async () => {
		const { id } = payment();
		const amount = '={{ 1.1 * 3 }}';
		await run({ ...refund, paymentId: id, refundType: 'part', refundAmount: amount });
		expect(sim.apiRequests.map(({ query }) => query)).toEqual([{ amount: '330' }]);
	});
});

describe('a filter that was added, but is empty', () => {
	const list = { resource: 'order', operation: 'getAll', organizationSlug };

	test.each([...NOTHING, ''])('From of %p reads nothing', async (from) => {
		const { error } = await run({ ...list, filters: { from } });
		expect(error?.message).toBe("'From' was added, but is empty");
		expect(sim.requests).toHaveLength(0);
	});

	test.each([...NOTHING, '={{ [] }}', ' , ', []])(
		'Form Types of %p reads nothing',
		async (types) => {
			const { error } = await run({ ...list, filters: { formTypes: types } });
			expect(error?.message).toBe("'Form Types' was added, but is empty");
			expect(sim.requests).toHaveLength(0);
		},
	);
});

describe('what a read may leave empty', () => {
	const list = { resource: 'order', operation: 'getAll', limit: 1 };

	test.each(NOTHING.slice(0, 4))('the organization of %p is that of the key', async (value) => {
		const { error } = await run({ ...list, organizationSlug: { __rl: true, mode: 'slug', value } });
		expect(error).toBeUndefined();
		expect(sim.apiRequests.at(-1)?.path).toBe(`/v5/organizations/${slug}/orders`);
	});

	test('the token of a first run', async () => {
		const { error } = await runNode({
			credential: credentialFor(sim, 'partner'),
			parameters: {
				resource: 'partner',
				operation: 'getOrganizations',
				limit: 1,
				options: { continuationToken: '={{ $json.typo }}' },
			},
		});
		expect(error).toBeUndefined();
	});
});

describe('switches', () => {
	const payments = { resource: 'payment', operation: 'getAll', organizationSlug, limit: 2 };

	test.each(['={{ "false" }}', '={{ "False" }}', '={{ false }}'])(
		'Return All of %s is off',
		async (returnAll) => {
			expect((await run({ ...payments, returnAll })).json()).toHaveLength(2);
		},
	);

	test.each([
		['={{ "false" }}', false],
		['={{ "true" }}', true],
	])('Simplify of %s', async (simplify, isSimple) => {
		const [record] = (await run({ ...payments, simplify })).json();
		expect('amountEuros' in record).toBe(isSimple);
	});

	test('Full Response and Send Access Token of an API call', async () => {
		const call = { resource: 'api', operation: 'call', path: '/values/tags' };
		const options = { fullResponse: '={{ "true" }}', sendAccessToken: '={{ "true" }}' };
		expect((await run({ ...call, options })).json()[0]).toMatchObject({ statusCode: 200 });
		sim.clearRequests();
		await run({ ...call, options: { fullResponse: '={{ "false" }}', sendAccessToken: 'false' } });
		expect(sim.apiRequests[0].headers).not.toHaveProperty('authorization');
	});

	test.each([
		['returnAll', 'Return All'],
		['simplify', 'Simplify'],
	])('%s that is neither on nor off is refused', async (name, label) => {
		for (const value of [...NOTHING, '={{ 0 }}', '={{ "no" }}']) {
			const { error } = await run({ ...payments, [name]: value });
			expect(error?.message).toMatch(`'${label}' is neither true nor false`);
		}
		expect(sim.requests).toHaveLength(0);
	});
});
