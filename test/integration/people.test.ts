import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import type { Item } from '../../simulator/model';
import { type Credential, credentialFor, runNode } from './engine';

let sim: Simulator;
let credential: Credential;
const slug = 'les-amis-du-velo';
const organizationSlug = { __rl: true, mode: 'slug', value: slug };
const form = (value: string) => ({ formSlug: { __rl: true, mode: 'slug', value } });

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

const run = async (resource: string, parameters: IDataObject) =>
	await runNode({
		credential,
		parameters: { resource, operation: 'getAll', organizationSlug, ...parameters },
	});

/** Whether money for an item came in and stayed, or is to come; or it costs nothing. */
const isPaid = ({ id, orderId }: Item) => {
	const payments = sim.data
		.paymentsOf(orderId)
		.filter(({ shares }) => shares.some((share) => share.id === id));
	const states = ['Authorized', 'Registered', 'Pending'];
	return payments.length === 0 || payments.some(({ state }) => states.includes(state));
};

/** Items of the main organization in the store that count. */
const stored = (types: string[], formSlug?: string) =>
	sim.data.items.filter((item) => {
		const order = sim.data.order(item.orderId);
		return (
			order?.organizationSlug === slug &&
			types.includes(item.type) &&
			['Processed', 'Registered'].includes(item.state) &&
			isPaid(item) &&
			(formSlug === undefined || order.formSlug === formSlug)
		);
	});
const ids = (list: IDataObject[]) => list.map(({ itemId }) => itemId).sort();

describe('members', () => {
	test('all of them, with validity from the form, which is read once', async () => {
		const { json, error } = await run('member', { returnAll: true });
		expect(error).toBeUndefined();
		expect(ids(json())).toEqual(
			stored(['Membership'])
				.map(({ id }) => id)
				.sort(),
		);
		const forms = sim.apiRequests
			.filter(({ path }) => path.endsWith('/public'))
			.map(({ path }) => path);
		expect(forms).toEqual([...new Set(forms)]);
		const moving = json().find(({ formSlug }) => formSlug === 'adhesion-annuelle') as {
			validFrom: string;
			validUntil: string;
		};
		expect(Number(moving.validUntil.slice(0, 4)) - Number(moving.validFrom.slice(0, 4))).toBe(1);
		expect(moving.validUntil.slice(5)).toBe(moving.validFrom.slice(5));
	});

	test.each([403, 404])(
		'whose form answers %i come out with unknown validity, and not as valid',
		async (status) => {
			const path = /\/Membership\/adhesion-annuelle\/public$/;
			sim.failNext({ status, match: { path } }, 2);
			const { json, error } = await run('member', { returnAll: true });
			expect(error).toBeUndefined();
			const items = stored(['Membership']);
			expect(ids(json())).toEqual(items.map(({ id }) => id).sort());
			const unknown = json().filter(({ validityType }) => validityType === 'Unknown');
			expect(ids(unknown)).toEqual(
				stored(['Membership'], 'adhesion-annuelle')
					.map(({ id }) => id)
					.sort(),
			);
			expect(unknown[0]).toMatchObject({ validFrom: null, validUntil: null });

			const now = new Date(sim.now()).toISOString();
			const valid = await run('member', { returnAll: true, filters: { validOn: now } });
			expect(valid.error).toBeUndefined();
			expect(valid.json().filter(({ formSlug }) => formSlug === 'adhesion-annuelle')).toEqual([]);
		},
	);

	test('of a form that cannot be read just now are an error', async () => {
		sim.failNext({ status: 500, match: { path: /adhesion-annuelle\/public$/ } }, 3);
		expect((await run('member', { returnAll: true })).error?.message).toBe(
			'HelloAsso returned a server error (status 500)',
		);
	});

	test('valid on a day: none a century ago, and never more than the limit', async () => {
		expect(
			(await run('member', { returnAll: true, filters: { validOn: '1926-01-01' } })).json(),
		).toEqual([]);
		const now = new Date(sim.now()).toISOString();
		const today = new Date(sim.now()).toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' });
		const all = (await run('member', { returnAll: true, filters: { validOn: now } })).json();
		expect(all.length).toBeGreaterThan(0);
		for (const { validFrom, validUntil } of all) {
			expect(String(validFrom) <= today).toBe(true);
			if (validUntil !== null) expect(String(validUntil) >= today).toBe(true);
		}
		const two = (await run('member', { limit: 2, filters: { validOn: now } })).json();
		expect(two).toEqual(all.slice(0, 2));
	});

	test('valid on a day: still on the whole of the last day, and from the first', async () => {
		const { json } = await run('member', { returnAll: true });
		const validFrom = String(json().find(({ validUntil }) => validUntil !== null)?.validFrom);
		const at = async (validOn: string) =>
			(await run('member', { returnAll: true, filters: { validOn } })).json();
		const until = json().find((one) => one.validFrom === validFrom)?.validUntil as string;
		for (const moment of [`${validFrom}T00:00:00`, `${until}T23:59:59`])
			expect(
				(await at(moment)).filter((one) => one.validFrom === validFrom && one.validUntil === until),
			).not.toEqual([]);
		for (const one of await at(`${until}T23:59:59`))
			if (one.validUntil !== null) expect(String(one.validUntil) >= until).toBe(true);
	});

	test('of one form', async () => {
		const { json } = await run('member', {
			scope: 'form',
			...form('adhesion-annuelle'),
			returnAll: true,
		});
		expect(ids(json())).toEqual(
			stored(['Membership'], 'adhesion-annuelle')
				.map(({ id }) => id)
				.sort(),
		);
	});
});

