import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { type Credential, credentialFor, runNode } from './engine';

let sim: Simulator;
let credential: Credential;
beforeAll(async () => {
	sim = await startSimulator();
	credential = credentialFor(sim);
	await runNode({ credential, parameters: { resource: 'organization', operation: 'getAll' } });
});
beforeEach(() => {
	sim.clearFaults();
	sim.clearRequests();
});
afterAll(async () => {
	await sim.stop();
});

const organization = (value: string) => ({ __rl: true, mode: 'slug', value });
const getOrganization = { resource: 'organization', operation: 'get' };

async function failureOf(parameters: IDataObject, used: Credential = credential) {
	const { error, output } = await runNode({ credential: used, parameters });
	expect(output()).toEqual([]);
	return {
		message: error?.message,
		description: error?.description,
		...(error?.context as { errorType?: string; helloAssoCode?: string } | undefined),
		httpCode: error?.httpCode,
	};
}

describe('messages that a volunteer understands', () => {
	test('a wrong key', async () => {
		const failure = await failureOf(
			getOrganization,
			credentialFor(sim, 'association', { clientSecret: 'wrong' }),
		);
		expect(failure).toMatchObject({
			message: "HelloAsso refused the key: 'Client ID' or 'Client Secret' is wrong",
			errorType: 'unauthorized',
		});
		expect(failure.description).toContain("Open the credential 'My association'");
		expect(failure.description).toContain('"Integrations and API"');
		expect(sim.apiRequests).toHaveLength(0);
	});

	test('an unknown slug', async () => {
		expect(
			await failureOf({ ...getOrganization, organizationSlug: organization('no-such') }),
		).toMatchObject({
			message: "HelloAsso does not know 'Organization' = 'no-such' (organizationSlug)",
			errorType: 'notFound',
			httpCode: '404',
		});
	});

	test('an organization of somebody else', async () => {
		const failure = await failureOf({
			resource: 'payment',
			operation: 'getAll',
			organizationSlug: organization('chorale-des-deux-rives'),
		});
		expect(failure).toMatchObject({
			message:
				"HelloAsso does not allow this key to access 'Organization' = 'chorale-des-deux-rives' (organizationSlug)",
			errorType: 'forbidden',
			httpCode: '403',
		});
	});

	test('a privilege that is missing', async () => {
		const failure = await failureOf(
			{
				resource: 'payment',
				operation: 'getAll',
				organizationSlug: organization(sim.organizationSlug),
			},
			credentialFor(sim, 'noTransactions'),
		);
		expect(failure).toMatchObject({
			message: "The key of credential 'My association' lacks a privilege that this operation needs",
			errorType: 'forbidden',
			httpCode: '403',
		});
		expect(failure.description).toContain('Ask HelloAsso to add the privilege');
	});

	test('an unreachable host', async () => {
		const closed = await startSimulator();
		await closed.stop();
		const failure = await failureOf(
			getOrganization,
			credentialFor({ ...sim, keys: sim.keys, url: closed.url }),
		);
		expect(failure).toMatchObject({
			message: `HelloAsso cannot be reached at ${closed.url}`,
			errorType: 'connection',
		});
		expect(failure.description).toContain("'Environment' of credential 'My association'");
	});

	test('an answer that is not JSON', async () => {
		sim.failNext({ match: { path: /^\/v5\// }, status: 200, notJson: true });
		expect(await failureOf(getOrganization)).toMatchObject({
			message: 'HelloAsso answered something that is not JSON',
			errorType: 'invalidResponse',
		});
	});

	test('an answer that is cut off', async () => {
		sim.failNext({ match: { path: /^\/v5\// }, truncate: true }, 5);
		expect((await failureOf(getOrganization)).errorType).toMatch(/^(invalidResponse|connection)$/);
	});

	test('no answer in time', async () => {
		sim.failNext({ match: { path: /^\/v5\// }, hang: true }, 5);
		expect(
			await failureOf({
				...getOrganization,
				organizationSlug: organization(sim.organizationSlug),
				options: { timeout: 200 },
			}),
		).toMatchObject({
			message: 'HelloAsso did not answer within 0.2 seconds',
			errorType: 'timeout',
		});
		expect(sim.apiRequests).toHaveLength(3);
	});

	test('a fault of HelloAsso, repeated twice', async () => {
		sim.failNext({ match: { path: /^\/v5\// }, status: 503, html: true }, 3);
		expect(
			await failureOf({ ...getOrganization, organizationSlug: organization(sim.organizationSlug) }),
		).toMatchObject({
			message: 'HelloAsso returned a server error (status 503)',
			errorType: 'serverError',
			httpCode: '503',
		});
		expect(sim.apiRequests).toHaveLength(3);
	});

	test('a fault that passes is not noticed', async () => {
		sim.failNext({ match: { path: /^\/v5\// }, status: 502 }, 2);
		const { json, error } = await runNode({
			credential,
			parameters: { ...getOrganization, organizationSlug: organization(sim.organizationSlug) },
		});
		expect(error).toBeUndefined();
		expect(json()).toMatchObject([{ organizationSlug: sim.organizationSlug }]);
	});

	test("a refusal in HelloAsso's own words", async () => {
		sim.failNext({
			match: { path: /^\/v5\// },
			status: 400,
			body: { errors: [{ code: 'Code1', message: 'Le champ est invalide' }] },
		});
		expect(
			await failureOf({ ...getOrganization, organizationSlug: organization(sim.organizationSlug) }),
		).toMatchObject({
			message: 'HelloAsso refused the request: Le champ est invalide',
			errorType: 'badRequest',
			helloAssoCode: 'Code1',
			httpCode: '400',
		});
	});
});

describe('Continue On Fail', () => {
	const parameters = { ...getOrganization, organizationSlug: '={{ $json.slug }}', simplify: false };
	const items = () => [
		{ slug: sim.organizationSlug },
		{ slug: 'no-such' },
		{ slug: '../x' },
		{ slug: sim.organizationSlug },
	];
	const notFound = {
		error: "HelloAsso does not know 'Organization' = 'no-such' (organizationSlug)",
		description: expect.stringContaining('Check the value for typing errors') as string,
		httpCode: 404,
		errorType: 'notFound',
	};
	const invalid = {
		error: "'Organization' is not a slug: '../x'",
		description: expect.stringContaining("(Parameter 'organizationSlug'.)") as string,
		errorType: 'invalidParameter',
	};

	test('a failed item becomes an error item, the others go on', async () => {
		const { json, output, error } = await runNode({
			credential,
			parameters,
			items: items(),
			node: { onError: 'continueRegularOutput' },
		});
		expect(error).toBeUndefined();
		const found = expect.objectContaining({ organizationSlug: sim.organizationSlug }) as object;
		expect(json()).toEqual([
			found,
			expect.objectContaining(notFound),
			expect.objectContaining(invalid),
			found,
		]);
		expect(output().map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
			{ item: 3 },
		]);
	});

	test('with an error output they part', async () => {
		const { json } = await runNode({
			credential,
			parameters,
			items: items(),
			node: { onError: 'continueErrorOutput' },
		});
		expect(json(0).map(({ organizationSlug }) => organizationSlug)).toEqual([
			sim.organizationSlug,
			sim.organizationSlug,
		]);
		expect(json(1)).toEqual([
			{ slug: 'no-such', ...notFound, helloAssoCode: expect.any(String) as string },
			{ slug: '../x', ...invalid },
		]);
	});

	test('without it the run stops at the first failing item and names it', async () => {
		const { error, output } = await runNode({ credential, parameters, items: items() });
		expect(error?.message).toBe(notFound.error);
		expect(error?.context).toMatchObject({ itemIndex: 1, errorType: 'notFound' });
		expect(output()).toEqual([]);
	});
});

test('no secret in a run that fails in every way', async () => {
	const token = credential.data.oauthTokenData as { access_token: string; refresh_token: string };
	const echo = `you sent ${token.access_token} and ${sim.keys.association.clientSecret}`;
	sim.failNext({
		match: { path: /^\/v5\// },
		status: 400,
		body: { errors: [{ code: 'x', message: echo }] },
	});
	const { run } = await runNode({ credential, parameters: getOrganization });
	const seen = JSON.stringify(run.data);
	expect(seen).toContain('you sent *** and ***');
	for (const secret of [
		token.access_token,
		token.refresh_token,
		sim.keys.association.clientSecret,
	]) {
		expect(seen).not.toContain(secret);
	}
});
