import { startSimulator, type Simulator } from '../../simulator';
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
		expect(names(await searchList('searchOrganizations', options, 'JÁRDINS'))).toEqual([
			'jardins-partages',
		]);
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
			[
				`/v5/organizations/${sim.organizationSlug}/forms`,
				{ formTypes: 'Membership', pageSize: '100' },
			],
		]);
	});

	test('without a further page where HelloAsso says that these are all', async () => {
		const { paginationToken } = await searchList('searchForms', { credential, parameters });
		expect(paginationToken).toBeUndefined();
	});

	test('a form that is not public says so', async () => {
		const options = { credential, parameters: { ...parameters, formType: 'Event' } };
		const { results } = await searchList('searchForms', options);
		expect(results.map(({ name }) => name)).toEqual([
			'Fête de la rentrée (draft)',
			'Soirée des bénévoles (private)',
			'Course du printemps 🌷',
		]);
		expect(names(await searchList('searchForms', options, 'DRAFT'))).toEqual([
			'fete-de-la-rentree',
		]);
	});

	test('narrowed by what is typed, over all pages at once', async () => {
		const result = await searchList('searchForms', { credential, parameters }, 'annuelle');
		expect(result).toEqual({
			results: [expect.objectContaining({ value: 'adhesion-annuelle' })],
		});
	});

	describe('of which there are 250', () => {
		const shop = { ...parameters, formType: 'Shop' };
		const pages = () => sim.apiRequests.filter(({ path }) => path.endsWith('/forms'));
		beforeAll(() => {
			const [form] = sim.data.forms.filter(({ formType }) => formType === 'Shop');
			for (let number = 2; number <= 250; number++) {
				sim.data.forms.push({
					...form,
					formSlug: `boutique-${number}`,
					title: `Boutique ${number}`,
				});
			}
		});

		test('page by page, to the empty one: a later page does not know how many were before', async () => {
			const sizes: number[] = [];
			let token: string | undefined;
			do {
				const page = await searchList(
					'searchForms',
					{ credential, parameters: shop },
					undefined,
					token,
				);
				sizes.push(page.results.length);
				token = page.paginationToken as string | undefined;
			} while (token);
			expect(sizes).toEqual([100, 100, 50, 0]);
		});

		test('a search reads three pages and none that is empty', async () => {
			const { results, paginationToken } = await searchList(
				'searchForms',
				{ credential, parameters: shop },
				'boutique 25',
			);
			expect(results.map(({ name }) => name)).toEqual(['Boutique 250', 'Boutique 25']);
			expect(paginationToken).toBeUndefined();
			expect(pages()).toHaveLength(3);
		});
	});

	test('a fault is told in the words of the node', async () => {
		await expect(
			searchList('searchForms', {
				credential,
				parameters: {
					...parameters,
					organizationSlug: { __rl: true, mode: 'slug', value: 'no-such' },
				},
			}),
		).rejects.toThrow("HelloAsso does not know 'Organization' = 'no-such' (organizationSlug)");
	});
});
