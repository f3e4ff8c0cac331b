import type { IDataObject } from 'n8n-workflow';

import { HandWritten } from '../fixtures/handWritten';
import { type Credential, credentialFor, runNode } from './engine';

type Run = Parameters<typeof runNode>[0];

/** A HelloAsso by hand for the tests of a file, empty before each, and the node that asks it about its association. */
export function serveByHand(fresh: () => Partial<HandWritten> = () => ({})) {
	const helloAsso = new HandWritten();
	let credential: Credential;
	beforeAll(async () => {
		await helloAsso.start();
		credential = credentialFor(helloAsso);
	});
	afterAll(async () => {
		await helloAsso.stop();
	});
	beforeEach(() => {
		const empty = { sales: [], forms: {}, exports: {}, refusals: {}, reading: {}, requests: [] };
		Object.assign(helloAsso, { ...empty, ...fresh() });
	});

	const run = async (parameters: IDataObject, more: Omit<Run, 'credential' | 'parameters'> = {}) =>
		await runNode({
			...more,
			credential,
			parameters: {
				organizationSlug: { __rl: true, mode: 'slug', value: 'club' },
				...parameters,
			},
		});
	const ask = async (...asked: Parameters<typeof run>) => {
		const { json, error } = await run(...asked);
		expect(error).toBeUndefined();
		return json();
	};
	return { helloAsso, run, ask };
}
