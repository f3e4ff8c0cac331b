import { API_BASE_PATH } from './environments';
import { HelloAssoError, invalidParameter } from './errors/helloAssoError';

/** Routes that are used in several places, as HelloAsso's specification writes them. */
export const OWN_ORGANIZATIONS = '/users/me/organizations';
export const PUBLIC_FORM = '/organizations/{organizationSlug}/forms/{formType}/{formSlug}/public';

/** Characters that would end a path segment or change what it means, as written or percent-encoded. */
const UNSAFE_IN_SEGMENT = /[/\\%?#\p{Cc}\p{Cs}]/u;
const ONLY_DOTS = /^\.+$/;

/** A value for one `{name}` of a route, with the words to speak of it in an error. */
export interface PathValue {
	label: string;
	name: string;
	value: string | number;
}

/**
 * Fills a route: `/forms/{formType}` and a value make `/v5/forms/Event`.
 * Refuses what could lead to another endpoint: empty values, `.` and `..`, slashes, backslashes,
 * percent signs (so also encoded slashes) and control characters.
 */
export function buildPath(template: string, values: readonly PathValue[]): string {
	return (
		API_BASE_PATH +
		template.replace(/\{(\w+)\}/g, (_match, name: string) => {
			const entry = values.find((candidate) => candidate.name === name);
			if (!entry) {
				throw new HelloAssoError(
					'invalidParameter',
					`The route '${template}' has no value for '${name}'`,
				);
			}
			return encodeURIComponent(pathSegment(entry));
		})
	);
}

function pathSegment(entry: PathValue): string {
	const segment = String(entry.value).trim();
	if (segment === '') {
		throw invalidParameter(
			entry,
			'is empty',
			'Enter a value, or check the expression that makes it.',
		);
	}
	if (ONLY_DOTS.test(segment) || UNSAFE_IN_SEGMENT.test(segment)) {
		throw invalidParameter(
			entry,
			'holds characters that are not allowed there',
			'Enter the plain value without slashes, percent signs, question marks or line breaks.',
		);
	}
	return segment;
}

/** The parameter of the free API Call, as errors speak of it. */
export const PATH_PARAMETER = { label: 'Path', name: 'path' };
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i;

/**
 * The path that a free API Call may reach, starting with `/v5/`, without query.
 *
 * @param input `/organizations/…`, `/v5/organizations/…`, or a full address of this same API
 * @param origin the only host the access token may travel to, from {@link apiOrigin}
 * @returns the path, and the query that was part of the input (without `?`)
 */
export function freePath(input: unknown, origin: string): { path: string; query: string } {
	const text = String(input ?? '').trim();
	if (text === '') {
		throw invalidParameter(
			PATH_PARAMETER,
			'is empty',
			'Enter a path of the API, e.g. /users/me/organizations.',
		);
	}
	if (/[\\\p{Cc}\s]/u.test(text)) {
		throw refused('holds a backslash, a blank or a line break');
	}
	const relative =
		ABSOLUTE.test(text) || text.startsWith('//') ? withoutOrigin(text, origin) : text;
	if (relative.includes('#')) throw refused("holds a '#'");
	const [path, ...query] = relative.split('?');
	const rooted = path.startsWith('/') ? path : `/${path}`;
	if (!isPlain(rooted)) {
		throw refused("holds '.' or '..', an @, a double slash or an encoded slash, backslash or dot");
	}
	const isVersioned = `${rooted}/`.startsWith(`${API_BASE_PATH}/`);
	const versioned = isVersioned ? rooted : API_BASE_PATH + rooted;
	// What leaves must be what was checked: a URL parser that would change the path is the last gate.
	const { pathname } = new URL(origin + versioned);
	if (decodeURIComponent(pathname) !== decodeURIComponent(versioned))
		throw refused('is not a plain path');
	return { path: pathname, query: query.join('?') };
}

function withoutOrigin(text: string, origin: string): string {
	const prefix = `${origin}${API_BASE_PATH}`;
	const rest = text.slice(prefix.length);
	if (text.toLowerCase().startsWith(prefix.toLowerCase()) && (rest === '' || /^[/?]/.test(rest))) {
		return API_BASE_PATH + rest;
	}
	throw invalidParameter(
		PATH_PARAMETER,
		`leads outside of ${prefix}, where the access token must not go`,
		`Enter a path such as /organizations/my-association, or a full address that starts with ${prefix}/. To call the other HelloAsso environment, use a credential for that environment.`,
	);
}

function refused(problem: string): HelloAssoError {
	return invalidParameter(
		PATH_PARAMETER,
		problem,
		'Enter a plain path of the API, e.g. /organizations/my-association/forms, and put the query under Query Parameters.',
	);
}

/** True when the path stays the same path, should a server or proxy decode it, and be it twice. */
function isPlain(path: string): boolean {
	const decoded = decode(path);
	if (decoded === undefined || /[@\\%?#\p{Cc}\p{Cs}]|\/\//u.test(decoded)) return false;
	const segments = decoded.split('/');
	return (
		segments.length === path.split('/').length &&
		!segments.some((segment) => ONLY_DOTS.test(segment))
	);
}

function decode(path: string): string | undefined {
	try {
		return decodeURIComponent(path);
	} catch {
		// A percent sign without two digits, or bytes that are no text: nothing the API has.
		return undefined;
	}
}
