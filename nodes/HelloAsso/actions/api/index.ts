import type { Resource } from '../operation';
import { call } from './call.operation';

export const api: Resource = { name: 'API Call', value: 'api', operations: [call] };
