import type { IDataObject } from 'n8n-workflow';

import type { Fault, Simulator } from '../../../simulator';
import { credentialFor, runNode } from '../../integration/engine';
import { ROWS } from '../../integration/faultMatrix';
import type { Seeded } from './random';
import { faultOf, TIMEOUT_MS, type Violate } from './writes';

export interface ListRun {
	resource: 'payment' | 'order' | 'item';
	pageSize: number;
	/** Good answers before the fault. */
	goodPages: number;
	fault: Fault;
	/** As the fault matrix calls it. */
	name: string;
	times: number;
}

const FAULTS = ROWS.filter(({ fault }) => !['status 401', 'connection refused'].includes(fault));
/** Ends a list that would else be read for ever. */
const EMPTY_PAGE = { status: 200, body: { data: [], pagination: { continuationToken: null } } };
const REPEATED = 40;

export function newListRun(random: Seeded): ListRun {
	const common = {
		resource: random.pick(['payment', 'order', 'item'] as const),
		pageSize: random.int(10, 100),
	};
	if (random.chance(0.1)) {
		const fault = { repeatPage: true };
		return { ...common, goodPages: 0, fault, name: 'the first page again', times: REPEATED };
	}
	const row = random.pick(FAULTS);
	const fault = faultOf(row);
	// A long wait that HelloAsso asks for would be kept.
	if (fault.headers) fault.headers = { 'retry-after': '0' };
	return {
		...common,
		goodPages: random.int(0, 6),
		fault,
		name: row.fault,
		times: random.int(1, 3),
	};
}

/** All records of the association in the simulator's books. */
function inBooks({ data, organizationSlug }: Simulator, resource: ListRun['resource']): number[] {
	const orders = data.orders.filter((order) => order.organizationSlug === organizationSlug);
	if (resource === 'order') return orders.map(({ id }) => id);
	const own = new Set(orders.map(({ id }) => id));
	const rows = resource === 'payment' ? data.payments : data.items;
	return rows.filter(({ orderId }) => own.has(orderId)).map(({ id }) => id);
}

/** Reads one long list under faults: it has to be whole, or an error. */
export async function runList(
	sim: Simulator,
	{ resource, pageSize, goodPages, fault, name, times }: ListRun,
	oauthTokenData: IDataObject,
	violate: Violate,
): Promise<void> {
	sim.clearFaults();
	sim.clearRequests();
	const match = { path: new RegExp(`/${resource}s$`) };
	if (goodPages > 0) sim.failNext({ match }, goodPages);
	sim.failNext({ ...fault, match }, times);
	if (fault.repeatPage) sim.failNext({ ...EMPTY_PAGE, match });
	const result = await runNode({
		credential: credentialFor(sim, 'fullAccess', { oauthTokenData }),
		parameters: {
			resource,
			operation: 'getAll',
			organizationSlug: { __rl: true, mode: 'slug', value: sim.organizationSlug },
			returnAll: true,
			simplify: false,
			options: { pageSize, timeout: TIMEOUT_MS },
		},
	});
	if (result.error) return;
	const sorted = (ids: unknown[]) => JSON.stringify((ids as number[]).sort((a, b) => a - b));
	const read = result.json().map(({ id }) => id);
	const expected = inBooks(sim, resource);
	if (sorted(read) !== sorted(expected)) {
		violate('list is not whole', name, `${resource}: ${read.length} for ${expected.length}`);
	}
}
