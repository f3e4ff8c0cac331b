import { RestClient } from '../../tools/n8n/rest';
import { freePort } from '../../tools/n8n/environment';
import { N8N_VERSIONS } from '../../tools/n8n/install';
import { simulatorCredential } from '../../tools/simulatorCredential';
import { openStage, STAGE_TIMEOUT_MS, type Stage } from './harness';

/** What a user reads who presses the credential's button, on a running server. */
describe.each(N8N_VERSIONS)('n8n %s, test of the credential', (version) => {
	let stage: Stage;
	let rest: RestClient;

	beforeAll(async () => {
		stage = await openStage(version);
		rest = new RestClient(await stage.startServer());
		await rest.logIn();
	}, STAGE_TIMEOUT_MS);

	afterAll(async () => {
		await stage?.close();
	});

	async function test(changes: Record<string, string>) {
		const data = { ...simulatorCredential(stage.simulator).data, ...changes };
		const id = await rest.createCredential('HelloAsso', data);
		return await rest.testCredential(id, 'HelloAsso', data);
	}

	it('accepts a good key', async () => {
		expect(await test({})).toMatchObject({ status: 'OK' });
		expect(stage.simulator.tokenRequests).toHaveLength(1);
	});

	it('tells a wrong key from an unreachable host', async () => {
		const wrongKey = await test({ clientSecret: 'not-the-secret' });
		const unreachable = await test({ customApiUrl: `http://127.0.0.1:${await freePort()}` });
		expect([wrongKey.status, unreachable.status]).toEqual(['Error', 'Error']);
		const sounds = { likeAKey: /client|key/i, likeTheNetwork: /connection|offline|reach/i };
		expect(wrongKey.message).toMatch(sounds.likeAKey);
		expect(wrongKey.message).not.toMatch(sounds.likeTheNetwork);
		expect(unreachable.message).toMatch(sounds.likeTheNetwork);
		expect(unreachable.message).not.toMatch(sounds.likeAKey);
	});

	it('leaves no secret in the log', async () => {
		const log = (await stage.startServer()).log();
		const { clientId, clientSecret } = stage.simulator.keys.association;
		const tokens = stage.simulator.apiRequests.map(
			({ headers }) => String(headers.authorization).split(' ')[1],
		);
		expect(tokens.length).toBeGreaterThan(0);
		expect([clientId, clientSecret, ...tokens].filter((secret) => log.includes(secret))).toEqual(
			[],
		);
	});
});
