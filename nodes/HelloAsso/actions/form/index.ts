import type { Resource } from '../operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';

export const form: Resource = { name: 'Form', value: 'form', operations: [get, getAll] };
