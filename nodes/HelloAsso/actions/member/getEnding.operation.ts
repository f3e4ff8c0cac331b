import { endingMemberships } from '../../answers/ending';
import { MembershipReader } from '../../answers/memberships';
import * as fields from '../../parameters';
import { simplifyEndingMember } from '../../simplify';
import { day } from '../../simplify/values';
import type { EndpointOperation } from '../operation';
import { salesEndpoints } from '../salesEndpoints';
import { endingPeriod, periodFields } from './getEnding.fields';

const inputs = { query: periodFields, options: { customFields: fields.customFields } };

export const getEnding: EndpointOperation = {
	value: 'getEnding',
	action: 'Get memberships that end',
	description:
		'Retrieve the people whose last membership ends in a period and who have not renewed it, each once, with the form to renew on and whether it was a renewal itself',
	endpoints: salesEndpoints('items', inputs, fields.membershipFormType),
	returns: 'many',
	listsAll: true,
	simplify: simplifyEndingMember,
	namesForm: true,
	whenEmpty:
		"No membership that was not renewed ends in the next 30 days. Choose another time under 'From' and 'To'.",
	async answer({ request, own }, { client, notes }) {
		const reader = new MembershipReader(client, request);
		const ending = await endingMemberships(
			{
				period: endingPeriod(own),
				formSlug: request.parameters?.find(({ name }) => name === 'formSlug')?.value,
				today: String(day(new Date().toISOString())),
			},
			reader,
		);
		notes.leaveOut('validity', reader.unknownCount);
		return ending;
	},
};
