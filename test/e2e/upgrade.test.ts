/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
/** Workflows that each version saved, imported into a real n8n with the package of the day, and run. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { N8N_VERSIONS } from '../../tools/n8n/install';
import { settle } from '../integration/operations/association';
import type { Saved, SavedRun } from '../integration/stored';
import { openStage, RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS, type Stage } from './harness';
import { fan, helloAsso } from './workflows';

/** n8n cuts a long output that it prints into a pipe. */
const RUNS_OF_ONE_EXECUTION = 6;

const FOLDER = path.join(__dirname, '..', 'fixtures', 'saved');
const versions = readdirSync(FOLDER).map((file) => {
	const { runs } = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Saved;
	const reads = runs.filter(
		({ key, requests }) =>
			key === undefined && requests.every(([route]) => route.startsWith('GET ')),
	);
	return { saved: file.replace(/\.json$/, ''), reads };
});
const cases = N8N_VERSIONS.flatMap((n8n) => versions.map((version) => ({ n8n, ...version })));

describe.each(cases)('workflows of $saved in n8n $n8n', ({ n8n, reads }) => {
	let stage: Stage;
	let credentialId: string;
	beforeAll(async () => {
		stage = await openStage(n8n, { simulator: { seed: { orders: 0, directory: 0 } } });
		settle(stage.simulator);
		[credentialId] = await stage.freshCredentials({ ...stage.simulator.keys.fullAccess });
	}, STAGE_TIMEOUT_MS);
	afterAll(async () => await stage?.close());

	const parts = Array.from({ length: Math.ceil(reads.length / RUNS_OF_ONE_EXECUTION) }, (_, part) =>
		reads.slice(part * RUNS_OF_ONE_EXECUTION, (part + 1) * RUNS_OF_ONE_EXECUTION),
	);

	test(
		'load and run as they did: each read gives the fields that it gave',
		async () => {
			expect(reads.length).toBeGreaterThan(20);
			const node = ({ name, parameters }: SavedRun) =>
				helloAsso(name, parameters, { credentialId });
			const ids = await stage.importWorkflows(...parts.map((part) => fan(part.map(node))));
			for (const [index, id] of ids.entries()) {
				const execution = await stage.run(id);
				expect(execution.error).toBeUndefined();
				const missing = parts[index].flatMap(({ name, fields }) => {
					const given = new Set(execution.json(name).flatMap(Object.keys));
					return fields.filter((field) => !given.has(field)).map((field) => `${name}: ${field}`);
				});
				expect(missing).toEqual([]);
			}
		},
		2 * RUN_TIMEOUT_MS,
	);
});