test('attendees of an event, with options and answers', async () => {
	const { json } = await run('attendee', { ...form('course-du-printemps'), returnAll: true });
	expect(ids(json())).toEqual(
		stored(['Registration'], 'course-du-printemps')
			.map(({ id }) => id)
			.sort(),
	);
	expect(json().some(({ options }) => options !== '')).toBe(true);
});

test('donations, also those beside something else', async () => {
	const { json } = await run('donation', { returnAll: true });
	expect(ids(json())).toEqual(
		stored(['Donation', 'MonthlyDonation', 'OfflineDonation'])
			.map(({ id }) => id)
			.sort(),
	);
	expect(new Set(json().map(({ formSlug }) => formSlug)).size).toBeGreaterThan(1);
});

describe('the filter Payment', () => {
	test('All asks for items in every state, the default for those that are sold', async () => {
		const itemStates = ['Processed', 'Registered'];
		const asked = { tierTypes: 'Membership', withDetails: 'true', pageSize: '100' };
		for (const [payment, query] of [
			['paid', { ...asked, itemStates }],
			['all', asked],
			['All', asked],
		] as const) {
			sim.clearRequests();
			const { error } = await run('member', { limit: 1, filters: { payment } });
			expect(error).toBeUndefined();
			expect(sim.apiRequests[0].query).toEqual(query);
		}
	});

	test('brings those whose debit is under way and those who were canceled, with Simplify off too', async () => {
		const { json } = await run('member', { returnAll: true, filters: { payment: 'all' } });
		const waiting = sim.data.items.filter(({ type, state, orderId }) => {
			return (
				type === 'Membership' &&
				state === 'Waiting' &&
				sim.data.order(orderId)?.organizationSlug === slug
			);
		});
		const states = new Map(json().map(({ itemId, paymentState }) => [itemId, paymentState]));
		expect(waiting.length).toBeGreaterThan(0);
		expect(new Set(waiting.map(({ id }) => states.get(id)))).toEqual(new Set(['planned']));
		const raw = await run('member', { returnAll: true, simplify: false });
		expect(
			raw
				.json()
				.map(({ id }) => id)
				.sort(),
		).toEqual(
			stored(['Membership'])
				.map(({ id }) => id)
				.sort(),
		);
	});

	test.each([
		['member', { filters: { payment: 'unpaid' } }, "'Payment' is 'unpaid'"],
		['donation', { options: { oneItemPer: 'month' } }, "'One Item Per' is 'month'"],
	])('of %s, %j is refused before anything is sent', async (resource, parameters, message) => {
		const { error } = await run(resource, parameters);
		expect(error?.message).toBe(message);
		expect(sim.requests).toEqual([]);
	});

	test('does not count against the limit those whom it leaves out', async () => {
		const all = (await run('donation', { returnAll: true })).json();
		const limited = (await run('donation', { limit: 25, options: { pageSize: 5 } })).json();
		expect(limited).toEqual(all.slice(0, 25));
	});
});

