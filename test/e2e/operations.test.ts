import type { IDataObject } from 'n8n-workflow';
import { N8N_VERSIONS } from '../../tools/n8n/install';
import type { Execution } from '../../tools/n8n/execution';
import { CASES, settle, type Case } from '../integration/operations';
import { SLUG } from '../integration/operations/association';
import { locator } from '../integration/operations/case';
import { openStage, STAGE_TIMEOUT_MS, type Stage } from './harness';
import { chain, helloAsso } from './workflows';

/** What an operation reads is not changed by those before it. */
const isRead = ({ requests }: Case) => /^(GET|POST \/directory)/.test(requests[0][0]);
const ALL = CASES.map(([, one], index) => ({ ...one, node: `${index} ${one.name}` })).sort(
	(one, other) => Number(isRead(other)) - Number(isRead(one)),
);

/** Every operation, in one workflow; each for one item, whatever comes out of those before it. */
describe.each(N8N_VERSIONS)('n8n %s, every operation', (version) => {
	let stage: Stage;
	let execution: Execution;

	beforeAll(async () => {
		stage = await openStage(version, { simulator: { seed: { orders: 0, directory: 0 } } });
		settle(stage.simulator);
		const { keys } = stage.simulator;
		const connected = { ...keys.partner, grantType: 'pkce' };
		const [fullAccess, partner, ofAssociation] = await stage.freshCredentials(
			{ ...keys.fullAccess },
			{ ...keys.partner },
			{ ...connected, oauthTokenData: stage.simulator.connect(SLUG) },
		);
		const credentials: Record<string, string> = { partner, connected: ofAssociation };
		const nodes = ALL.map(({ node, name, parameters, key = 'fullAccess' }) => {
			const [, resource, operation, scope] = /^(\w+)\/(\w+)(?: (\w+))?$/.exec(name) ?? [];
			const all = { resource, operation, organizationSlug: locator(SLUG), scope, ...parameters };
			const credentialId = credentials[key] ?? fullAccess;
			const settings = { credentialId, onError: 'continueRegularOutput' as const };
			return { ...helloAsso(node, all, settings), executeOnce: true };
		});
		const [id] = await stage.importWorkflows(chain(nodes));
		execution = await stage.run(id);
	}, STAGE_TIMEOUT_MS);
	afterAll(async () => await stage?.close());

	const outputs = (cases: typeof ALL) =>
		cases.map(({ name, node }): [string, IDataObject[]] => [name, execution.json(node)]);

	it('gives the items that it has to give, of those that read', () => {
		const reads = ALL.filter(isRead);
		expect(reads.length).toBeGreaterThan(30);
		expect(outputs(reads)).toEqual(reads.map(({ name, raw, simple }) => [name, simple ?? raw]));
	});

	it('carries out those that write, each once', () => {
		const writes = ALL.filter((one) => !isRead(one));
		const failed = outputs(writes).filter(([, items]) => items.length !== 1 || items[0].error);
		expect(failed).toEqual([]);
		expect(stage.simulator.books.carriedOut).toHaveLength(
			writes.reduce(
				(count, { requests }) =>
					count + requests.filter(([route]) => !route.startsWith('GET')).length,
				0,
			),
		);
	});
});
