/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
/** Workflows that were saved by each version load and run by today's code as they did. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { startSimulator, type Simulator } from '../../simulator';
import { runSaved, settle } from './operations';
import {
	ANYTHING,
	asNode,
	descriptionOf,
	kept,
	storedToday,
	type Saved,
	type SavedRun,
} from './stored';

const FOLDER = path.join(__dirname, '..', 'fixtures', 'saved');
const versions = readdirSync(FOLDER).map((file) => {
	const text = readFileSync(path.join(FOLDER, file), 'utf8');
	const saved = JSON.parse(text, (_key, value: unknown) =>
		value === ANYTHING ? (expect.anything() as unknown) : value,
	) as Saved;
	return { version: file.replace(/\.json$/, ''), ...saved };
});

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ seed: { orders: 0, directory: 0 } });
	settle(sim);
});
afterEach(async () => {
	await sim.stop();
});

const seen = () =>
	sim.apiRequests.map(({ method, path: route, query, body }) => [
		`${method} ${route.replace('/v5', '')}`,
		query,
		body,
	]);

describe.each(versions)('workflows of $version', ({ stored, nodes, runs }) => {
	test('every name and value that can be stored › is still there', () => {
		const today = storedToday();
		const gone = Object.entries(stored).flatMap(([owner, paths]) =>
			paths.filter((one) => !today[owner]?.includes(one)).map((one) => `${owner}: ${one}`),
		);
		expect(gone).toEqual([]);
		expect(Object.keys(stored).length).toBeGreaterThan(35);
	});

	test.each(nodes.map((node) => [node.from, node] as const))(
		'the nodes of %s › load with all they store',
		(_from, node) => {
			expect(descriptionOf(node.type).version).toBe(node.typeVersion);
			expect(kept(node, true)).toMatchObject(node.parameters);
		},
	);

	test.each(runs.map((run) => [run.name, run] as const))(
		'%s › sends the same, and gives the same fields',
		async (_name, run: SavedRun) => {
			expect(kept(asNode(run.parameters), true)).toMatchObject(run.parameters);
			const { error, json } = await runSaved(sim, run);
			expect(error).toBeUndefined();
			expect(seen()).toEqual(run.requests.map(([route, query = {}, body]) => [route, query, body]));
			const fields = new Set(json().flatMap(Object.keys));
			expect(run.fields.filter((field) => !fields.has(field))).toEqual([]);
		},
	);
});
