import type { IDataObject } from 'n8n-workflow';

import { HandWritten, type Sale } from '../fixtures/handWritten';
import { type Credential, credentialFor, runNode } from './engine';

/**
 * Where an answer about members turns: one day, one form, one year beside the cases of `answersByHand`. The clock
 * stands still, because the next thirty days and the forms that are open depend on it.
 */

const NOW = '2026-03-01T23:30:00.000Z';
/** The clock alone, because the requests are real ones. */
const TIMERS = [
	'hrtime',
	'nextTick',
	'performance',
	'queueMicrotask',
	'setImmediate',
	'clearImmediate',
	'setInterval',
	'clearInterval',
	'setTimeout',
	'clearTimeout',
] as const;

const helloAsso = new HandWritten();
let credential: Credential;
beforeAll(async () => {
	await helloAsso.start();
	credential = credentialFor(helloAsso);
});
afterAll(async () => {
	await helloAsso.stop();
});
beforeEach(() => {
	jest.useFakeTimers({ now: Date.parse(NOW), doNotFake: [...TIMERS] });
	Object.assign(helloAsso, { sales: [], forms: FORMS, exports: {}, reading: {}, requests: [] });
});
afterEach(() => {
	jest.useRealTimers();
});

const run = async (operation: string, parameters: IDataObject = {}, items?: IDataObject[]) =>
	await runNode({
		credential,
		parameters: {
			resource: 'member',
			operation,
			organizationSlug: { __rl: true, mode: 'slug', value: 'club' },
			...(operation === 'getEnding' && { returnAll: true }),
			...parameters,
		},
		items,
	});
const ask = async (operation: string, parameters: IDataObject = {}, items?: IDataObject[]) => {
	const { json, error } = await run(operation, parameters, items);
	expect(error).toBeUndefined();
	return json();
};
const pickEach = (records: IDataObject[], ...names: string[]) =>
	records.map((record) => names.map((name) => record[name]));

const form = (title: string, more: IDataObject = {}): IDataObject => ({
	state: 'Public',
	title,
	validityType: 'MovingYear',
	meta: { createdAt: '2020-01-01T10:00:00+01:00' },
	tiers: [],
	...more,
});
const season = (title: string, from: string, until: string, more: IDataObject = {}) =>
	form(title, {
		validityType: 'Custom',
		startDate: `${from}T00:00:00+02:00`,
		endDate: `${until}T00:00:00+02:00`,
		...more,
	});
const FORMS: Record<string, IDataObject> = { 'Membership/adhesion': form('Adhésion') };

interface Told {
	name?: string;
	email?: string | null;
	form?: string;
	birth?: string;
	item?: IDataObject;
}
/** A membership that was paid at once. `date` without a time is at ten in the morning. */
const member = (id: number, date: string, told: Told = {}): Sale => {
	const { name = 'Alix Exemple', form: formSlug = 'adhesion', birth } = told;
	const [firstName, lastName] = name.split(' ');
	const { email = `${firstName.toLowerCase()}@example.org` } = told;
	const at = date.includes('T') ? date : `${date}T10:00:00+01:00`;
	return {
		order: { id, date: at, formType: 'Membership', formSlug, organizationSlug: 'club' },
		payer: { firstName, lastName, email },
		items: [
			{
				id,
				amount: 3000,
				type: 'Membership',
				state: 'Processed',
				name: 'Adulte',
				user: { firstName, lastName },
				options: [],
				customFields: birth ? [{ name: 'Date de naissance', answer: birth }] : [],
				...told.item,
			},
		],
		payments: [
			{ id, date: at, amount: 3000, amountTip: 0, state: 'Authorized', shares: { [id]: 3000 } },
		],
	};
};

const ending = async (period: IDataObject, ...names: string[]) =>
	pickEach(await ask('getEnding', period), 'itemId', ...names);
/** The days from which memberships were read. */
const readFrom = () => [
	...new Set(
		helloAsso.requests
			.filter(({ pathname }) => pathname.endsWith('/items'))
			.map(({ searchParams }) => searchParams.get('from')),
	),
];

