import type { Resource } from '../operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';

export const organization: Resource = {
	name: 'Organization',
	value: 'organization',
	operations: [get, getAll],
};
