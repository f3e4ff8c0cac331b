import type { Resource } from '../operation';
import { cancel } from './cancel.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';

export const order: Resource = { name: 'Order', value: 'order', operations: [cancel, get, getAll] };
