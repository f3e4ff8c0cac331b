import { BAD_REFRESH_TOKEN } from '../probes';
import { DATES } from './dates';
import { AS_HERE, other, unknown } from './decision';
import type { Decision, Facts } from './decision';
import { LISTED } from './lists';
import { PAYOUTS } from './payouts';

export type { Checked, Decision, Facts, Verdict } from './decision';

function badRefreshToken({ probes }: Facts) {
	const status = probes.get(BAD_REFRESH_TOKEN)?.status;
	return status === 400 ? AS_HERE : other(String(status));
}

/** The 429 is not provoked: it would lock the key. But it may come by itself. */
function rateLimitBody({ api }: Facts) {
	const [answer] = api.limited;
	if (!answer) return unknown('no request was refused for being one too many');
	return answer.text === '' ? AS_HERE : other('it has one');
}

function deleteUnset({ written }: Facts) {
	const answer = written.get('DELETE /partners/me/api-notifications, not set');
	if (!answer) return unknown('it takes the key of a partner, and a type without an address');
	return answer.status === 200 ? AS_HERE : other(String(answer.status));
}

const CONSENT = 'takes an association that agrees in its browser';
const PAYER = 'takes a payer on the payment page';
const RECEIVER = 'takes a public address that receives notifications';

const because = (reason: string, ...names: string[]): Decision[] =>
	names.map((name) => ({ name, because: reason }));

/** Every line of "Decided here, not known" in the simulator's README. */
export const DECISIONS: readonly Decision[] = [
	{ name: 'badRefreshToken', check: badRefreshToken },
	{ name: 'rateLimitBody', check: rateLimitBody },
	{ name: 'deleteUnset', check: deleteUnset },
	...DATES,
	...LISTED,
	...PAYOUTS,
	...because(CONSENT, 'authorizeParameters', 'badChallenge', 'codeUsedUp'),
	...because('would lock the key for an hour', 'tokenLimits'),
	...because('takes a sale in the middle of a list', 'paging'),
	...because(PAYER, 'returnQuery', 'refusedOnPage'),
	...because(
		RECEIVER,
		'notifiesRefunding',
		'notifiesItemChange',
		'notifiesPayout',
		'ownTypeFirst',
		'scopesApart',
		'partnerIsTold',
		'onlyOk',
		'retries',
		'signedNow',
		'retriesOldAddress',
		'futureInstallments',
		'renamedAddresses',
		'userAgent',
	),
];
