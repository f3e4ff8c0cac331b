import { readErrorBody, redact } from './errorBody';
import { HelloAssoError } from './helloAssoError';
import { errorType, isOutcomeUnknown } from './kinds';
import { isCutJson, readFailure, type Failure } from './failure';
import { OUTCOME_UNKNOWN, TEXTS, type RequestFacts } from './texts';

const LONGEST_EXTRACT = 60;

/** Turns whatever n8n threw at a request of the API into the error that the user reads. */
export function explain(thrown: unknown, facts: RequestFacts): HelloAssoError {
	return thrown instanceof HelloAssoError
		? thrown
		: explainFailure(readFailure(thrown, 'api'), facts);
}

/** The error that the user reads for a failure of which the facts are known. */
export function explainFailure(failure: Failure, facts: RequestFacts): HelloAssoError {
	// Before it is cut to length, and again after JSON's escapes are read: a secret may hide behind both.
	const raw = readErrorBody(redact(failure.body, facts.secrets));
	const complaint = { ...raw, message: raw.message && redact(raw.message, facts.secrets) };
	const type = errorType(failure, complaint);
	const { message, description } = TEXTS[type](failure, complaint, facts);
	return new HelloAssoError(type, message, {
		description,
		httpCode: failure.httpCode,
		helloAssoCode: complaint.code && redact(complaint.code, facts.secrets),
		retryAfterSeconds: failure.retryAfterSeconds,
		fromTokenEndpoint: failure.source === 'token',
		// Neither an answer nor a network code: nothing that passes by itself.
		final: failure.answer === 'none' && failure.networkCode === undefined,
		outcomeUnknown: isOutcomeUnknown(failure, facts),
	});
}

/** The error for an answer with status 200 that cannot be read. */
export function explainUnreadable(text: string, facts: RequestFacts): HelloAssoError {
	if (isCutJson(text)) {
		const message = 'incomplete JSON';
		return explainFailure({ source: 'api', answer: 'partial', body: '', message }, facts);
	}
	const extract = redact(text, facts.secrets).replace(/\s+/g, ' ').trim().slice(0, LONGEST_EXTRACT);
	const nextStep = facts.isWrite ? OUTCOME_UNKNOWN : 'Try again later.';
	return new HelloAssoError('invalidResponse', 'HelloAsso answered something that is not JSON', {
		description: `The answer starts with '${extract}'. A page of a proxy or of maintenance looks like this: check 'Environment' in the credential '${facts.credentialName}'. ${nextStep}`,
		outcomeUnknown: facts.isWrite,
	});
}
