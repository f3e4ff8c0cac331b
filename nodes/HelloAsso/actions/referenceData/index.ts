import type { Resource } from '../operation';
import { getActivityTypes } from './getActivityTypes.operation';
import { getCategories } from './getCategories.operation';
import { getLegalStatuses } from './getLegalStatuses.operation';
import { getPublicTags } from './getPublicTags.operation';

export const referenceData: Resource = {
	name: 'Reference Data',
	value: 'referenceData',
	operations: [getActivityTypes, getCategories, getLegalStatuses, getPublicTags],
};
