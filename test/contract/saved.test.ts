/**
 * What this version's workflows store, kept for the versions to come: `test/integration/upgrade.test.ts` runs
 * them by the code of the day. Written anew by `npm run generate` as long as the version is not published.
 */
import type { IDataObject } from 'n8n-workflow';

import { CASES, locator } from '../integration/operations';
import { SLUG } from '../integration/operations/association';
import {
	ANYTHING,
	asNode,
	kept,
	storedToday,
	type Saved,
	type SavedNode,
} from '../integration/stored';
import { expectGenerated } from './generated';
import { filesBelow, read } from './sources';

const { version } = JSON.parse(read('package.json')) as { version: string };

interface Workflow {
	nodes: SavedNode[];
}

/** Our nodes in the example workflows. */
const nodes = filesBelow('examples', '.json').flatMap((file) =>
	(JSON.parse(read(file)) as Workflow).nodes
		.filter(({ type }) => type.startsWith('n8n-nodes-helloasso.'))
		.map(({ type, typeVersion, parameters }) => ({
			from: file,
			type,
			typeVersion,
			parameters: ownOf(parameters),
		})),
);

/** The times of a polling node are n8n's own parameter. */
function ownOf(parameters: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(parameters).filter(([name]) => name !== 'pollTimes'));
}

/** A matcher, of what differs in each run. */
const anything = (_key: string, value: unknown) =>
	value !== null && typeof value === 'object' && 'asymmetricMatch' in value ? ANYTHING : value;

const fieldsOf = (items: readonly IDataObject[]) => [...new Set(items.flatMap(Object.keys))].sort();

test('what workflows store by this version › is kept (else: npm run generate)', () => {
	const runs = CASES.map(([name, { key, parameters, requests, raw, simple }]) => {
		const [, resource, operation, scope] = /^(\w+)\/(\w+)(?: (\w+))?$/.exec(name) ?? [];
		const stored = { resource, operation, organizationSlug: locator(SLUG), scope, ...parameters };
		return {
			name,
			key,
			parameters: kept(asNode(stored), false),
			requests,
			fields: fieldsOf(simple ?? raw),
		};
	});
	const saved: Saved = { stored: storedToday(), nodes, runs };
	expectGenerated(
		`test/fixtures/saved/${version}.json`,
		`${JSON.stringify(saved, anything, '\t')}\n`,
	);
});
