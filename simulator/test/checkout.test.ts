import { startSimulator, type Simulator } from '../index';
import type { Payment } from '../model';
import { Api, NOW, validationErrors } from './api';

let sim: Simulator;
let api: Api;
const CHECKOUTS = '/organizations/les-amis-du-velo/checkout-intents';

beforeEach(async () => {
	sim = await startSimulator({ now: NOW, seed: { orders: 44 } });
	api = await Api.as(sim, sim.keys.fullAccess);
});
afterEach(() => sim.stop());

describe('checkout intents', () => {
	const checkout = {
		totalAmount: 10_000,
		initialAmount: 10_000,
		itemName: 'Stage de mécanique',
		backUrl: 'https://velo.example.org/back',
		errorUrl: 'https://velo.example.org/error',
		returnUrl: 'https://velo.example.org/return',
		containsDonation: false,
	};
	const terms = [
		{ amount: 3_000, date: '2026-04-05T00:00:00+02:00' },
		{ amount: 3_000, date: '2026-05-05T00:00:00+02:00' },
	];
	const messages = (json: unknown) =>
		(json as { errors: Array<{ code: string; message: string }> }).errors.map(
			({ message }) => message,
		);

	test('are created, one per call, and read back', async () => {
		const metadata = { reference: 'A-1' };
		const created = await api.call('POST', CHECKOUTS, { ...checkout, metadata });
		expect(created.status).toBe(200);
		const { id, redirectUrl } = created.json as { id: number; redirectUrl: string };
		expect(redirectUrl).toMatch(
			/^https:\/\/www\.helloasso\.com\/associations\/les-amis-du-velo\/checkout\/\w{32}$/,
		);
		const read = await api.get(`${CHECKOUTS}/${id}`);
		expect(read.json).toEqual({ id, redirectUrl, metadata });
		await api.call('POST', CHECKOUTS, { ...checkout, metadata });
		expect(sim.data.checkoutIntents).toHaveLength(2);
	});

	test('get their order when they are paid, the terms as Pending payments', async () => {
		const body = {
			...checkout,
			initialAmount: 4_000,
			terms,
			payer: { firstName: 'Camille', lastName: 'Exemple' },
		};
		const { id } = (await api.call('POST', CHECKOUTS, body)).json as { id: number };
		const order = sim.payCheckout(id);
		const read = (await api.get(`${CHECKOUTS}/${id}`)).json as {
			order: { id: number; checkoutIntentId: number; payments: Payment[] };
		};
		expect(read.order).toMatchObject({
			id: order.id,
			checkoutIntentId: id,
			formType: 'Checkout',
			formSlug: 'default',
			payer: { firstName: 'Camille', lastName: 'Exemple' },
			amount: { total: 10_000 },
		});
		expect(
			read.order.payments.map(({ amount, state, date }) => [amount, state, date.slice(0, 10)]),
		).toEqual([
			[4_000, 'Authorized', '2026-03-18'],
			[3_000, 'Pending', '2026-04-05'],
			[3_000, 'Pending', '2026-05-05'],
		]);
	});

	test('need their seven fields, and take no others', async () => {
		const empty = await api.call('POST', CHECKOUTS, {});
		expect(empty.status).toBe(400);
		expect(Object.keys(validationErrors(empty) as object).sort()).toEqual([
			'backUrl',
			'containsDonation',
			'errorUrl',
			'initialAmount',
			'itemName',
			'returnUrl',
			'totalAmount',
		]);
		const extra = await api.call('POST', CHECKOUTS, { ...checkout, trackingParameter: 'x' });
		expect(validationErrors(extra)).toEqual({
			trackingParameter: ['must NOT have additional properties'],
		});
		const none = await api.call('POST', CHECKOUTS);
		expect(validationErrors(none)).toEqual({ '': ['A non-empty request body is required.'] });
	});

	test.each<[string, object, string]>([
		['text for a number', { totalAmount: '10000' }, 'totalAmount'],
		['a fraction of a cent', { initialAmount: 0.5 }, 'initialAmount'],
		['text for a flag', { containsDonation: 'false' }, 'containsDonation'],
		['251 characters', { itemName: 'x'.repeat(251) }, 'itemName'],
		['two letters of a country', { payer: { country: 'FR' } }, 'payer.country'],
		[
			'a date without offset',
			{ payer: { dateOfBirth: '1990-01-01T00:00:00' } },
			'payer.dateOfBirth',
		],
		['a term without date', { terms: [{ amount: 1 }] }, 'terms.0.date'],
	])('%s', async (_name, change, field) => {
		const answer = await api.call('POST', CHECKOUTS, { ...checkout, ...change });
		expect(answer.status).toBe(400);
		expect(Object.keys(validationErrors(answer) as object)).toEqual([field]);
	});

	test.each<[string, object, string[]]>([
		[
			'no sum',
			{ totalAmount: 9_999 },
			['Le montant total doit être égal à la somme des échéances'],
		],
		[
			'nothing to pay',
			{ totalAmount: 0, initialAmount: 0 },
			['Le montant doit être supérieur à 0'],
		],
		['http', { backUrl: 'http://velo.example.org' }, ['Le champ BackUrl est invalide']],
		['localhost', { errorUrl: 'https://localhost:3000' }, ['Le champ ErrorUrl est invalide']],
		['loopback', { returnUrl: 'https://127.0.0.1/x' }, ['Le champ ReturnUrl est invalide']],
		[
			'a term this month',
			{ initialAmount: 7_000, terms: [{ amount: 3_000, date: '2026-03-25T00:00:00+01:00' }] },
			['Les échéances doivent être postérieures au mois du premier paiement'],
		],
		[
			'two terms in a month',
			{ initialAmount: 4_000, terms: [terms[0], { ...terms[0], date: '2026-04-20T00:00:00Z' }] },
			['Une seule échéance par mois est possible'],
		],
		[
			'a late day',
			{ initialAmount: 7_000, terms: [{ amount: 3_000, date: '2026-04-28T00:00:00+02:00' }] },
			["Le jour d'une échéance doit être compris entre 1 et 27"],
		],
		[
			'no amount',
			{ terms: [{ amount: 0, date: terms[0].date }] },
			["Le montant d'une échéance doit être supérieur à 0"],
		],
		[
			'twelve terms',
			{
				initialAmount: 8_800,
				terms: [...Array<undefined>(12)].map((_none, index) => {
					const month = ((index + 3) % 12) + 1;
					const year = index < 9 ? 2026 : 2027;
					return { amount: 100, date: `${year}-${String(month).padStart(2, '0')}-05T12:00:00Z` };
				}),
			},
			["Le nombre d'échéances est limité à 11"],
		],
		['a short name', { payer: { firstName: 'A' } }, ['Le prénom du payeur est invalide']],
		['a repeated letter', { payer: { lastName: 'Exxxemple' } }, ['Le nom du payeur est invalide']],
		['a digit', { payer: { lastName: 'Exemple2' } }, ['Le nom du payeur est invalide']],
		['no vowel', { payer: { lastName: 'Brrt' } }, ['Le nom du payeur est invalide']],
		['another alphabet', { payer: { firstName: 'Иванов' } }, ['Le prénom du payeur est invalide']],
		['a refused word', { payer: { firstName: 'Anonyme' } }, ['Le prénom du payeur est invalide']],
		[
			'the same name twice',
			{ payer: { firstName: 'Camille', lastName: 'camille' } },
			['Votre prénom doit être différent de votre nom'],
		],
		[
			'a child',
			{ payer: { dateOfBirth: '2008-03-19T00:00:00Z' } },
			["L'acheteur doit être majeur"],
		],
		['a bad address', { payer: { email: 'camille@exemple' } }, ["L'adresse e-mail est invalide"]],
		[
			'long metadata',
			{ metadata: { x: 'x'.repeat(20_000) } },
			['Le champ Metadata dépasse 20000 caractères'],
		],
	])('%s', async (_name, change, expected) => {
		const answer = await api.call('POST', CHECKOUTS, { ...checkout, ...change });
		expect(answer.status).toBe(400);
		expect(messages(answer.json)).toEqual(expected);
		expect(sim.data.checkoutIntents).toEqual([]);
	});

	test('what is just right', async () => {
		const payer = {
			firstName: 'Zoé',
			lastName: "D'Échantillon-Œuf",
			dateOfBirth: '2008-03-18T00:00:00Z',
			email: 'zoe@example.org',
			country: 'FRA',
		};
		const body = {
			...checkout,
			initialAmount: 4_000,
			terms,
			payer,
			paymentOptions: { enableSepa: true },
		};
		expect((await api.call('POST', CHECKOUTS, body)).status).toBe(200);
	});

	test('an association that may not receive money: 409', async () => {
		const small = await Api.as(sim, sim.keys.twoAssociations);
		const path = '/organizations/club-de-lecture/checkout-intents';
		expect((await small.call('POST', path, checkout)).status).toBe(409);
	});

	test("an intent of another organization of one's own is a 403", async () => {
		const { id } = (await api.call('POST', CHECKOUTS, checkout)).json as { id: number };
		const small = await Api.as(sim, sim.keys.twoAssociations);
		expect((await small.get(`/organizations/jardins-partages/checkout-intents/${id}`)).status).toBe(
			403,
		);
	});
});
