import type { Resource } from '../operation';
import { getAll } from './getAll.operation';

export const attendee: Resource = { name: 'Attendee', value: 'attendee', operations: [getAll] };