describe('the name of the form, where HelloAsso leaves it out', () => {
	const unnamed = () =>
		sim.failNext(
			{ everywhere: { formName: null }, match: { path: /\/(?:items|orders|payments)$/ } },
			99,
		);
	const formsRead = () =>
		sim.apiRequests.filter(({ path }) => path.endsWith('/public')).map(({ path }) => path);

	test.each(['member', 'donation'])(
		'is read once for each form, with Simplify on: %s',
		async (resource) => {
			const named = (await run(resource, { returnAll: true })).json();
			sim.clearRequests();
			unnamed();
			const { json } = await run(resource, { returnAll: true });
			const isCheckout = ({ formType }: IDataObject) => formType === 'Checkout';
			expect(json()).toEqual(
				named.map((one) => (isCheckout(one) ? { ...one, formName: null } : one)),
			);
			const forms = new Set(
				named.filter((one) => !isCheckout(one)).map(({ formSlug }) => formSlug),
			);
			expect(formsRead()).toHaveLength(forms.size);
			expect(named.map(({ formName }) => typeof formName)).not.toContain('object');
		},
	);

	test.each([
		['donation', { simplify: false }],
		['item', {}],
		['order', {}],
		['payment', {}],
	])('is not read for %s with %j', async (resource, parameters) => {
		unnamed();
		const { json } = await run(resource, { returnAll: true, ...parameters });
		expect(json().length).toBeGreaterThan(0);
		expect(formsRead()).toEqual([]);
	});

	test('is null where the form is gone', async () => {
		unnamed();
		sim.failNext({ status: 404, match: { path: /\/public$/ } }, 9);
		const { json, error } = await run('donation', { limit: 3 });
		expect([error, json().map(({ formName }) => formName)]).toEqual([
			undefined,
			[null, null, null],
		]);
	});
});

describe('custom fields as columns', () => {
	const columns = { options: { customFields: 'columns' } };

	test.each<[string, IDataObject]>([
		['member', { operation: 'getAll', returnAll: true }],
		['attendee', { operation: 'getAll', returnAll: true, ...form('course-du-printemps') }],
		['donation', { operation: 'getAll', returnAll: true }],
		['item', { operation: 'getAll', returnAll: true, options: { withDetails: true } }],
		['item', { operation: 'get', options: { withDetails: true } }],
	])('%s %j: the same answers, each in a field of its own', async (resource, parameters) => {
		const itemId = stored(['Membership']).find(({ customFields }) => customFields?.length)?.id;
		const { options = {}, ...rest } = { itemId, ...parameters };
		const asObject = await run(resource, { ...rest, options });
		const asked = sim.apiRequests.map(({ path, query }) => ({ path, query }));
		sim.clearRequests();
		const asColumns = await run(resource, {
			...rest,
			options: { ...(options as IDataObject), ...columns.options },
		});
		expect(sim.apiRequests.map(({ path, query }) => ({ path, query }))).toEqual(asked);
		const expected = asObject.json().map(({ customFields, ...record }) => ({
			...record,
			...Object.fromEntries(
				Object.entries((customFields ?? {}) as IDataObject).map(([label, answer]) => [
					`customField: ${label}`,
					answer,
				]),
			),
		}));
		expect(asColumns.json()).toEqual(expected);
		expect(Object.keys(asColumns.json()[0])).toEqual(Object.keys(expected[0]));
		const answered = expected.filter((record) =>
			Object.keys(record).some((key) => key.startsWith('customField: ')),
		);
		expect(answered.length > 0).toBe(resource !== 'donation');
	});

	test('raw records keep what HelloAsso sent', async () => {
		const { json } = await run('member', { ...columns, returnAll: true, simplify: false });
		expect(json().some(({ customFields }) => Array.isArray(customFields))).toBe(true);
		expect(
			json()
				.flatMap(Object.keys)
				.filter((key) => key.startsWith('customField:')),
		).toEqual([]);
	});

	test('another value is refused before anything is sent', async () => {
		const { error } = await run('member', { options: { customFields: 'rows' } });
		expect(error?.message).toBe("'Custom Fields' is 'rows'");
		expect(error?.description).toMatch(/^Choose one of: columns, object\./);
		expect(sim.requests).toEqual([]);
	});
});
