import type { Resource } from '../operation';
import { getAll } from './getAll.operation';

export const member: Resource = { name: 'Member', value: 'member', operations: [getAll] };
