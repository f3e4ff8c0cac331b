import type { Resource } from '../operation';
import { create } from './create.operation';
import { get } from './get.operation';

export const checkoutIntent: Resource = {
	name: 'Checkout Intent',
	value: 'checkoutIntent',
	operations: [create, get],
};
