import type { Resource } from '../operation';
import { createEvent } from './createEvent.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { getStatistics } from './getStatistics.operation';
import { getTypes } from './getTypes.operation';
import { updateState } from './updateState.operation';

export const form: Resource = {
	name: 'Form',
	value: 'form',
	operations: [createEvent, get, getAll, getStatistics, getTypes, updateState],
};
