import type { Resource } from '../operation';
import { getAll } from './getAll.operation';

export const donation: Resource = { name: 'Donation', value: 'donation', operations: [getAll] };
