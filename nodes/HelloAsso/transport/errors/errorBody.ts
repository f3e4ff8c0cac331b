import { jsonParse } from 'n8n-workflow';

/** What HelloAsso says in an error body, in one shape. */
export interface ApiComplaint {
	message?: string;
	code?: string;
	/** An HTML page: not the API but the CDN in front of it, or a foreign server. */
	html: boolean;
}

const LONGEST_MESSAGE = 500;

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
	const { message, code } = fromErrors(parsed.errors) ?? fromPlainFields(parsed);
	return { message: message === undefined ? undefined : shorten(message), code, html: false };
}

/** Whether an answer is an error in spite of its status: no record of the API has these fields. */
export function isErrorBody(body: unknown): boolean {
	if (!isRecord(body)) return false;
	const { errors, error, data } = body;
	return data === undefined && ((errors !== undefined && errors !== null) || isText(error));
}

function fromErrors(errors: unknown): { message?: string; code?: string } | undefined {
	if (Array.isArray(errors)) {
		const entries = errors.filter(isRecord);
		const message = entries
			.map((entry) => entry.message)
			.filter(isText)
			.join(' — ');
		const code = entries.map((entry) => entry.code).find(isText);
		return message || code ? { message: message || undefined, code } : undefined;
	}
	if (isRecord(errors)) {
		const lines = Object.entries(errors).map(
			([field, problems]) => `${field}: ${[problems].flat().join(' ')}`,
		);
		return lines.length > 0 ? { message: lines.join(' — ') } : undefined;
	}
	return undefined;
}

function fromPlainFields(body: Record<string, unknown>): { message?: string; code?: string } {
	const { error, error_description: errorDescription, message, title } = body;
	return {
		message: [errorDescription, message, title, error].find(isText),
		code: isText(error) ? error : undefined,
	};
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
