import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { type Credential, credentialFor, runNode } from './engine';

let sim: Simulator;
let credential: Credential;
const slug = 'les-amis-du-velo';
const organizationSlug = { __rl: true, mode: 'slug', value: slug };
const basics = {
	resource: 'checkoutIntent',
	operation: 'create',
	organizationSlug,
	totalAmount: 70.07,
	itemName: 'Adhésion 2027',
	backUrl: 'https://example.org/back',
	errorUrl: 'https://example.org/error',
	returnUrl: 'https://example.org/return',
};
/** The first of a month, some months from now. */
const inMonths = (count: number, day = '05') => {
	const date = new Date();
	date.setUTCDate(15);
	date.setUTCMonth(date.getUTCMonth() + count);
	return `${date.toISOString().slice(0, 8)}${day}`;
};

beforeAll(async () => {
	sim = await startSimulator();
	credential = credentialFor(sim);
});
beforeEach(() => {
	sim.clearFaults();
	sim.clearRequests();
});
afterAll(async () => {
	await sim.stop();
});

const create = async (parameters: IDataObject) =>
	await runNode({ credential, parameters: { ...basics, ...parameters } });

test('cents out of euros, the first payment is the rest of the total', async () => {
	const { json, error } = await create({
		containsDonation: true,
		terms: {
			term: [
				{ amount: 20.02, date: inMonths(1) },
				{ amount: '20,03', date: inMonths(2) },
			],
		},
		additionalFields: {
			enableSepa: true,
			metadata: '{"reference":"A-12"}',
			payer: {
				fields: {
					firstName: 'Camille',
					lastName: 'Exemple',
					email: 'camille@example.org',
					country: 'fra',
					dateOfBirth: '1990-02-03',
				},
			},
		},
	});
	expect(error).toBeUndefined();
	expect(sim.apiRequests.map(({ method, path, query }) => [method, path, query])).toEqual([
		['POST', `/v5/organizations/${slug}/checkout-intents`, {}],
	]);
	expect(sim.apiRequests[0].body).toEqual({
		totalAmount: 7007,
		initialAmount: 3002,
		itemName: 'Adhésion 2027',
		backUrl: basics.backUrl,
		errorUrl: basics.errorUrl,
		returnUrl: basics.returnUrl,
		containsDonation: true,
		terms: [
			{ amount: 2002, date: `${inMonths(1)}T12:00:00Z` },
			{ amount: 2003, date: `${inMonths(2)}T12:00:00Z` },
		],
		payer: {
			firstName: 'Camille',
			lastName: 'Exemple',
			email: 'camille@example.org',
			country: 'FRA',
			dateOfBirth: '1990-02-03T12:00:00Z',
		},
		metadata: { reference: 'A-12' },
		paymentOptions: { enableSepa: true },
	});
	expect(json()).toEqual([
		{ id: expect.any(Number) as number, redirectUrl: expect.stringContaining('http') as string },
	]);
});

test('the least that is needed', async () => {
	await create({});
	expect(sim.apiRequests[0].body).toEqual({
		totalAmount: 7007,
		initialAmount: 7007,
		itemName: 'Adhésion 2027',
		backUrl: basics.backUrl,
		errorUrl: basics.errorUrl,
		returnUrl: basics.returnUrl,
		containsDonation: false,
	});
});

test.each(['Indian/Reunion', 'America/Martinique', 'Europe/Paris'])(
	'a term and a birth date stay the same day from %s',
	async (timezone) => {
		const date = `${inMonths(2).slice(0, 7)}-01`;
		const { error } = await runNode({
			credential,
			timezone,
			parameters: {
				...basics,
				terms: { term: [{ amount: 10, date }] },
				additionalFields: { payer: { fields: { dateOfBirth: '1990-02-01' } } },
			},
		});
		expect(error).toBeUndefined();
		expect(sim.apiRequests[0].body).toMatchObject({
			terms: [{ amount: 1000, date: `${date}T12:00:00Z` }],
			payer: { dateOfBirth: '1990-02-01T12:00:00Z' },
		});
	},
);

test.each(['Li', 'Bo'])('a payer called %s is sent', async (lastName) => {
	const { error } = await create({
		additionalFields: { payer: { fields: { firstName: 'Camille', lastName } } },
	});
	expect(error).toBeUndefined();
	expect(sim.apiRequests[0].body).toMatchObject({ payer: { firstName: 'Camille', lastName } });
});

test('a computed amount is sent in whole cents, a third decimal is refused', async () => {
	await create({ totalAmount: '={{ 33.3 * 3 }}' });
	expect(sim.apiRequests[0].body).toMatchObject({ totalAmount: 9990, initialAmount: 9990 });
	const { error } = await create({ totalAmount: '={{ 12.345 }}' });
	expect(error?.message).toBe("'Total Amount' is not an amount in euros: '12.345'");
	expect(sim.apiRequests).toHaveLength(1);
});

test.each(['reset', 'resetAfterHandling', 'hang'] as const)(
	'is sent once though the network fails (%s)',
	async (fault) => {
		const before = sim.data.checkoutIntents.length;
		sim.failNext({ match: { method: 'POST', path: /checkout-intents$/ }, [fault]: true }, 3);
		await create({ options: { timeout: 300 } });
		expect(sim.apiRequests).toHaveLength(1);
		expect(sim.data.checkoutIntents.length - before).toBe(fault === 'resetAfterHandling' ? 1 : 0);
	},
);

