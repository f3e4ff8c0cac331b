import { jsonParse } from 'n8n-workflow';

/** What HelloAsso says in an error body, in one shape. */
export interface ApiComplaint {
	message?: string;
	code?: string;
	/** An HTML page: not the API but the CDN in front of it, or a foreign server. */
	html: boolean;
}

const LONGEST_MESSAGE = 500;
/** Anything that looks like a JSON Web Token, whoever issued it. */
const TOKEN_LIKE = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/**
 * HelloAsso answers errors in five shapes, none of them in its specification:
 * a list of `{code, message}`, ASP.NET problem details by field, OAuth2's `error` pair, plain text
 * (a missing privilege), and `{message}` or an HTML page or nothing at all.
 */
export function readErrorBody(body: string): ApiComplaint {
	const text = body.trim();
	if (text.startsWith('<')) return { html: true };
	const parsed = jsonParse<unknown>(text, { fallbackValue: text });
	if (isText(parsed)) return { message: shorten(parsed), html: false };
	if (!isRecord(parsed)) return { html: false };
	const { errors, error, error_description: errorDescription, message, title } = parsed;
	const entries = Array.isArray(errors) ? errors.filter(isRecord) : [];
	const byField = Object.entries(isRecord(errors) ? errors : {});
	const lines = [
		...entries.map((entry) => entry.message).filter(isText),
		...byField.map(([field, problems]) => `${field}: ${[problems].flat().join(' ')}`),
	];
	const said = lines.join(' — ') || [errorDescription, message, title, error].find(isText);
	return {
		message: said && shorten(said),
		code: [...entries.map((entry) => entry.code), error].find(isText),
		html: false,
	};
}

/** Whether an answer is an error in spite of its status: no record of the API has these fields. */
export function isErrorBody(body: unknown): boolean {
	if (!isRecord(body)) return false;
	const { errors, error, data } = body;
	return data === undefined && ((errors !== undefined && errors !== null) || isText(error));
}

/** A text without tokens, and without secrets that an answer echoes. */
export function redact(text: string, secrets: readonly string[]): string {
	return secrets
		.filter((secret) => secret !== '')
		.reduce((safe, secret) => safe.replaceAll(secret, '***'), text.replace(TOKEN_LIKE, '***'));
}

function shorten(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}
