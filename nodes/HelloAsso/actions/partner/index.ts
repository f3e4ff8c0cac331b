import type { Resource } from '../operation';
import { get } from './get.operation';
import { getOrganizations } from './getOrganizations.operation';
import { updateDomain } from './updateDomain.operation';

export const partner: Resource = {
	name: 'Partner',
	value: 'partner',
	operations: [get, getOrganizations, updateDomain],
};