test('read back: unpaid without order, paid with it', async () => {
	const { json } = await create({});
	const { id } = json()[0] as { id: number };
	const get = {
		resource: 'checkoutIntent',
		operation: 'get',
		organizationSlug,
		checkoutIntentId: id,
	};
	sim.clearRequests();
	expect((await runNode({ credential, parameters: get })).json()).toEqual([
		expect.objectContaining({ id, isPaid: false, orderId: null }),
	]);
	sim.payCheckout(id);
	expect(
		(
			await runNode({
				credential,
				parameters: { ...get, options: { withFailedRefundOperation: true } },
			})
		).json(),
	).toEqual([expect.objectContaining({ id, isPaid: true, amountEuros: 70.07 })]);
	expect(sim.apiRequests.map(({ path, query }) => [path, query])).toEqual([
		[`/v5/organizations/${slug}/checkout-intents/${id}`, {}],
		[`/v5/organizations/${slug}/checkout-intents/${id}`, { withFailedRefundOperation: 'true' }],
	]);
});

const payer = (fields: IDataObject) => ({ additionalFields: { payer: { fields } } });
const terms = (...term: IDataObject[]) => ({ terms: { term } });

test.each<[string, IDataObject, RegExp]>([
	['no amount', { totalAmount: 0 }, /^'Total Amount' must be more than 0/],
	['three decimals', { totalAmount: '10.001' }, /^'Total Amount' is not an amount in euros/],
	['no item name', { itemName: '={{ "" }}' }, /^'Item Name' is empty/],
	['a long item name', { itemName: 'x'.repeat(251) }, /^'Item Name' is longer than 250 characters/],
	['http', { backUrl: 'http://example.org' }, /^'Back URL' is not an https address/],
	[
		'http to a host that only begins as this machine',
		{ backUrl: 'http://localhost.example.org/' },
		/^'Back URL' is not an https address/,
	],
	['no URL', { returnUrl: 'example.org' }, /^'Return URL' is not an https address/],
	[
		'a user in the URL',
		{ errorUrl: 'https://a@example.org' },
		/^'Error URL' is not an https address/,
	],
	[
		'a term this month',
		terms({ amount: 10, date: inMonths(0) }),
		/^'Further Terms' hold the month/,
	],
	[
		'two terms in a month',
		terms({ amount: 10, date: inMonths(1) }, { amount: 10, date: inMonths(1, '20') }),
		/^'Further Terms' hold the month .* twice/,
	],
	['the 28th', terms({ amount: 10, date: inMonths(1, '28') }), /^'Further Terms' hold the day 28/],
	['a term of 0', terms({ amount: 0, date: inMonths(1) }), /^'Further Terms' hold an amount of 0/],
	['a term without date', terms({ amount: 5 }), /^'Further Terms' hold one without date/],
	[
		'terms over the total',
		terms({ amount: 70.07, date: inMonths(1) }),
		/^'Further Terms' add up to the total amount or more/,
	],
	[
		'twelve terms',
		terms(...Array.from({ length: 12 }, (_, index) => ({ amount: 1, date: inMonths(index + 1) }))),
		/^'Further Terms' are more than 11/,
	],
	[
		'a name of one letter',
		payer({ firstName: 'A' }),
		/^'Payer' has a 'First Name' that HelloAsso refuses: it has a single letter/,
	],
	['a digit', payer({ lastName: 'Mart1n' }), /'Last Name' .*: it has a digit/],
	['no vowel', payer({ firstName: 'Brr' }), /'First Name' .*: it has no vowel/],
	[
		'three equal letters',
		payer({ firstName: 'Annne' }),
		/'First Name' .*: it has the same letter three times/,
	],
	['another script', payer({ firstName: 'Анна' }), /'First Name' .*: only latin letters/],
	['a refused word', payer({ firstName: 'Test' }), /'First Name' .*: it is no name/],
	['equal names', payer({ firstName: 'Martin', lastName: 'MARTIN' }), /^'Payer' has the same/],
	['no e-mail address', payer({ email: 'camille' }), /^'Payer' has an 'Email' that is no address/],
	[
		'two letters of country',
		payer({ country: 'FR' }),
		/^'Country' must have three letters, not 'FR'/,
	],
	[
		'a child',
		payer({ dateOfBirth: `${new Date().getFullYear() - 17}-01-01` }),
		/^'Payer' is not an adult/,
	],
	[
		'metadata that is no JSON',
		{ additionalFields: { metadata: '{"a":' } },
		/^'Metadata' is not a JSON object/,
	],
	[
		'metadata that is too long',
		{ additionalFields: { metadata: JSON.stringify({ a: 'x'.repeat(20_000) }) } },
		/^'Metadata' is longer than 20000 characters/,
	],
])('%s is refused before a request leaves', async (_name, parameters, message) => {
	const { error } = await create(parameters);
	expect(error?.message).toMatch(message);
	expect(error?.description).toMatch(/\(Parameter '\w+'\.\)$/);
	expect(sim.requests).toHaveLength(0);
});

test('an organization that may not receive payments', async () => {
	const { error } = await runNode({
		credential: credentialFor(sim, 'twoAssociations'),
		parameters: {
			...basics,
			organizationSlug: { __rl: true, mode: 'slug', value: 'club-de-lecture' },
		},
	});
	expect(error?.context).toMatchObject({ errorType: 'conflict' });
	expect(error?.description).toContain('may not receive payments yet');
});
