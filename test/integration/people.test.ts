import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
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

/** Items of the main organization in the store, as the API counts them. */
const stored = (types: string[], formSlug?: string) =>
	sim.data.items.filter((item) => {
		const order = sim.data.order(item.orderId);
		return (
			order?.organizationSlug === slug &&
			types.includes(item.type) &&
			['Processed', 'Registered'].includes(item.state) &&
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
		const all = (await run('member', { returnAll: true, filters: { validOn: now } })).json();
		expect(all.length).toBeGreaterThan(0);
		for (const { validFrom, validUntil } of all) {
			expect(Date.parse(validFrom as string)).toBeLessThanOrEqual(Date.parse(now));
			if (validUntil !== null)
				expect(Date.parse(validUntil as string)).toBeGreaterThanOrEqual(Date.parse(now));
		}
		const two = (await run('member', { limit: 2, filters: { validOn: now } })).json();
		expect(two).toEqual(all.slice(0, 2));
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
