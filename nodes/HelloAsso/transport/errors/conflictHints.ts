import type { ApiComplaint } from './errorBody';

/** What to do about a 409, by a part of its code. HelloAsso's reference page of the refund names the codes. */
const HINTS: Record<string, string> = {
	'MFA.AccessTokenRequired':
		"HelloAsso wants a second factor: give the token under 'Options' → 'MFA Access Token'.",
	'MFA.AccessOtpSmsRequired':
		"HelloAsso wants the code of a text message: give it as 'MFA SMS Token' under 'Options'.",
	'MFA.AccessPasswordTokenRequired':
		"HelloAsso wants the password once more: give its token as 'MFA Password Token' under 'Options'.",
	UserNotEnrolled:
		'HelloAsso wants a second factor, and the user of this key has none: set it up at HelloAsso, or refund in the back office.',
	'[112]': 'The same operation is going on: wait, and look at the payment.',
	'[113]': 'The payment was not authorized: there is nothing to refund.',
	'[115]': 'The money was transferred already: refund in the back office.',
};
const NOT_VERIFIED = /cash-?in|encaiss|KYC|recevoir/i;

export function conflictHint({ code = '', message = '' }: ApiComplaint): string {
	const text = `${code} ${message}`;
	const known = Object.keys(HINTS).find((part) => text.includes(part));
	if (known) return HINTS[known];
	return NOT_VERIFIED.test(text)
		? 'The organization may not receive payments yet: complete its verification at HelloAsso.'
		: 'Look the record up at HelloAsso before you try again.';
}
