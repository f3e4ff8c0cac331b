import { defineOperation } from '../operation';

export const getPublicTags = defineOperation({
	value: 'getPublicTags',
	action: 'Get public tags',
	description: 'Retrieve the public tags by which forms can be found',
	route: 'GET /values/tags',
	returns: 'array',
});
