import { startSimulator, type Simulator } from '../../simulator';
import { type Credential, credentialFor, runNode } from './engine';

let sim: Simulator;
let credential: Credential;
const slug = 'les-amis-du-velo';
const form = (type: string, value: string) => ({
	formType: type,
	formSlug: { __rl: true, mode: 'slug', value },
});

beforeAll(async () => {
	sim = await startSimulator();
	credential = credentialFor(sim);
});
beforeEach(() => {
	sim.clearRequests();
});
afterAll(async () => {
	await sim.stop();
});

describe('inputs that are refused before a request leaves', () => {
	const hostile = [
		'={{ "" }}',
		'0',
		'-1',
		'1.5',
		'1e3',
		'12 or 1=1',
		'../1',
		'1/cancel',
		'2147483648',
		'1%2F2',
	];
	test.each(hostile)('payment %p', async (paymentId) => {
		const { error } = await runNode({
			credential,
			parameters: { resource: 'payment', operation: 'get', paymentId },
		});
		expect(error?.message).toMatch(/^'Payment ID' (is empty|must be a whole number above 0)/);
		expect(sim.requests).toHaveLength(0);
	});

	test.each(['.', '..', 'a/b', 'a\\b', 'a%2Fb', 'a b', 'a?b', 'a#b', 'a\nb'])(
		'form %p',
		async (value) => {
			const { error } = await runNode({
				credential,
				parameters: { resource: 'form', operation: 'get', ...form('Event', value) },
			});
			expect(error?.message).toMatch(/^'Form' is not a slug/);
			expect(sim.requests).toHaveLength(0);
		},
	);

	test.each(['soon', '01/05/2026', '2026-13-01', '20260101'])('date %p', async (from) => {
		const { error } = await runNode({
			credential,
			parameters: { resource: 'order', operation: 'getAll', filters: { from } },
		});
		expect(error?.message).toBe(`'From' is ambiguous or no date: '${from}'`);
		expect(sim.requests).toHaveLength(0);
	});

	test('a form address of another type than the one chosen', async () => {
		const { error } = await runNode({
			credential,
			parameters: {
				resource: 'form',
				operation: 'get',
				formType: 'Event',
				formSlug: {
					__rl: true,
					mode: 'url',
					value: `https://www.helloasso.com/associations/${slug}/adhesions/adhesion-annuelle`,
				},
			},
		});
		expect(error?.message).toBe(
			"'Form Type' is 'Event', but the address under 'Form' is that of a form of type 'Membership'",
		);
	});
});

test('a pasted address stands for its slugs', async () => {
	const value = `https://www.helloasso.com/associations/${slug}/adhesions/adhesion-annuelle?x=1`;
	await runNode({
		credential,
		parameters: {
			resource: 'form',
			operation: 'get',
			organizationSlug: { __rl: true, mode: 'url', value },
			formType: 'Membership',
			formSlug: { __rl: true, mode: 'url', value },
		},
	});
	expect(sim.apiRequests.map(({ path }) => path)).toEqual([
		`/v5/organizations/${slug}/forms/Membership/adhesion-annuelle/public`,
	]);
});
