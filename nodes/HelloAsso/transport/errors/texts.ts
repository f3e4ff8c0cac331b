import { conflictHint } from './conflictHints';
import { readErrorBody, type ApiComplaint } from './errorBody';
import { HelloAssoError, type ErrorType } from './helloAssoError';
import { isCutJson, readFailure, type Failure } from './outcome';
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

/** ERR_CANCELED: we ended the request, its time being up. */
const TIMEOUT_CODES = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ERR_TIMEOUT', 'ERR_CANCELED']);
/** No connection was made, so that nothing can have arrived. */
const NEVER_SENT =
	/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_TLS|\w*_CERT|CERT_)/;
const LONGEST_VALUE = 100;
const LONGEST_EXTRACT = 60;
const TOO_MANY = /too.?many|rate.?limit/i;
/** OAuth2's words for a wrong client ID or secret; HelloAsso was seen to use the first. */
const WRONG_CLIENT = new Set(['unauthorized_client', 'invalid_client']);
const WRONG_CLIENT_TEXT =
	/^(The client is not authorized|Client authentication failed|Invalid client)/i;
const WHERE_KEYS_ARE = 'HelloAsso shows them under "My account" → "Integrations and API"';

/** Turns whatever n8n threw into the error that the user reads. */
export function explain(thrown: unknown, facts: RequestFacts): HelloAssoError {
	return thrown instanceof HelloAssoError ? thrown : explainFailure(readFailure(thrown), facts);
}

/** The error that the user reads for a failure of which the facts are known. */
export function explainFailure(failure: Failure, facts: RequestFacts): HelloAssoError {
	// Before it is cut to length, and again after JSON's escapes are read: a secret may hide behind both.
	const raw = readErrorBody(redact(failure.body, facts.secrets));
	const complaint = { ...raw, message: raw.message && redact(raw.message, facts.secrets) };
	const type = errorType(failure, complaint);
	const { message, description } = EXPLANATIONS[type](failure, complaint, facts);
	return new HelloAssoError(type, message, {
		description,
		httpCode: failure.httpCode,
		helloAssoCode: complaint.code,
		retryAfterSeconds: failure.retryAfterSeconds,
		fromTokenEndpoint: failure.source === 'token',
		// Neither an answer nor a network code: nothing that passes by itself.
		final: failure.answer === 'none' && failure.networkCode === undefined,
		outcomeUnknown: isOutcomeUnknown(failure, facts),
	});
}

const CUT: Failure = { source: 'api', answer: 'partial', body: '', message: 'incomplete JSON' };
const UNREADABLE: Failure = {
	source: 'api',
	answer: 'whole',
	httpCode: 200,
	body: '',
	message: '',
};

/** The error for an answer with status 200 that cannot be read. */
export function explainUnreadable(text: string, facts: RequestFacts): HelloAssoError {
	if (isCutJson(text)) return explainFailure(CUT, facts);
	const extract = redact(text, facts.secrets).replace(/\s+/g, ' ').trim().slice(0, LONGEST_EXTRACT);
	return new HelloAssoError('invalidResponse', 'HelloAsso answered something that is not JSON', {
		description: `The answer starts with '${extract}'. A page of a proxy or of maintenance looks like this: check 'Environment' in the credential '${facts.credentialName}'. ${afterLostAnswer(UNREADABLE, facts)}`,
		outcomeUnknown: isOutcomeUnknown(UNREADABLE, facts),
	});
}

/** The error for a credential that has no token yet because nobody connected it. */
export function explainUnconnected(credentialName: string): HelloAssoError {
	return new HelloAssoError(
		'unauthorized',
		`The credential '${credentialName}' is not connected to HelloAsso`,
		{
			description: 'Open the credential and press Connect.',
			fromTokenEndpoint: true,
		},
	);
}

function errorType(failure: Failure, { html }: ApiComplaint): ErrorType {
	const { answer, httpCode, networkCode, source, body, message } = failure;
	if (answer === 'partial') return 'connection';
	if (httpCode === 429) return 'rateLimited';
	if (httpCode !== undefined && httpCode >= 500) return 'serverError';
	if (httpCode !== undefined && httpCode < 400) return 'invalidResponse';
	if (source === 'token') {
		if (httpCode === undefined && networkCode) return networkType(networkCode);
		// A page instead of OAuth2's error body comes from the CDN or a proxy, not from HelloAsso.
		if (html) return httpCode === 403 ? 'forbidden' : 'invalidResponse';
		// n8n's OAuth2 client drops the status of an answer whose body has an `error` field.
		return TOO_MANY.test(`${body} ${message}`) ? 'rateLimited' : 'unauthorized';
	}
	if (httpCode === undefined) return networkType(networkCode);
	return STATUS_TYPES.get(httpCode) ?? 'badRequest';
}

function networkType(code: string | undefined): ErrorType {
	return code !== undefined && TIMEOUT_CODES.has(code) ? 'timeout' : 'connection';
}

const STATUS_TYPES = new Map<number, ErrorType>([
	[401, 'unauthorized'],
	[403, 'forbidden'],
	[404, 'notFound'],
	[408, 'timeout'],
	[409, 'conflict'],
]);

type Explainer = (failure: Failure, complaint: ApiComplaint, facts: RequestFacts) => Explanation;

const EXPLANATIONS: Record<ErrorType, Explainer> = {
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
	invalidResponse: ({ httpCode = 0 }, _complaint, { credentialName }) => {
		const redirected = httpCode >= 300 && httpCode < 400;
		return {
			message: redirected
				? `HelloAsso answered with a redirect (status ${httpCode}), which is not followed`
				: 'HelloAsso answered something that is not JSON',
			description: `${redirected ? 'The access token must not go to another address. ' : ''}Check 'Environment' and the addresses of credential '${credentialName}'; a proxy in between may have answered instead.`,
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
	{ source, message }: Failure,
	complaint: ApiComplaint,
	{ credentialName, connected }: RequestFacts,
): Explanation {
	// n8n 1.x loses the code and keeps its own words for it.
	const wrongClient = WRONG_CLIENT.has(complaint.code ?? '') || WRONG_CLIENT_TEXT.test(message);
	if (connected && !wrongClient) {
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

/** A status from 400 to 499 is a refusal, except the one for a server that stopped waiting (408). */
function isOutcomeUnknown(
	{ source, httpCode, networkCode }: Failure,
	{ isWrite }: RequestFacts,
): boolean {
	if (!isWrite || source === 'token' || NEVER_SENT.test(networkCode ?? '')) return false;
	return httpCode === undefined || httpCode === 408 || httpCode < 400 || httpCode >= 500;
}

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

/** Anything that looks like a JSON Web Token, whoever issued it. */
const TOKEN_LIKE = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g;

function redact(text: string, secrets: readonly string[]): string {
	return secrets
		.filter((secret) => secret !== '')
		.reduce((safe, secret) => safe.replaceAll(secret, '***'), text.replace(TOKEN_LIKE, '***'));
}