describe('Get Ending › the period', () => {
	test('none entered › from now, which is 2 March in Paris, for thirty days', async () => {
		const days = ['2025-03-01', '2025-03-02', '2025-03-31', '2025-04-01'];
		helloAsso.sales = days.map((day, index) =>
			member(index, day, { name: `${'ABCD'[index]} Modèle` }),
		);
		// Thirty days from half past midnight on 2 March: before 1 April, half past one in summer time.
		expect(await ending({}, 'validUntil')).toEqual([
			[1, '2026-03-02'],
			[2, '2026-03-31'],
		]);
	});

	test("'From' alone › thirty days from it", async () => {
		const days = ['2025-05-30', '2025-05-31', '2025-06-01'];
		helloAsso.sales = days.map((day, index) =>
			member(index, day, { name: `${'ABC'[index]} Modèle` }),
		);
		expect(await ending({ from: '2026-05-01' }, 'validUntil')).toEqual([[0, '2026-05-30']]);
	});

	test.each([
		['late on the last day', { from: '2026-03-10T22:00:00', to: '2026-03-11' }, true],
		['until the last second of it', { from: '2026-03-10', to: '2026-03-10T23:59:59' }, false],
		['from its last second', { from: '2026-03-10T23:59:59', to: '2026-03-12' }, true],
		['from midnight', { from: '2026-03-11', to: '2026-03-12' }, false],
		['from half past eleven in Paris, in UTC', { from: '2026-03-10T22:30:00Z' }, true],
		['from half past midnight in Paris, in UTC', { from: '2026-03-10T23:30:00Z' }, false],
		['from half past midnight there, +00:00', { from: '2026-03-10T23:30:00+00:00' }, false],
		["by the user's clock, far in the east", { from: '2026-03-11T00:30:00+11:00' }, false],
		["by the user's clock, far in the west", { from: '2026-03-10T20:30:00-04:00' }, true],
	])('a membership until 10 March, %s › ends in it: %j %s', async (_when, period, ends) => {
		helloAsso.sales = [member(1, '2025-03-10')];
		expect(await ending({ to: '2026-03-20', ...period })).toEqual(ends ? [[1]] : []);
	});

	test("'To' in the past and no 'From' › says that an empty 'From' means now", async () => {
		const { error } = await run('getEnding', { to: '2026-02-01' });
		expect(error?.message).toBe("'To' is in the past, and an empty 'From' means now");
		expect(error?.description).toBe(
			"For memberships that have ended, enter under 'From' since when; for those that will end, a later day under 'To'. (Parameter 'to'.)",
		);
		expect(helloAsso.requests).toEqual([]);
	});
});

describe('Get Ending › what a membership renewed', () => {
	const march = { from: '2026-03-10', to: '2026-04-01' };

	test.each([
		['a year before, to the day', '2023-03-10T00:10:00+01:00', true],
		['a day more before', '2023-03-09T23:50:00+01:00', false],
		['on the same day', '2025-03-10T09:00:00+01:00', false],
		['the day before this one does', '2025-03-09T10:00:00+01:00', true],
	])('another that ended %s › isRenewal: %s', async (_when, other, isRenewal) => {
		helloAsso.sales = [member(1, other), member(2, '2025-03-10')];
		expect(await ending(march, 'isRenewal')).toEqual([[2, isRenewal]]);
		// Three years before the period, and a day for the clock: no further.
		expect(readFrom()).toEqual(['2023-03-09T00:00:00.000Z']);
	});

	test('a second one of the same day, and one of the year before › is a renewal', async () => {
		helloAsso.sales = [
			member(1, '2024-03-12'),
			member(2, '2025-03-10T11:00:00+01:00'),
			member(3, '2025-03-10T09:00:00+01:00'),
		];
		expect(await ending(march, 'isRenewal')).toEqual([[2, true]]);
	});

	test('a season that ends in the period › is read three years back from its beginning', async () => {
		helloAsso.forms = {
			'Membership/s24': season('Saison 24', '2023-10-01', '2024-09-30'),
			'Membership/s25': season('Saison 25', '2025-09-01', '2026-08-31'),
			'Membership/s26': season('Saison 26', '2026-09-01', '2027-08-31'),
			'Membership/open': form('Sans début', {
				validityType: 'Custom',
				endDate: '2026-08-31T00:00:00+02:00',
			}),
		};
		helloAsso.sales = [
			member(1, '2022-10-02', { form: 's24' }),
			member(2, '2024-09-02', { form: 's25' }),
			member(3, '2026-08-01', { name: 'Bela Modèle', form: 'open' }),
		];
		const period = { from: '2026-08-31', to: '2026-09-01' };
		expect(await ending(period, 'isRenewal', 'renewalFormSlug')).toEqual([
			[2, true, 's26'],
			[3, false, 's26'],
		]);
		expect(readFrom()).toEqual(['2022-08-31T00:00:00.000Z']);
		helloAsso.requests = [];
		expect(await ending({ from: '2026-10-01', to: '2026-11-01' })).toEqual([]);
		expect(readFrom()).toEqual(['2023-09-30T00:00:00.000Z']);
	});

	test('of one form › whose last membership is on another one does not come', async () => {
		helloAsso.forms = { ...FORMS, 'Membership/juniors': form('Juniors') };
		helloAsso.sales = [
			member(1, '2025-03-10', { form: 'juniors' }),
			member(2, '2025-03-11'),
			member(3, '2025-03-12', { name: 'Bela Modèle', form: 'juniors' }),
		];
		const formSlug = { __rl: true, mode: 'slug', value: 'juniors' };
		expect(await ending({ ...march, scope: 'form', formSlug })).toEqual([[3]]);
	});
});

