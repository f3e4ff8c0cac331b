export interface Failure {
	/** Who failed: HelloAsso's API, or its token endpoint (which n8n calls on our behalf). */
	source: 'api' | 'token';
	/** Decided before the status is looked at: an answer that broke off says nothing, whatever its status. */
	answer: 'none' | 'partial' | 'whole';
	httpCode?: number;
	/** Code of the network layer, e.g. `ECONNREFUSED`. */
	networkCode?: string;
	body: string;
	retryAfterSeconds?: number;
	/** Message of the innermost error, for the case that nothing else is known. */
	message: string;
}

interface ErrorLike {
	message?: unknown;
	messages?: unknown;
	code?: unknown;
	httpCode?: unknown;
	status?: unknown;
	body?: unknown;
	cause?: unknown;
	response?: { status?: unknown; data?: unknown; headers?: Record<string, unknown> };
}

const LONGEST_CHAIN = 6;
/** Codes that n8n's OAuth2 client gives its own errors: an error body, or an unreadable answer. */
const OAUTH_CLIENT_CODES = new Set(['EAUTH', 'ESTATUS']);
/** How n8n 2.x words a refused refresh token, of which it keeps nothing else. */
const RECONNECT = /needs to be reconnected/;
/** How the HTTP client words an answer that ended before its announced length; n8n 1.x keeps the words only. */
const BROKEN_OFF = /stream has been aborted|premature close|unexpected end of file/i;
/** The failure of an answer that arrived, with a status from 300 up. */
export function answerFailure(answer: {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}): Failure {
	return {
		source: 'api',
		answer: 'whole',
		httpCode: answer.statusCode,
		body: toText(answer.body),
		retryAfterSeconds: toSeconds(answer.headers['retry-after']),
		message: '',
	};
}

/** n8n wraps the HTTP client's error, except one of the token endpoint: so the chain of causes is read. */
export function readFailure(error: unknown, source: Failure['source']): Failure {
	const failure: Failure = { source, answer: 'none', body: '', message: '' };
	for (const link of causes(error)) {
		const code = codeOf(link);
		const isOAuthClient = code !== undefined && OAUTH_CLIENT_CODES.has(code);
		const texts = [link.message, link.messages].flat().map(String);
		if (texts.some((text) => BROKEN_OFF.test(text))) failure.answer = 'partial';
		else if (isOAuthClient || RECONNECT.test(texts[0])) failure.answer = 'whole';
		if (link.response) {
			failure.httpCode = toStatus(link.response.status);
			failure.body = toText(link.response.data);
			failure.retryAfterSeconds = toSeconds(link.response.headers?.['retry-after']);
		} else if (isOAuthClient) {
			failure.httpCode = toStatus(link.status);
			failure.body = toText(link.body);
		} else {
			failure.networkCode = code ?? failure.networkCode;
		}
		if (typeof link.message === 'string') failure.message = link.message;
	}
	// What came of it is neither a status to act on nor a body to read.
	if (failure.answer === 'partial') return { ...failure, httpCode: undefined, body: '' };
	return failure.httpCode === undefined ? failure : { ...failure, answer: 'whole' };
}

/** n8n 1.x, which keeps no cause, writes the cause's code where the status goes. */
function codeOf({ code, httpCode }: ErrorLike): string | undefined {
	return [code, httpCode].find(
		(value): value is string => typeof value === 'string' && /^[A-Z]\w*$/.test(value),
	);
}

/** The error and its causes, outermost first. */
function causes(error: unknown, atMost = LONGEST_CHAIN): ErrorLike[] {
	if (error === null || typeof error !== 'object' || atMost === 0) return [];
	const link: ErrorLike = error;
	return [link, ...causes(link.cause, atMost - 1)];
}

function toStatus(value: unknown): number | undefined {
	const status = Number(value);
	return Number.isInteger(status) && status >= 100 && status < 600 ? status : undefined;
}

/** `Retry-After` in both its forms (RFC 9110): seconds, or the moment to wait for. */
function toSeconds(value: unknown): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const seconds = Number(value);
	if (Number.isFinite(seconds)) return seconds >= 0 ? seconds : undefined;
	const moment = /[a-z]{3},? \d|\d:\d/i.test(String(value)) ? Date.parse(String(value)) : NaN;
	return Number.isNaN(moment) ? undefined : Math.max(0, Math.ceil((moment - Date.now()) / 1000));
}

function toText(data: unknown): string {
	if (data === undefined || data === null) return '';
	if (typeof data === 'string') return data;
	if (Buffer.isBuffer(data)) return data.toString('utf8');
	if (data instanceof ArrayBuffer) return Buffer.from(data).toString('utf8');
	try {
		return JSON.stringify(data);
	} catch {
		// A stream that was cut off, for instance: there is nothing to read in it.
		return '';
	}
}

/**
 * Whether a text that is not JSON is the beginning of some: where no length was announced, nothing else
 * tells a body that was cut from a whole one (n8n 1.123 and 2.41 hand it over in silence).
 */
export function isCutJson(text: string): boolean {
	if (!/^\s*[{[]/.test(text)) return false;
	let depth = 0;
	let inString = false;
	for (let at = 0; at < text.length; at++) {
		const char = text[at];
		if (inString && char === '\\') at++;
		else if (char === '"') inString = !inString;
		else if (!inString && (char === '{' || char === '[')) depth++;
		else if (!inString && (char === '}' || char === ']')) depth--;
	}
	return inString || depth > 0;
}
