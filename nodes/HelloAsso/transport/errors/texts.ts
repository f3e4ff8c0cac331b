import { redact, type ApiComplaint } from './errorBody';
import type { ErrorType } from './helloAssoError';
import { isOutcomeUnknown } from './kinds';
import type { Failure } from './failure';
import type { PathValue } from '../path';

/** What the error text can speak of, besides the answer itself. */
export interface RequestFacts {
	/** Inputs that stand in the path: what a 403 or 404 is about. */
	parameters: readonly PathValue[];
	credentialName: string;
	/** True for an association that a partner connects (PKCE), false for an association's own key. */
	connected: boolean;
	origin: string;
	timeoutMs: number;
	/** A write: after a lost answer nobody knows whether it was carried out. */
	isWrite: boolean;
	/** Privilege of the API client that the operation needs, as HelloAsso names it. */
	privilege?: string;
	/** Values that must not be seen in an error, should an answer echo them. */
	secrets: readonly string[];
}

interface Explanation {
	message: string;
	description: string;
}

const LONGEST_VALUE = 100;
/** OAuth2's words for a wrong client ID or secret; HelloAsso was seen to use the first. */
const WRONG_CLIENT = new Set(['unauthorized_client', 'invalid_client']);
const WHERE_KEYS_ARE = 'HelloAsso shows them under "My account" → "Integrations and API"';
/** What to do about a 409, by a part of its code. HelloAsso's reference page of the refund names the codes. */
const CONFLICT_HINTS: Record<string, string> = {
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

type Explainer = (failure: Failure, complaint: ApiComplaint, facts: RequestFacts) => Explanation;

/** What the user reads, by the kind of error. */
export const TEXTS: Record<ErrorType, Explainer> = {
	invalidParameter: badRequest,
	badRequest,
	unauthorized,
	forbidden,
	notFound: (_failure, complaint, { parameters }) => ({
		message: `HelloAsso does not know ${naming(parameters)}`,
		description: `Check the value for typing errors; an organization that was renamed has a new slug. Choosing 'From list' where it is offered avoids both.${said(complaint)}`,
	}),
	conflict: (_failure, complaint) => ({
		message: 'HelloAsso refused: the request conflicts with the present state',
		description: `${conflictHint(complaint)}${said(complaint)}`,
	}),
	rateLimited: ({ source, retryAfterSeconds }) => ({
		message:
			source === 'token'
				? 'HelloAsso refuses new access tokens for a while'
				: 'Too many requests to HelloAsso',
		description: `Wait ${retryAfterSeconds === undefined ? 'some minutes' : `${retryAfterSeconds} seconds`} and run again, with fewer items at a time.${source === 'token' ? ' HelloAsso gives at most 50 tokens an hour: do not create several credentials with the same key.' : ''}`,
	}),
	serverError: (failure, complaint, facts) => ({
		message: `HelloAsso returned a server error (status ${failure.httpCode})`,
		description: `${afterLostAnswer(failure, facts)}${said(complaint)}`,
	}),
	timeout: (failure, _complaint, facts) => ({
		message: `HelloAsso did not answer within ${facts.timeoutMs / 1000} seconds`,
		description: `${afterLostAnswer(failure, facts)} 'Timeout' under 'Options' allows more time.`,
	}),
	connection: (failure, _complaint, facts) => ({
		message:
			failure.answer === 'partial'
				? `The answer of HelloAsso broke off (${facts.origin})`
				: `HelloAsso cannot be reached at ${facts.origin}`,
		description: `Check the network of this n8n server and the 'Environment' of credential '${facts.credentialName}'. ${afterLostAnswer(failure, facts)} (${failure.networkCode ?? redact(failure.message, facts.secrets)})`,
	}),
	invalidResponse: (failure, complaint, facts) => {
		const { httpCode = 0 } = failure;
		const { credentialName } = facts;
		if (httpCode < 300 && complaint.message) {
			return {
				message: `HelloAsso answered with an error: ${complaint.message}`,
				description: afterLostAnswer(failure, facts),
			};
		}
		const redirected = httpCode >= 300 && httpCode < 400;
		return {
			message: redirected
				? `HelloAsso answered with a redirect (status ${httpCode}), which is not followed`
				: 'HelloAsso answered something that is not JSON',
			description: `${redirected ? 'The access token must not go to another address. ' : ''}Check 'Environment' and the addresses of credential '${credentialName}'; a proxy in between may have answered instead. ${afterLostAnswer(failure, facts)}`,
		};
	},
};

function badRequest(_failure: Failure, complaint: ApiComplaint): Explanation {
	return {
		message: `HelloAsso refused the request${complaint.message ? `: ${complaint.message}` : ''}`,
		description: complaint.message
			? 'Correct the parameter that the message names and run again.'
			: 'Check the parameters of the node: one of them has a value that HelloAsso does not take.',
	};
}

function unauthorized(
	{ source }: Failure,
	complaint: ApiComplaint,
	{ credentialName, connected }: RequestFacts,
): Explanation {
	if (connected && !WRONG_CLIENT.has(complaint.code ?? '')) {
		return {
			message: `HelloAsso no longer accepts the connection of credential '${credentialName}'`,
			description: `Open the credential and press Connect again (where it says so, Reconnect or Switch account): the consent was withdrawn, or it was not used for 30 days.${said(complaint)}`,
		};
	}
	if (source === 'token') {
		return {
			message: "HelloAsso refused the key: 'Client ID' or 'Client Secret' is wrong",
			description: `Open the credential '${credentialName}' and enter both again without blanks; ${WHERE_KEYS_ARE}. Check 'Environment' too: production and sandbox have different keys.${said(complaint)}`,
		};
	}
	return {
		message: 'HelloAsso did not accept the access token, not even a new one',
		description: `Open the credential '${credentialName}', check 'Client ID', 'Client Secret' and 'Environment', and save it again.${said(complaint)}`,
	};
}

function forbidden(_failure: Failure, complaint: ApiComplaint, facts: RequestFacts): Explanation {
	if (complaint.html) {
		return {
			message: "HelloAsso's firewall refused the request",
			description:
				'Wait some minutes and try again. If it stays so, the address of this n8n server may be blocked: ask HelloAsso.',
		};
	}
	if (/privilege/i.test(complaint.message ?? '')) {
		return {
			message: `The key of credential '${facts.credentialName}' lacks a privilege that this operation needs${facts.privilege ? `: ${facts.privilege}` : ''}`,
			description: `Ask HelloAsso to add the privilege to this key, or use a credential that has it.${said(complaint)}`,
		};
	}
	return {
		message: `HelloAsso does not allow this key to access ${naming(facts.parameters)}`,
		description: `It belongs to another organization, or the key has no role on it. Check the value, or use a credential of that organization.${said(complaint)}`,
	};
}

function afterLostAnswer(failure: Failure, facts: RequestFacts): string {
	return isOutcomeUnknown(failure, facts) ? OUTCOME_UNKNOWN : 'Try again later.';
}

/** What every error of a write says whose answer was lost, or cannot be understood. */
export const OUTCOME_UNKNOWN =
	'It is not known whether HelloAsso carried the request out: look the record up at HelloAsso before you run it again.';

function naming(parameters: readonly PathValue[]): string {
	if (parameters.length === 0) return 'this address';
	return parameters
		.map(
			({ label, name, value }) =>
				`'${label}' = '${String(value).slice(0, LONGEST_VALUE)}' (${name})`,
		)
		.join(', ');
}

function said({ message }: ApiComplaint): string {
	return message ? ` HelloAsso says: ${message}` : '';
}

function conflictHint({ code = '', message = '' }: ApiComplaint): string {
	const text = `${code} ${message}`;
	const known = Object.keys(CONFLICT_HINTS).find((part) => text.includes(part));
	if (known) return CONFLICT_HINTS[known];
	return NOT_VERIFIED.test(text)
		? 'The organization may not receive payments yet: complete its verification at HelloAsso.'
		: 'Look the record up at HelloAsso before you try again.';
}
