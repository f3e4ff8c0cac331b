import { startSimulator, type Simulator } from '../simulator';
import { type Credential, credentialFor, searchList } from './engine';

let sim: Simulator;
let credential: Credential;
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

const names = (result: { results: Array<{ name: string; value: unknown }> }) =>
	result.results.map(({ value }) => value);

describe("behind 'Organization'", () => {
	test('the organizations of the key, by name', async () => {
		const { results } = await searchList('searchOrganizations', { credential, parameters: {} });
		expect(results).toEqual([
			{
				name: 'Les Amis du Vélo',
				value: sim.organizationSlug,
				url: expect.stringContaining(sim.organizationSlug) as string,
			},
		]);
		expect(sim.apiRequests.map(({ url }) => url)).toEqual(['/v5/users/me/organizations']);
	});

	test('narrowed by what is typed, whatever the accents', async () => {
		const options = { credential: credentialFor(sim, 'twoAssociations'), parameters: {} };
		expect(names(await searchList('searchOrganizations', options, 'JÁRDINS'))).toEqual(['jardins-partages']);
		expect(names(await searchList('searchOrganizations', options, 'zzz'))).toEqual([]);
	});
});

describe("behind 'Form'", () => {
	const parameters = { resource: 'form', operation: 'get', formType: 'Membership' };

	test('the forms of the chosen type, in the organization of the credential', async () => {
		const result = await searchList('searchForms', { credential, parameters });
		expect(names(result)).toEqual(
			expect.arrayContaining(['adhesion-annuelle', 'adhesion-ancienne']) as string[],
		);
		expect(sim.apiRequests.map(({ path, query }) => [path, query])).toEqual([
			['/v5/users/me/organizations', {}],
			[`/v5/organizations/${sim.organizationSlug}/forms`, { formTypes: 'Membership', pageSize: '100' }],
		]);
	});

	test('the next page is the empty one, and there the list ends', async () => {
		const first = await searchList('searchForms', { credential, parameters });
		expect(first.paginationToken).toEqual(expect.any(String));
		const second = await searchList('searchForms', { credential, parameters }, undefined, first.paginationToken as string);
		expect(second).toEqual({ results: [] });
	});

	test('narrowed by what is typed, over all pages at once', async () => {
		const result = await searchList('searchForms', { credential, parameters }, 'annuelle');
		expect(result).toEqual({
			results: [expect.objectContaining({ value: 'adhesion-annuelle' })],
		});
	});

	test('a fault is told in the words of the node', async () => {
		await expect(
			searchList('searchForms', {
				credential,
				parameters: { ...parameters, organizationSlug: { __rl: true, mode: 'slug', value: 'no-such' } },
			}),
		).rejects.toThrow("HelloAsso does not know 'Organization' = 'no-such' (organizationSlug)");
	});
});
