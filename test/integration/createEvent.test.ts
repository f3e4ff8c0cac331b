import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { credentialFor, runNode } from './engine';

let sim: Simulator;
beforeAll(async () => {
	sim = await startSimulator({ seed: { orders: 0, directory: 0 } });
});
beforeEach(() => sim.clearRequests());
afterAll(async () => {
	await sim.stop();
});

const create = async (parameters: IDataObject) =>
	await runNode({
		credential: credentialFor(sim, 'fullAccess'),
		parameters: {
			resource: 'form',
			operation: 'createEvent',
			organizationSlug: { __rl: true, mode: 'slug', value: sim.organizationSlug },
			title: 'Fête du vélo',
			...parameters,
		},
	});
const TIERS = { tierList: { tier: [{ label: 'Adulte', price: 12.5 }] } };

test.each<[IDataObject, IDataObject]>([
	[
		{ startDate: '2027-05-01T10:00:00', price: '12,50' },
		{
			startDate: '2027-05-01T10:00:00.000+02:00',
			tierList: [{ label: 'Tarif unique', price: 1250 }],
		},
	],
	[{ price: 0 }, { tierList: [{ label: 'Tarif unique', price: 0 }] }],
	[{}, {}],
	[
		{ startDate: '2027-05-01', additionalFields: TIERS },
		{
			startDate: '2027-05-01T00:00:00.000+02:00',
			tierList: [{ label: 'Adulte', price: 1250 }],
		},
	],
])('an event with %j › is made with %j', async (parameters, body) => {
	const { error } = await create(parameters);
	expect(error).toBeUndefined();
	expect(sim.apiRequests.map((request) => request.body)).toEqual([
		{ title: 'Fête du vélo', ...body },
	]);
});

test('an event with one price and several tiers › is refused before anything is sent', async () => {
	const { error } = await create({ price: 5, additionalFields: TIERS });
	expect(error?.message).toBe("'Price' is there beside 'Tiers' under 'Additional Fields'");
	expect(sim.requests).toEqual([]);
});

test('an expression for the price that gives nothing › is refused before anything is sent', async () => {
	const { error } = await create({ price: '={{ $json.typo }}' });
	expect(error?.message).toBe("'Price' is empty");
	expect(sim.requests).toEqual([]);
});
