import { RESOURCES } from '../../../nodes/HelloAsso/actions';
import { isCustom } from '../../../nodes/HelloAsso/actions/operation';
import type { Case } from './case';

export { settle } from './association';
export { ENDPOINTS, locator, runCase, runSaved, type Case } from './case';

/** The file `<resource>.ts` of each resource with an operation of the table; API Call is in apiCall.test.ts. */
export const CASES = RESOURCES.filter(
	({ operations }) => !operations.every((operation) => isCustom(operation)),
).flatMap(({ value }) =>
	jest.requireActual<{ CASES: Case[] }>(`./${value}`).CASES.map((one) => [one.name, one] as const),
);
