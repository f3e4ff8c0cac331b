import { isObject } from '../openapi/shape';
import { mediaType, type Answer, type Api, type Request } from './api';
import { compareHeaders, type Difference } from './compare';
import { fill } from './reads';
import type { Words } from './words';

/** Answers to what is wrong on purpose, by what is wrong. */
export type Probes = ReadonlyMap<string, Answer>;

const NOWHERE = 'n8n-nodes-helloasso-no-such-thing';
const NO_ID = 1_999_999_999;

const PAYMENTS = '/organizations/{organizationSlug}/payments';

const WRONG: Record<string, [path: string, request?: Request]> = {
	'no token': ['/users/me/organizations', { token: '' }],
	'a token that is none': ['/users/me/organizations', { token: 'no-token' }],
	'a path that does not exist': [`/${NOWHERE}`],
	'an organization that does not exist': [`/organizations/${NOWHERE}`],
	'a form that does not exist': [`/organizations/{organizationSlug}/forms/Event/${NOWHERE}/public`],
	'an order that does not exist': [`/orders/${NO_ID}`],
	'a payment that does not exist': [`/payments/${NO_ID}`],
	'an item that does not exist': [`/items/${NO_ID}`],
	'an id that is no number': ['/orders/none'],
	'a state that does not exist': [PAYMENTS, { query: { states: 'NoSuchState' } }],
	'a date that is none': [PAYMENTS, { query: { from: 'yesterday' } }],
	'a parameter that does not exist': [PAYMENTS, { query: { noSuchParameter: 1, pageSize: 1 } }],
	'a page size of 101': [PAYMENTS, { query: { pageSize: 101 } }],
	'a page size of 0': [PAYMENTS, { query: { pageSize: 0 } }],
	'a page number of 0': [PAYMENTS, { query: { pageIndex: 0, pageSize: 1 } }],
	'a page number beyond the end': [PAYMENTS, { query: { pageIndex: 100_000, pageSize: 100 } }],
	'a continuation token that is none': [PAYMENTS, { query: { continuationToken: 'none' } }],
};

export const BAD_REFRESH_TOKEN = 'a refresh token that is none';

/** Two of HelloAsso's twenty calls of the token endpoint in ten minutes. */
const WRONG_TOKEN_REQUESTS: Record<string, Record<string, string>> = {
	[BAD_REFRESH_TOKEN]: { grant_type: 'refresh_token', refresh_token: NOWHERE },
	'a client that does not exist': {
		grant_type: 'client_credentials',
		client_id: NOWHERE,
		client_secret: NOWHERE,
	},
};

export async function probe(api: Api, organizationSlug: string): Promise<Probes> {
	const answers = new Map<string, Answer>();
	for (const [what, [path, request]] of Object.entries(WRONG))
		answers.set(what, await api.send(fill(path, { organizationSlug }), request));
	for (const [what, fields] of Object.entries(WRONG_TOKEN_REQUESTS))
		answers.set(what, await api.tokenRequest(fields));
	return answers;
}

/** What kind of thing an error's body is, in words of ours. */
function kindOf(answer: Answer): string {
	const { body, text } = answer;
	if (text === '') return 'nothing';
	if (isObject(body)) {
		if (Array.isArray(body.errors)) return 'a list of errors';
		if (isObject(body.errors)) return 'problem details';
		if (typeof body.error === 'string') return 'an OAuth error';
		if (Array.isArray(body.data)) return `a list of ${body.data.length === 0 ? 'none' : 'records'}`;
		return 'an object';
	}
	if (Array.isArray(body)) return 'a list';
	return mediaType(answer) === 'text/html' ? 'a page' : 'a text';
}

const oauthError = ({ body }: Answer) =>
	isObject(body) && typeof body.error === 'string' ? body.error : undefined;

/** Words of RFC 6749 and HelloAsso's own. */
const OAUTH_ERRORS =
	/^(access_denied|invalid_(client|grant|request|scope|token)|unauthorized_client|unsupported_grant_type)$/;
const shown = (error = 'none') =>
	OAUTH_ERRORS.test(error) || error === 'none' ? error : 'another';

export function compareProbes(live: Probes, simulated: Probes, words: Words): Difference[] {
	return [...simulated].flatMap(([where, theirs]): Difference[] => {
		const answer = live.get(where);
		if (!answer) return [];
		if (answer.status !== theirs.status)
			return [
				{ kind: 'status', where, what: `${answer.status}, ${theirs.status} in the simulator` },
			];
		const [kind, expected] = [kindOf(answer), kindOf(theirs)];
		const [error, theirError] = [oauthError(answer), oauthError(theirs)];
		const body: Difference[] =
			kind === expected
				? []
				: [{ kind: 'type', where, what: `the answer is ${kind}, ${expected} in the simulator` }];
		const oauth: Difference[] =
			kind !== expected || error === theirError
				? []
				: [
						{
							kind: 'enum',
							where,
							what: `error is ${shown(error)}, ${shown(theirError)} in the simulator`,
						},
					];
		return [...body, ...oauth, ...compareHeaders(where, [answer], [theirs], words)];
	});
}
