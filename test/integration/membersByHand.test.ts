import type { IDataObject } from 'n8n-workflow';

import { stopClock } from '../fixtures/clock';
import type { Sale } from '../fixtures/handWritten';
import { serveByHand } from './byHand';

/**
 * Where an answer about members turns: one day, one form, one year beside the cases of `answersByHand`. The clock
 * stands still, because the next thirty days and the forms that are open depend on it.
 */

const NOW = '2026-03-01T23:30:00.000Z';

const byHand = serveByHand(() => ({ forms: FORMS }));
const { helloAsso } = byHand;
beforeEach(() => {
	stopClock(Date.parse(NOW));
});
afterEach(() => {
	jest.useRealTimers();
});

type Asked = [parameters?: IDataObject, more?: Parameters<typeof byHand.run>[1]];
const asked = (operation: string, parameters: IDataObject = {}) => ({
	...{ resource: 'member', operation },
	...(operation === 'getEnding' && { returnAll: true }),
	...parameters,
});
const run = async (operation: string, ...[parameters, more]: Asked) =>
	await byHand.run(asked(operation, parameters), more);
const ask = async (operation: string, ...[parameters, more]: Asked) =>
	await byHand.ask(asked(operation, parameters), more);
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

test('Get Ending › a debit under way since the last one ended › neither of the two ends in the period', async () => {
	helloAsso.sales = [
		member(1, '2024-03-05'),
		member(2, '2025-03-10', { item: { state: 'Waiting' } }),
		member(3, '2025-03-10', { name: 'Bela Modèle' }),
		member(4, '2026-02-20', { name: 'Bela Modèle', item: { state: 'Waiting' } }),
		member(5, '2025-03-11', { name: 'Cleo Modèle' }),
	];
	expect(await ending({ from: '2026-03-01', to: '2026-04-01' })).toEqual([[5]]);
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

describe('Check', () => {
	interface Match extends IDataObject {
		isMember: boolean;
		itemId: number;
	}
	type Answer = IDataObject & { matches: Match[] };
	const check = async (wanted: IDataObject) => (await ask('check', wanted))[0] as Answer;
	const found = ({ isMember, validUntil, foundBy, matches }: Answer) => [
		isMember,
		validUntil,
		foundBy,
		...matches.map(({ itemId }) => itemId),
	];
	/** The ends of paths, first pages only, with their search and bounds. */
	const read = () =>
		helloAsso.requests
			.filter(({ searchParams }) => !searchParams.has('continuationToken'))
			.map(({ pathname, searchParams }) =>
				[
					pathname.replace(/^.*\/club\//, ''),
					...['userSearchKey', 'from', 'to'].map((name) => searchParams.get(name)),
				]
					.filter((part) => part !== null)
					.join(' '),
			);
	const seasons = {
		'Membership/s24': season('Saison 24', '2024-09-01', '2025-08-31'),
		'Membership/s25': season('Saison 25', '2025-09-01', '2026-08-31'),
		'Membership/s26': season('Saison 26', '2026-09-01', '2027-08-31'),
		'Membership/vie': form('À vie', { validityType: 'Illimited' }),
	};
	const nadia = { firstName: 'Nadia', lastName: 'Absente' };
	const alix = { firstName: 'Alix', lastName: 'Exemple' };

	test('of names that nobody has › reads whoever may be a member on the day, once, and nothing else', async () => {
		helloAsso.forms = { ...FORMS, ...seasons, 'Membership/x': form('X'), 'Event/bal': form('Bal') };
		helloAsso.refusals['/forms/Membership/x/public'] = 404;
		const wanted = { firstName: '={{ $json.first }}', lastName: 'Bée' };
		const answers = await ask('check', wanted, { items: [{ first: 'Hélène' }, { first: 'Bo' }] });
		expect(pickEach(answers, 'isMember', 'foundBy', 'matches')).toEqual([
			[false, null, []],
			[false, null, []],
		]);
		// Items are answered several at a time.
		expect(read().sort()).toEqual(
			[
				'forms',
				...['adhesion', 's24', 's25', 's26', 'vie', 'x'].map(
					(slug) => `forms/Membership/${slug}/public`,
				),
				'forms/Membership/adhesion/items 2025-03-01T00:00:00.000Z',
				'forms/Membership/s25/items',
				'forms/Membership/vie/items',
				'items Bée',
				'items Hélène',
			].sort(),
		);
		for (const { pathname, searchParams } of helloAsso.requests)
			if (pathname.endsWith('/items'))
				expect(
					['tierTypes', 'itemStates', 'withDetails'].map((name) => searchParams.getAll(name)),
				).toEqual([['Membership'], ['Processed', 'Registered', 'Waiting'], ['true']]);
		const [{ searchParams }] = helloAsso.requests.filter(({ pathname }) =>
			pathname.endsWith('/forms'),
		);
		expect(['formTypes', 'states'].map((name) => searchParams.getAll(name))).toEqual([
			['Membership'],
			['Public', 'Private', 'Draft', 'Disabled'],
		]);
	});

	test('of many names that nobody has › most need no search, since all were read', async () => {
		const items = Array.from({ length: 60 }, (_, index) => ({ last: `Absente${index}` }));
		await ask('check', { firstName: 'Nadia', lastName: '={{ $json.last }}' }, { items });
		const [searches, lists] = ['items Absente', 'forms/Membership/adhesion/items'].map(
			(path) => read().filter((one) => one.startsWith(path)).length,
		);
		expect(searches).toBeLessThan(30);
		expect(lists).toBe(1);
	});

	test.each([
		[
			'bought in the first minutes of the day a year before',
			'2025-03-02T00:10:00+01:00',
			'adhesion',
			'2026-03-02',
		],
		['bought for a season, long before it', '2024-01-02T10:00:00+01:00', 's25', '2026-08-31'],
		['bought without end, years before', '2019-01-02T10:00:00+01:00', 'vie', null],
	])(
		"a member that HelloAsso's search does not find, %s › is found",
		async (_when, date, slug, until) => {
			helloAsso.forms = { ...FORMS, ...seasons };
			helloAsso.sales = [member(1, date, { name: 'Éloïse Exemplé', form: slug })];
			expect(found(await check({ firstName: 'Eloise', lastName: 'Exemple' }))).toEqual([
				true,
				until,
				'name',
				1,
			]);
		},
	);

	test('each item for its own day and association', async () => {
		helloAsso.sales = [member(1, '2024-02-01', { name: 'Élie Bée' })];
		const wanted = {
			firstName: 'Elie',
			lastName: 'Bee',
			validOn: '={{ $json.on }}',
			organizationSlug: { __rl: true, mode: 'slug', value: '={{ $json.club }}' },
		};
		const on = (day: string, club = 'club') => ({ on: day, club });
		const days = [on('2026-03-02'), on('2025-01-15'), on('2025-02-02'), on('2025-02-01')];
		expect(pickEach(await ask('check', wanted, { items: days }), 'isMember')).toEqual([
			[false],
			[true],
			[false],
			[true],
		]);
		const many = Array.from({ length: 60 }, () => on('2025-01-15'));
		const { error } = await run('check', wanted, {
			items: [...many, on('2025-01-15', 'other')],
		});
		expect(error?.message).toBe(
			"HelloAsso does not know 'Organization' = 'other' (organizationSlug)",
		);
	});

	test('a fault that passes › does not decide over the items that follow', async () => {
		helloAsso.sales = [member(1, '2026-02-01', { name: 'Élie Bée' })];
		helloAsso.refusals['/club/forms'] = [400];
		const items = Array.from({ length: 60 }, (_, index) => ({ index }));
		const node = { onError: 'continueRegularOutput' as const };
		const name = { firstName: 'Elie', lastName: 'Bee' };
		const { json, error } = await run('check', name, { items, node });
		expect(error).toBeUndefined();
		expect(json()[0]).toMatchObject({ error: expect.any(String) as string });
		expect(json().at(-1)).toMatchObject({ isMember: true, validUntil: '2027-02-01' });
	});

	test('where HelloAsso does not heed what is asked › no donation and nothing that was left is a match', async () => {
		helloAsso.reading = { ignores: true };
		const left = ['Abandoned', 'Canceled', 'Deleted', 'Refused', 'Unknown'];
		helloAsso.sales = [
			...left.map((state, index) => member(index, '2026-01-10', { item: { state } })),
			member(7, '2026-01-10', { item: { type: 'Donation' } }),
			member(8, '2026-01-10', { item: { type: null } }),
		];
		expect(found(await check({ email: 'alix@example.org' }))).toEqual([
			true,
			'2027-01-10',
			'email',
			8,
		]);
	});

	test('an address that is part of another › is not that one', async () => {
		helloAsso.sales = [
			member(1, '2026-01-10', { email: 'malix@example.org' }),
			member(2, '2024-01-10', { email: ' Alix@Example.org ' }),
		];
		expect(found(await check({ email: 'alix@example.org' }))).toEqual([false, null, 'email', 2]);
	});

	test('several matches › members first and the later end first, then who was one, then who was refunded', async () => {
		const email = 'famille@example.org';
		const told = (name: string, more: Told = {}) => ({ name: `${name} Modèle`, email, ...more });
		helloAsso.forms = { ...FORMS, ...seasons };
		const gone = member(3, '2026-02-01', told('Cleo'));
		Object.assign(gone.payments?.[0] ?? {}, { state: 'Refunded' });
		helloAsso.sales = [
			gone,
			member(4, '2024-01-10', told('Dora')),
			member(5, '2024-06-10', told('Emma')),
			// Ends after the next one, though it was bought before.
			member(6, '2025-04-10', told('Fred', { form: 's25' })),
			member(7, '2025-05-10', told('Gina')),
		];
		const { json, run: data } = await run('check', { email });
		expect(found(json()[0] as Answer)).toEqual([true, '2026-08-31', 'email', 6, 7, 5, 4, 3]);
		const hint = 'Several people were found for one input item';
		expect(JSON.stringify(data.data.resultData.runData)).toContain(hint);
		helloAsso.sales = [gone, member(4, '2024-01-10', told('Dora'))];
		const none = await run('check', { email });
		expect(found(none.json()[0] as Answer)).toEqual([false, null, 'email', 4, 3]);
		expect(none.json()[0]).toMatchObject({ membership: null });
		expect(JSON.stringify(none.run.data.resultData.runData)).toContain(hint);
		helloAsso.sales = [gone];
		const one = await run('check', { email });
		expect(found(one.json()[0] as Answer)).toEqual([false, null, 'email', 3]);
		expect(JSON.stringify(one.run.data.resultData.runData)).not.toContain(hint);
	});

	test('of one person, the membership of that day rather than one that begins later or came back', async () => {
		helloAsso.forms = { ...FORMS, ...seasons };
		const back = member(3, '2026-02-01');
		Object.assign(back.payments?.[0] ?? {}, { state: 'Refunded' });
		helloAsso.sales = [
			member(1, '2026-02-20', { form: 's26' }),
			member(2, '2025-06-01'),
			back,
			member(4, '2024-06-01'),
		];
		expect(found(await check({ email: 'alix@example.org' }))).toEqual([
			true,
			'2026-06-01',
			'email',
			2,
		]);
		expect(found(await check({ email: 'alix@example.org', validOn: '2026-10-01' }))).toEqual([
			true,
			'2027-08-31',
			'email',
			1,
		]);
		helloAsso.sales = [back, member(4, '2024-06-01')];
		expect(found(await check({ email: 'alix@example.org' }))).toEqual([false, null, 'email', 4]);
	});

	test('with address and name › a member at the address needs no search by name', async () => {
		helloAsso.sales = [member(1, '2026-01-10')];
		expect(found(await check({ ...alix, email: 'alix@example.org' }))).toEqual([
			true,
			'2027-01-10',
			'email',
			1,
		]);
		expect(read()).toEqual(['items alix@example.org', 'forms/Membership/adhesion/public']);
	});

	test('with address and name › no member at the address, but one at another', async () => {
		helloAsso.sales = [
			member(1, '2024-01-10'),
			member(2, '2026-01-10', { email: 'new@example.org' }),
		];
		expect(found(await check({ ...alix, email: 'alix@example.org' })).slice(0, 3)).toEqual([
			true,
			'2027-01-10',
			'name',
		]);
	});

	test('with address and name › others at the address, and one who was a member at another', async () => {
		helloAsso.sales = [
			member(1, '2026-01-10', { name: 'Bela Exemple', email: 'famille@example.org' }),
			member(2, '2023-01-10'),
		];
		expect(found(await check({ ...alix, email: 'famille@example.org' }))).toEqual([
			false,
			null,
			'name',
			2,
		]);
		expect(found(await check({ ...nadia, email: 'famille@example.org' }))).toEqual([
			false,
			null,
			null,
		]);
	});

	test('a name that the search finds among those who were members › is looked for among the others too', async () => {
		helloAsso.sales = [
			member(1, '2024-01-10', { name: 'Eloise Exemple' }),
			member(2, '2026-01-10', { name: 'Éloïse Exemplé' }),
		];
		const [isMember, until, by] = found(await check({ firstName: 'Eloise', lastName: 'Exemple' }));
		expect([isMember, until, by]).toEqual([true, '2027-01-10', 'name']);
	});

	test.each([
		['the day before it is over', '2025-03-01', false],
		['the day itself', '2025-03-02', true],
		['that began in the first minutes of today', '2026-03-02T00:10:00+01:00', true],
		['that begins tomorrow', '2026-03-03T00:10:00+01:00', false],
	])('without a day › today is that of Paris: %s', async (_when, date, isMember) => {
		helloAsso.sales = [member(1, date)];
		expect((await check({ email: 'alix@example.org' })).isMember).toBe(isMember);
		expect((await check(alix)).isMember).toBe(isMember);
	});

	test('the member is the participant, not who paid', async () => {
		helloAsso.sales = [
			member(1, '2026-01-10', { item: { user: { firstName: 'Bela', lastName: 'Modèle' } } }),
		];
		expect(found(await check({ firstName: 'Bela', lastName: 'Modèle' }))).toEqual([
			true,
			'2027-01-10',
			'name',
			1,
		]);
		expect(found(await check(alix))).toEqual([false, null, null]);
	});
});
