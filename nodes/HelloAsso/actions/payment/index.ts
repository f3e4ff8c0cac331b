import type { Resource } from '../operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { refund } from './refund.operation';

export const payment: Resource = {
	name: 'Payment',
	value: 'payment',
	operations: [get, getAll, refund],
};
