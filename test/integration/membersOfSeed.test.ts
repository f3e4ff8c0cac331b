import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { DAY, parisDate } from '../../simulator/dates';
import type { Item } from '../../simulator/model';
import { type Credential, credentialFor, runNode } from './engine';

/** The seeded association: a year of sales on one form, of a year each. */
let sim: Simulator;
let credential: Credential;
beforeAll(async () => {
	sim = await startSimulator();
	credential = credentialFor(sim);
});
beforeEach(() => sim.clearRequests());
afterAll(async () => {
	await sim.stop();
});

const run = async (operation: string, parameters: IDataObject, items?: IDataObject[]) => {
	const { error, json } = await runNode({
		credential,
		parameters: {
			resource: 'member',
			operation,
			organizationSlug: { __rl: true, mode: 'slug', value: sim.organizationSlug },
			...parameters,
		},
		items,
	});
	expect(error).toBeUndefined();
	return json();
};

const orderOf = ({ orderId }: Item) => {
	const order = sim.data.order(orderId);
	if (!order) throw new Error(`No order ${orderId}`);
	return order;
};
const memberships = () =>
	sim.data.items.filter(
		(item) =>
			item.type === 'Membership' &&
			['Processed', 'Registered'].includes(item.state) &&
			orderOf(item).organizationSlug === sim.organizationSlug,
	);

/** By the books: something is there and was not taken back, or nothing is to be paid, or all is to come. */
function counts(item: Item): boolean {
	const states = sim.data
		.paymentsOf(item.orderId)
		.filter(({ shares }) => shares.some(({ id }) => id === item.id))
		.map(({ state }) => state);
	const isOneOf = (...wanted: string[]) => states.some((state) => wanted.includes(state));
	if (states.length === 0 || isOneOf('Authorized', 'Registered')) return true;
	return isOneOf('Pending', 'WaitingBankValidation') && !isOneOf('Contested');
}
const firstDay = (item: Item) => orderOf(item).date.slice(0, 10);
const lastDay = (item: Item) => {
	const day = firstDay(item);
	return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
};
const dayIn = (days: number) => parisDate(sim.now() + days * DAY).slice(0, 10);

test.each([0, -100, 100, 200, 360])(
	'Check by e-mail › of every payer, on day %i, what the books say',
	async (days) => {
		const on = dayIn(days);
		const emails = [...new Set(memberships().flatMap((item) => orderOf(item).payer.email ?? []))];
		expect(emails.length).toBeGreaterThan(30);
		const answers = await run(
			'check',
			{ email: '={{ $json.email }}', validOn: on },
			emails.map((email) => ({ email })),
		);
		const expected = emails.map((email) =>
			memberships().some(
				(item) =>
					orderOf(item).payer.email === email &&
					counts(item) &&
					firstDay(item) <= on &&
					on <= lastDay(item),
			),
		);
		expect(answers.map(({ isMember }) => isMember)).toEqual(expected);
	},
);

test('Check agrees with Get Many › on who is a member today', async () => {
	const valid = await run('getAll', { returnAll: true, filters: { validOn: dayIn(0) } });
	const answers = await run(
		'check',
		{ firstName: '={{ $json.firstName }}', lastName: '={{ $json.lastName }}' },
		valid.map(({ firstName, lastName }) => ({ firstName, lastName })),
	);
	expect(valid.length).toBeGreaterThan(30);
	expect(answers.filter(({ isMember }) => isMember !== true)).toEqual([]);
});

test.each([
	[0, 30],
	[-30, 60],
	[0, 400],
])(
	'Get Ending › from day %i to day %i, whoever has no later membership of that name is listed, and nobody else',
	async (from, to) => {
		const period = { from: dayIn(from), to: dayIn(to) };
		const json = await run('getEnding', { returnAll: true, ...period });
		const standing = memberships().filter(counts);
		const isEnding = (item: Item) => lastDay(item) >= period.from && lastDay(item) < period.to;
		const ending = standing.filter(isEnding);
		const nameOf = ({ user }: Item) => `${user?.firstName} ${user?.lastName}`;
		const isLast = (item: Item) =>
			standing.every(
				(other) =>
					other === item || nameOf(other) !== nameOf(item) || lastDay(other) < lastDay(item),
			);
		const listed = json.map(({ itemId }) => itemId);
		expect(listed).toEqual([...new Set(listed)]);
		const missing = ending.filter((item) => isLast(item) && !listed.includes(item.id));
		expect(missing.map(({ id }) => id)).toEqual([]);
		const ids = ending.map(({ id }) => id);
		expect(listed.filter((id) => !ids.includes(Number(id)))).toEqual([]);
		expect(listed.length).toBeGreaterThan(0);
	},
);
