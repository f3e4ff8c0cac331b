import type { Resource } from '../operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';

export const item: Resource = { name: 'Item', value: 'item', operations: [get, getAll] };
