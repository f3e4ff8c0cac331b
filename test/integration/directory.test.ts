import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { type Credential, credentialFor, runNode } from './engine';

let sim: Simulator;
let credential: Credential;
beforeAll(async () => {
	sim = await startSimulator();
	credential = credentialFor(sim, 'fullAccess');
});
afterAll(async () => {
	await sim.stop();
});

async function organizations(parameters: IDataObject): Promise<IDataObject[]> {
	const { json } = await runNode({
		credential,
		parameters: { resource: 'directory', operation: 'getOrganizations', ...parameters },
	});
	return json();
}

const changes = (list: IDataObject[]) =>
	list.map(({ action, organizationSlug }) => [action, organizationSlug]);

test('a later run goes on where the first ended', async () => {
	const first = await organizations({ limit: 3 });
	const token = first[2].continuationToken;
	const rest = await organizations({ returnAll: true, options: { continuationToken: token } });
	const all = await organizations({ returnAll: true });
	expect([...changes(first), ...changes(rest)]).toEqual(changes(all));
	const nothing = await organizations({
		returnAll: true,
		options: { continuationToken: all.at(-1)?.continuationToken },
	});
	expect(nothing).toEqual([]);
});
