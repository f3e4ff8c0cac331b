/** An answer that is not a success, thrown from anywhere below the server. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		/** An object is sent as JSON, a string as plain text, undefined as an empty body. */
		readonly body?: unknown,
		readonly headers: Record<string, string> = {},
	) {
		super(`HTTP ${status}`);
	}
}

/** The usual body of business errors (HelloAsso docs and independent integrations). */
export function businessErrors(status: number, messages: string[], code = 'Error'): ApiError {
	return new ApiError(status, { errors: messages.map((message) => ({ code, message })) });
}

export const businessError = (status: number, message: string, code?: string) =>
	businessErrors(status, [message], code);

export const notFound = (what: string) => businessError(404, `${what} n'existe pas.`, 'NotFound');

/** Objects of another organization answer 403, not 404 (observed by two integrators). */
export const foreignObject = () =>
	businessError(403, "Vous n'avez pas les droits sur cette ressource.", 'Forbidden');

/** A privilege that the client lacks: plain text, not JSON (observed by integrators). */
export const missingPrivilege = () => new ApiError(403, 'Forbidden - insufficient Privileges');

export type FieldErrors = Record<string, string[]>;

/** ASP.NET problem details, the body of every model validation (observed by integrators). */
export function validationError(errors: FieldErrors): ApiError {
	return new ApiError(400, {
		type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
		title: 'One or more validation errors occurred.',
		status: 400,
		errors,
		traceId: '00-0123456789abcdef0123456789abcdef-0123456789abcdef-00',
	});
}

/** The OAuth2 body of the token endpoint (RFC 6749 §5.2; texts observed by integrators). */
export function oauthError(status: number, error: string, description: string): ApiError {
	return new ApiError(status, { error, error_description: description });
}

/** An unknown, expired or revoked access token: empty body, the reason in a header only. */
export function unauthorized(reason?: string): ApiError {
	const challenge = reason
		? `Bearer error="invalid_token", error_description="${reason}"`
		: 'Bearer';
	return new ApiError(401, undefined, { 'www-authenticate': challenge });
}

const CDN_PAGE = (status: number) =>
	`<!DOCTYPE html>\n<html lang="en-US"><head><title>${status} | helloasso</title></head>` +
	'<body><h1>Access denied</h1><p>Cloudflare Ray ID: 0000000000000000</p></body></html>\n';

/** HelloAsso sits behind a CDN that answers in HTML (observed: Cloudflare error 1010 for some agents). */
export const cdnPage = (status: number) =>
	new ApiError(status, CDN_PAGE(status), { 'content-type': 'text/html; charset=UTF-8' });
