import type { IDataObject } from 'n8n-workflow';

import { RESOURCES } from '../../../nodes/HelloAsso/actions';
import { isCustom } from '../../../nodes/HelloAsso/actions/operation';
import type { Simulator } from '../../../simulator';
import { credentialFor, runNode, type RunResult } from '../engine';
import { SLUG } from './association';

/** One way to run an operation, all that HelloAsso gets of it, and all that comes out. */
export interface Case {
	/** e.g. `order/getAll`, with the scope behind it where there are several: `order/getAll form`. */
	name: string;
	/** Besides the organization and the scope. */
	parameters?: IDataObject;
	/** Default `fullAccess`; `connected` is a partner with the token of the association. */
	key?: keyof Simulator['keys'] | 'connected';
	/** In their order: method and path after `/v5`, query, body. */
	requests: Array<[route: string, query?: IDataObject, body?: object]>;
	raw: IDataObject[];
	/** Where there is a switch 'Simplify'. */
	simple?: IDataObject[];
}

export const locator = (value: string) => ({ __rl: true, mode: 'slug', value });
export const eventForm = { formType: 'Event', formSlug: locator('course') };
export const membershipForm = { formType: 'Membership', formSlug: locator('adhesion') };

/** The newest payments of what was ordered before: they tell which date HelloAsso's bounds are about. */
export const newestBefore = (to: string): Case['requests'][number] => [
	`GET /organizations/${SLUG}/payments`,
	{ to, sortOrder: 'Desc', pageSize: '100' },
];

/** How the page behind a token is asked for. */
export const after = (continuationToken: string) => ({ continuationToken });

/** Every way to run an operation, under the name of its case. API Call is in apiCall.test.ts. */
export const ENDPOINTS = RESOURCES.flatMap(({ value: resource, operations }) =>
	operations.flatMap((operation) =>
		isCustom(operation)
			? []
			: Object.entries(operation.endpoints).map(([scope, endpoint]) => ({
					name: `${resource}/${operation.value} ${scope}`.trim(),
					operation,
					endpoint,
				})),
	),
);

/** Runs a case, with other parameters than its own where `changes` has some. */
export async function runCase(
	sim: Simulator,
	{ name, parameters, key }: Case,
	changes: IDataObject,
): Promise<RunResult> {
	const [, resource, operation, scope] = /^(\w+)\/(\w+)(?: (\w+))?$/.exec(name) ?? [];
	const organizationSlug = locator(SLUG);
	const stored = { resource, operation, organizationSlug, scope, ...parameters, ...changes };
	return await runSaved(sim, { key, parameters: stored });
}

/** Runs what a workflow stores. */
export async function runSaved(
	sim: Simulator,
	{ key = 'fullAccess', parameters = {} }: Pick<Case, 'key' | 'parameters'>,
): Promise<RunResult> {
	const connected = {
		grantType: 'pkce',
		oauthTokenData: sim.connect(SLUG) as unknown as IDataObject,
	};
	const credential =
		key === 'connected' ? credentialFor(sim, 'partner', connected) : credentialFor(sim, key);
	return await runNode({ credential, parameters });
}
