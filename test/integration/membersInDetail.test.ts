import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { DAY, parisDate } from '../../simulator/dates';
import { bookEntries } from '../fixtures/memberBooks';
import { type Credential, credentialFor, runNode } from './engine';

let sim: Simulator;
let credential: Credential;

beforeAll(async () => {
	sim = await startSimulator({ seed: { orders: 0, directory: 0 } });
	credential = credentialFor(sim);
});
beforeEach(() => sim.clearRequests());
afterAll(async () => {
	await sim.stop();
});

const run = async (operation: string, parameters: IDataObject) =>
	await runNode({
		credential,
		parameters: {
			resource: 'member',
			operation,
			organizationSlug: { __rl: true, mode: 'slug', value: sim.organizationSlug },
			...parameters,
		},
	});
const check = async (parameters: IDataObject) => {
	const { error, json } = await run('check', parameters);
	expect(error).toBeUndefined();
	expect(json()).toHaveLength(1);
	return json()[0] as IDataObject & { matches: IDataObject[] };
};
const ending = async (parameters: IDataObject = {}) => {
	const { error, json } = await run('getEnding', { returnAll: true, ...parameters });
	expect(error).toBeUndefined();
	return json();
};
const day = (days: number) => parisDate(sim.now() + days * DAY).slice(0, 10);
const ids = (list: IDataObject[]) => list.map(({ itemId }) => itemId);