describe('Get Ending › the form to renew on', () => {
	const created = (day: string) => ({ meta: { createdAt: `${day}T10:00:00+01:00` } });
	const adulte = { tiers: [{ label: 'Adulte' }] };
	const closed = { state: 'Disabled' };
	// Today is 2 March in Paris. The membership ended on 28 February.
	const own = (more: IDataObject = closed) =>
		season('Adhésion 2025', '2025-03-01', '2026-02-28', more);
	test.each<[string, Record<string, IDataObject>, string | null]>([
		['none is open', { own: own() }, null],
		[
			'its own, of a moving year, rather than a newer one with title and tier',
			{ own: form('Adhésion'), newer: form('Adhésion', { ...created('2026-01-01'), ...adulte }) },
			'own',
		],
		[
			'the same title but for its year, rather than the same tier on a newer one',
			{
				own: own(),
				title: season('ADHESION 2026', '2026-03-01', '2027-02-28'),
				tier: form('Club', { ...adulte, ...created('2026-01-01') }),
			},
			'title',
		],
		[
			'the same tier, rather than a newer one',
			{ own: own(), tier: form('Club', adulte), newer: form('Amis', created('2026-01-01')) },
			'tier',
		],
		[
			'the newest, of two that are as much like it',
			{
				own: own(),
				old: form('Club', created('2025-01-01')),
				newer: form('Amis', created('2025-01-02')),
			},
			'newer',
		],
		[
			'titles of years alone, which say nothing',
			{
				own: season('2025', '2025-03-01', '2026-02-28', closed),
				year: form('2026'),
				newer: form('Amis', created('2026-01-01')),
			},
			'newer',
		],
		[
			'one that only those with its address can see',
			{ own: own(), x: form('X', { state: 'Private' }) },
			null,
		],
		['a draft', { own: own(), x: form('X', { state: 'Draft' }) }, null],
		[
			'one that is sold until today',
			{ own: own(), x: form('X', { saleEndDate: '2026-03-02T00:00:00+01:00' }) },
			'x',
		],
		[
			'one that was sold until yesterday, which is today by UTC',
			{ own: own(), x: form('X', { saleEndDate: '2026-03-01T23:59:59+01:00' }) },
			null,
		],
		[
			'one that ends on the same day',
			{ own: own(), x: season('X', '2025-03-01', '2026-02-28') },
			null,
		],
		['one that ended since', { own: own(), x: season('X', '2025-03-02', '2026-03-01') }, null],
		['one that ends today', { own: own(), x: season('X', '2025-03-02', '2026-03-02') }, 'x'],
		['another, since its own ends with it', { own: own({}), x: form('X') }, 'x'],
	])('%s', async (_which, forms, expected) => {
		helloAsso.forms = Object.fromEntries(
			Object.entries(forms).map(([slug, one]) => [`Membership/${slug}`, one]),
		);
		helloAsso.sales = [member(1, '2025-02-28T10:00:00+01:00', { form: 'own' })];
		const period = { from: '2026-02-01', to: '2026-03-02' };
		expect(await ending(period, 'renewalFormSlug')).toEqual([[1, expected]]);
	});
});

test.each<[string, Told, Told, string, number | null]>([
	['at another address, later', {}, { email: 'b@example.org' }, '2025-06-01', 2],
	['at another address, of the same day', {}, { email: 'b@example.org' }, '2025-03-10', null],
	['of another name', {}, { name: 'Bela Exemple' }, '2025-06-01', null],
	['with a birth date there', {}, { email: 'b@example.org', birth: '01/02/1960' }, '2025-06-01', 2],
	['with a birth date here', { birth: '01/02/1960' }, { email: 'b@example.org' }, '2025-06-01', 2],
	[
		'with two birth dates',
		{ birth: '01/02/1960' },
		{ email: 'b@example.org', birth: '03/04/1990' },
		'2025-06-01',
		null,
	],
])('Get Ending › possibleRenewalId of another %s', async (_which, own, other, date, expected) => {
	helloAsso.sales = [member(1, '2025-03-10', own), member(2, date, other)];
	const found = await ending({ from: '2026-03-01', to: '2026-04-01' }, 'possibleRenewalId');
	expect(found.find(([id]) => id === 1)).toEqual([1, expected]);
});
