import type { Resource } from '../operation';
import { get } from './get.operation';

export const tag: Resource = { name: 'Tag', value: 'tag', operations: [get] };
