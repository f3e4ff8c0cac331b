import type { Resource } from '../operation';
import { getForms } from './getForms.operation';
import { getOrganizations } from './getOrganizations.operation';

export const directory: Resource = {
	name: 'Directory',
	value: 'directory',
	operations: [getForms, getOrganizations],
};
