import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

/** What one operation shows, in the order of the screen. */
export interface Shown {
	readonly resource: string;
	readonly operation: string;
	readonly properties: readonly INodeProperties[];
}

type Pair = Pick<Shown, 'resource' | 'operation'>;

/** The pairs of each resource with each operation, as n8n reads the two conditions. */
interface Product {
	resources: string[];
	operations: string[];
}

/**
 * The properties of all operations in one list, in which equal ones stand once: the editor downloads
 * all of it. Each operation still shows exactly its own, in its own order.
 */
export function mergeProperties(shown: readonly Shown[]): INodeProperties[] {
	const entries: Array<{ key: string; property: INodeProperties; users: Pair[] }> = [];
	for (const { properties, ...pair } of shown) {
		let place = 0;
		for (const property of properties) {
			const key = JSON.stringify(property);
			// One before this place would change the order of this operation: it then stands twice.
			const found = entries.findIndex((entry, index) => index >= place && entry.key === key);
			if (found >= 0) entries[found].users.push(pair);
			else entries.splice(place, 0, { key, property, users: [pair] });
			place = Math.max(found, place) + 1;
		}
	}
	return entries.flatMap(({ property, users }) =>
		products(users, shown).flatMap(({ resources: resource, operations: operation }) =>
			updateDisplayOptions({ show: { resource, operation } }, [property]),
		),
	);
}

/** Divides the pairs into products that hold no other pair that exists. */
function products(users: readonly Pair[], existing: readonly Pair[]): Product[] {
	const found: Product[] = [];
	for (const resource of new Set(users.map((user) => user.resource))) {
		const own = users.filter((user) => user.resource === resource).map((user) => user.operation);
		const wider = found.map(({ resources, operations }) => ({
			resources: [...resources, resource],
			operations: [...new Set([...operations, ...own])],
		}));
		const exact = wider.findIndex((product) => !showsOthers(product, users, existing));
		if (exact >= 0) found[exact] = wider[exact];
		else found.push({ resources: [resource], operations: own });
	}
	return found;
}

function showsOthers(
	{ resources, operations }: Product,
	users: readonly Pair[],
	existing: readonly Pair[],
): boolean {
	return existing.some(
		({ resource, operation }) =>
			resources.includes(resource) &&
			operations.includes(operation) &&
			!users.some((user) => user.resource === resource && user.operation === operation),
	);
}