describe('Member: Check', () => {
	test('several people behind one address › are a match each, and never one', async () => {
		bookEntries(sim, [
			{ name: 'Zoé+Modèle', email: 'famille@example.org', daysAgo: 10 },
			{ name: 'Noé+Modèle', email: 'Famille@Example.org', daysAgo: 400 },
			{ name: 'Zoe+MODELE', email: 'famille@example.org', daysAgo: 380 },
			{ name: 'Zoé+Modèle', email: 'autre.famille@example.org', daysAgo: 3 },
		]);
		const answer = await check({ email: ' FAMILLE@example.org ' });
		expect(answer).toMatchObject({ isMember: true, foundBy: 'email', membership: 'Adulte' });
		expect(answer.matches.map(({ itemId, isMember }) => [itemId, isMember])).toEqual([
			[1000, true],
			[1008, false],
		]);
	});

	test('father and son of one name behind one address › are two matches, by their birth dates', async () => {
		bookEntries(sim, [
			{ name: 'Yann+Essai', birthDate: '1960-02-01', daysAgo: 10 },
			{ name: 'Yann+Essai', birthDate: '1990-04-03', daysAgo: 500 },
		]);
		const { matches } = await check({ email: 'yann.essai.0@example.org' });
		expect(matches.map(({ itemId, isMember }) => [itemId, isMember])).toEqual([
			[1000, true],
			[1008, false],
		]);
	});

	test.each([
		['paid', true],
		['offline', true],
		['instalments', true],
		['partlyRefunded', true],
		['refunded', false],
		['refused', false],
		['contested', false],
	] as const)('a membership whose money is %s › isMember is %s', async (money, isMember) => {
		bookEntries(sim, [{ name: 'Zoé+Modèle', money, daysAgo: 10 }]);
		expect(await check({ firstName: 'zoe', lastName: 'modele' })).toMatchObject({ isMember });
		expect(await check({ email: 'zoe.modele.0@example.org' })).toMatchObject({
			isMember,
			matches: [{ isMember }],
		});
	});

	test('a direct debit under way › is no membership yet', async () => {
		bookEntries(sim, [{ name: 'Zoé+Modèle', daysAgo: 1, state: 'Waiting' }]);
		expect(await check({ email: 'zoe.modele.0@example.org' })).toMatchObject({
			isMember: false,
			validUntil: null,
			matches: [{ itemId: 1000, isMember: false }],
		});
	});

	test.each([
		['moving', 365, true],
		['moving', 367, false],
		['season-now', 200, true],
		['season-past', 500, false],
		['season-next', 5, false],
		['life', 1300, true],
		['deleted', 5, false],
	] as const)('of the form %s, bought %i days ago › %s', async (formSlug, daysAgo, isMember) => {
		bookEntries(sim, [{ name: 'Zoé+Modèle', formSlug, daysAgo }]);
		const byEmail = await check({ email: 'zoe.modele.0@example.org' });
		expect([formSlug, byEmail.isMember, byEmail.matches.length]).toEqual([formSlug, isMember, 1]);
		const byName = await check({ firstName: 'Modèle', lastName: 'Zoé' });
		expect([formSlug, byName.isMember, byName.foundBy]).toEqual([formSlug, isMember, 'name']);
	});

	test('valid on another day › is judged by that day', async () => {
		bookEntries(sim, [{ name: 'Zoé+Modèle', formSlug: 'season-next', daysAgo: 5 }]);
		const email = 'zoe.modele.0@example.org';
		expect(await check({ email, validOn: day(20) })).toMatchObject({ isMember: true });
		expect(await check({ email, validOn: day(380) })).toMatchObject({ isMember: true });
		expect(await check({ email, validOn: day(382) })).toMatchObject({ isMember: false });
		const name = { firstName: 'Zoé', lastName: 'Modèle' };
		expect(await check({ ...name, validOn: day(20) })).toMatchObject({ isMember: true });
	});

	test('address and name › who is behind the address must have the name, or is found by the name', async () => {
		bookEntries(sim, [
			{ name: 'Zoé+Modèle', email: 'famille@example.org', daysAgo: 10 },
			{ name: 'Noé+Modèle', email: 'noe@example.org', daysAgo: 10 },
		]);
		const email = 'famille@example.org';
		expect(await check({ email, firstName: 'Zoé', lastName: 'Modèle' })).toMatchObject({
			isMember: true,
			foundBy: 'email',
			matches: [{ firstName: 'Zoé' }],
		});
		expect(await check({ email, firstName: 'Noé', lastName: 'Modèle' })).toMatchObject({
			isMember: true,
			foundBy: 'name',
			matches: [{ firstName: 'Noé' }],
		});
		expect(await check({ email, firstName: 'Léa', lastName: 'Modèle' })).toEqual({
			isMember: false,
			validUntil: null,
			membership: null,
			foundBy: null,
			matches: [],
		});
	});

	test('an address in capitals › is found where the search heeds them', async () => {
		bookEntries(sim, [{ name: 'Zoé+Modèle', daysAgo: 10 }]);
		sim.readings.personSearch = 'spelledPart';
		const answer = await check({ email: 'ZOE.Modele.0@example.org' }).finally(() => {
			sim.readings.personSearch = 'part';
		});
		expect(answer).toMatchObject({ isMember: true, foundBy: 'email' });
	});

	test('by address › one request for nobody; a page and its end for somebody, and the form', async () => {
		bookEntries(sim, [{ name: 'Zoé+Modèle', daysAgo: 10 }]);
		await check({ email: 'nobody@example.org' });
		expect(sim.apiRequests).toHaveLength(1);
		sim.clearRequests();
		await check({ email: 'zoe.modele.0@example.org' });
		expect(sim.apiRequests.map(({ path }) => path.replace(/^.*\//, ''))).toEqual([
			'items',
			'items',
			'public',
		]);
	});

	test.each([
		[{}, "'Email' is empty"],
		[{ email: '={{ $json.typo }}' }, "'Email' is empty"],
		[{ email: 'zoe' }, "'Email' is not an e-mail address: 'zoe'"],
		[{ firstName: 'Zoé' }, "'Last Name' is empty"],
		[{ lastName: 'Modèle' }, "'First Name' is empty"],
	])('%j › is refused before anything is sent', async (parameters, message) => {
		const { error } = await run('check', parameters);
		expect(error?.message).toBe(message);
		expect(sim.requests).toEqual([]);
	});
});

describe('Member: Get Ending', () => {
	const END = 365 - 10;

	test('renewed on any form, in any way that counts › is not listed', async () => {
		bookEntries(sim, [
			{ name: 'Zoé+Modèle', daysAgo: END },
			{ name: 'ZOE+modele', daysAgo: 3 },
			{ name: 'Noé+Modèle', daysAgo: END },
			{ name: 'Noé+Modèle', formSlug: 'season-next', daysAgo: 3, money: 'offline' },
			{ name: 'Léa+Modèle', daysAgo: END },
			{ name: 'Léa+Modèle', formSlug: 'life', daysAgo: 900 },
			{ name: 'Théo+Modèle', daysAgo: END },
			{ name: 'Théo+Modèle', daysAgo: 1, state: 'Waiting' },
		]);
		expect(await ending()).toEqual([]);
	});

	test('a membership whose debit is under way › does not end, and leaves a renewal in time to the period', async () => {
		bookEntries(sim, [
			{ name: 'Zoé+Modèle', daysAgo: END, state: 'Waiting' },
			{ name: 'Noé+Modèle', daysAgo: END },
			{ name: 'Noé+Modèle', daysAgo: END - 5, state: 'Waiting' },
		]);
		expect(ids(await ending())).toEqual([1008]);
	});

	test.each(['refused', 'refunded', 'contested'] as const)(
		'a renewal that was %s › is none',
		async (money) => {
			bookEntries(sim, [
				{ name: 'Zoé+Modèle', daysAgo: END },
				{ name: 'Zoé+Modèle', daysAgo: 3, money },
			]);
			expect(ids(await ending())).toEqual([1000]);
		},
	);

	test.each(['refused', 'refunded', 'contested'] as const)(
		'a membership that was %s › does not end',
		async (money) => {
			bookEntries(sim, [{ name: 'Zoé+Modèle', daysAgo: END, money }]);
			expect(await ending()).toEqual([]);
		},
	);

	test('in doubt two records are two people › nobody is dropped, and the doubt is told', async () => {
		bookEntries(sim, [
			{ name: 'Zoé+Modèle', email: 'one@example.org', daysAgo: END },
			{ name: 'Zoé+Modèle', email: 'two@example.org', daysAgo: 3 },
			{ name: 'Noé+Modèle', email: 'noe@example.org', daysAgo: END, birthDate: '1960-01-01' },
			{ name: 'Noé+Modèle', email: 'noe@example.org', daysAgo: 3, birthDate: '1990-01-01' },
			{ name: 'Léa+Modèle', email: 'lea@example.org', daysAgo: END },
			{ name: 'Léa+Modèle', email: null, daysAgo: 3, money: 'offline' },
			{ name: 'Théo+Modèle', email: 'a@example.org', daysAgo: END, birthDate: '1970-01-01' },
			{ name: 'Théo+Modèle', email: 'b@example.org', daysAgo: 3, birthDate: '1970-01-01' },
		]);
		const json = await ending();
		expect(json.map(({ itemId, possibleRenewalId }) => [itemId, possibleRenewalId]).sort()).toEqual(
			[
				[1000, 1008],
				[1016, null],
			],
		);
	});

	test('of several that end, the last one › comes once, as a renewal with its form', async () => {
		bookEntries(sim, [
			{ name: 'Zoé+Modèle', daysAgo: END + 360 },
			{ name: 'Zoé+Modèle', daysAgo: END },
			{ name: 'Zoé+Modèle', daysAgo: END + 5 },
			{ name: 'Noé+Modèle', formSlug: 'season-now', daysAgo: 100 },
		]);
		const json = await ending();
		expect(json).toMatchObject([
			{
				itemId: 1008,
				validUntil: day(10),
				isRenewal: true,
				renewalFormSlug: 'moving',
				renewalFormTitle: 'Adhésion',
				renewalUrl: expect.stringMatching(/\/adhesions\/moving$/) as string,
			},
			{
				itemId: 1024,
				validUntil: day(15),
				isRenewal: false,
				renewalFormSlug: 'season-next',
				renewalFormTitle: 'Saison 3',
			},
		]);
	});

	test('of one form › its memberships, renewals on all', async () => {
		bookEntries(sim, [
			{ name: 'Zoé+Modèle', daysAgo: END },
			{ name: 'Noé+Modèle', formSlug: 'season-now', daysAgo: 100 },
			{ name: 'Léa+Modèle', formSlug: 'season-now', daysAgo: 100 },
			{ name: 'Léa+Modèle', formSlug: 'moving', daysAgo: 3 },
		]);
		const formSlug = { __rl: true, mode: 'slug', value: 'season-now' };
		expect(ids(await ending({ scope: 'form', formSlug }))).toEqual([1008]);
	});

	test('a workflow that runs each day › has each person once', async () => {
		bookEntries(
			sim,
			['Zoé', 'Noé', 'Léa', 'Théo'].map((name, index) => ({
				name: `${name}+Modèle`,
				daysAgo: 365 - index - 0.3 * index,
			})),
		);
		const found: unknown[] = [];
		for (let days = 0; days < 6; days += 1) {
			const [from, to] = [days, days + 1].map((of) => new Date(sim.now() + of * DAY).toISOString());
			found.push(...ids(await ending({ from, to })));
		}
		expect(found).toEqual([1000, 1008, 1016, 1024]);
	});

	test('a period that ends before it begins › is refused', async () => {
		const { error } = await run('getEnding', { from: day(3), to: day(1) });
		expect(error?.message).toBe("'To' is not after 'From'");
		expect(sim.requests).toEqual([]);
	});

	test('a deleted form › is told under the output, since nobody knows when its memberships end', async () => {
		bookEntries(sim, [{ name: 'Zoé+Modèle', formSlug: 'deleted', daysAgo: END }]);
		const { json, run: data } = await run('getEnding', { returnAll: true });
		expect(json()).toEqual([]);
		const hints = JSON.stringify(data.data.resultData.runData);
		expect(hints).toContain('1 membership was left out: HelloAsso no longer shows the form');
	});
});
