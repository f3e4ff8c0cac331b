import type { ApiComplaint } from './errorBody';
import type { ErrorType } from './helloAssoError';
import type { Failure } from './failure';

/** ERR_CANCELED: we ended the request, its time being up. */
const TIMEOUT_CODES = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ERR_TIMEOUT', 'ERR_CANCELED']);
const NEVER_SENT =
	/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_TLS|\w*_CERT|CERT_)/;
const TOO_MANY = /too.?many|rate.?limit/i;

/** Which kind of error a failure is: decided by how much of an answer came, then by its status. */
export function errorType(failure: Failure, { html }: ApiComplaint): ErrorType {
	const { answer, httpCode, networkCode, source, body } = failure;
	if (answer === 'partial') return 'connection';
	if (httpCode === 429) return 'rateLimited';
	if (httpCode !== undefined && httpCode >= 500) return 'serverError';
	if (httpCode !== undefined && httpCode < 400) return 'invalidResponse';
	if (source === 'token') {
		if (answer === 'none') return networkType(networkCode);
		// A page instead of OAuth2's error body comes from the CDN or a proxy, not from HelloAsso.
		if (html) return httpCode === 403 ? 'forbidden' : 'invalidResponse';
		// n8n's OAuth2 client drops the status of an answer whose body has an `error` field.
		return TOO_MANY.test(body) ? 'rateLimited' : 'unauthorized';
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
	[410, 'notFound'],
]);

/** Whether nothing can have arrived, because no connection was made. */
export function isNeverSent({ networkCode = '' }: Failure): boolean {
	return NEVER_SENT.test(networkCode);
}

/** A status from 400 to 499 is a refusal, except that of a server that stopped waiting (408). */
export function isOutcomeUnknown(failure: Failure, { isWrite }: { isWrite: boolean }): boolean {
	const { source, httpCode } = failure;
	if (!isWrite || source === 'token' || isNeverSent(failure)) return false;
	return httpCode === undefined || httpCode === 408 || httpCode < 400 || httpCode >= 500;
}
