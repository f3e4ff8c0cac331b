import { checkMember } from '../../answers/check';
import { MembershipReader } from '../../answers/memberships';
import * as fields from '../../parameters';
import { defineOperation } from '../operation';
import { memberEmail, moment, nodeText, readWanted } from './check.fields';

export const check = defineOperation({
	value: 'check',
	action: 'Check membership of person',
	description:
		"Find out whether somebody is a member on a day and has paid, by e-mail or by name. HelloAsso knows the payer's e-mail only, so several people may be behind one: each is a match.",
	route: 'GET /organizations/{organizationSlug}/items',
	path: { organizationSlug: fields.organizationSlug },
	query: {
		email: memberEmail,
		firstName: nodeText('First Name', 'First name of the member; needed without an e-mail'),
		lastName: nodeText('Last Name', 'Last name of the member; needed without an e-mail'),
		validOn: moment(
			'Valid On',
			'The day on which the membership is to be valid',
			'Empty means today',
		),
	},
	returns: 'one',
	async answer({ request, own }, { client, notes }) {
		const answer = await checkMember(readWanted(own), new MembershipReader(client, request));
		if (answer.matches.length > 1) notes.severalPeople();
		return [answer];
	},
});
