import type { FastifyRequest } from 'fastify';
import { CLIENTS } from './clients';

/**
 * Where the secrets of all simulators of this process may be on the wire: an access token in the header
 * `Authorization`, a refresh token and a client's secret in the body of a token call, each at the host that
 * it belongs to. Tests fail on whatever else was seen.
 */
interface Owner {
	kind: 'client secret' | 'access token' | 'refresh token';
	/** The tokens of one simulator; none for a client's secret, which is good at every simulator. */
	host?: object;
}

const owners = new Map<string, Owner>(
	Object.values(CLIENTS).map(({ clientSecret }) => [clientSecret, { kind: 'client secret' }]),
);
let misplaced: string[] = [];

export function noteSecret(secret: string, kind: Owner['kind'], host: object): void {
	owners.set(secret, { kind, host });
}

/** Every client's secret, and every token that was given out. */
export function issuedSecrets(): string[] {
	return [...owners.keys()];
}

/** The kinds of secrets in a text, e.g. `['access token']`. */
export function secretsIn(text: string): Array<Owner['kind']> {
	return [...owners].flatMap(([secret, { kind }]) => (text.includes(secret) ? [kind] : []));
}

/** Looks for secrets in a request's head as it came. `host` is the simulator's `Tokens`. */
export function inspectHead(request: FastifyRequest, host: object): void {
	const { originalUrl, raw } = request;
	const headers = raw.rawHeaders.flatMap((name, index, all) =>
		index % 2 === 0 ? [[name.toLowerCase(), all[index + 1]]] : [],
	);
	const authorization = headers.filter(([name]) => name === 'authorization').join('\n');
	const others = headers.filter(([name]) => name !== 'authorization').join('\n');
	for (const [secret, { kind, host: owner = host }] of owners) {
		if (originalUrl.includes(secret)) note(request, kind, 'the address');
		if (others.includes(secret)) note(request, kind, 'a header');
		if (!authorization.includes(secret)) continue;
		if (owner !== host) note(request, kind, "the authorization at another's host");
		else if (kind !== 'access token') note(request, kind, 'the authorization');
	}
}

/** The same for its body, once that is there. */
export function inspectBody(request: FastifyRequest, host: object): void {
	const { method, originalUrl, body } = request;
	const isTokenCall = method === 'POST' && originalUrl === '/oauth2/token';
	const sent = typeof body === 'string' ? body : JSON.stringify(body ?? '');
	for (const [secret, { kind, host: owner = host }] of owners) {
		if (!sent.includes(secret)) continue;
		if (owner !== host) note(request, kind, "the body at another's host");
		else if (!isTokenCall || kind === 'access token') note(request, kind, 'the body');
	}
}

function note({ method, originalUrl }: FastifyRequest, kind: Owner['kind'], where: string): void {
	const [path] = originalUrl.split('?', 1);
	const shown = secretsIn(path).length > 0 ? '…' : path;
	misplaced.push(`${kind} in ${where}: ${method} ${shown}`);
}

/** What was seen where it must not be, since the last call. */
export function takeMisplaced(): string[] {
	const taken = misplaced;
	misplaced = [];
	return taken;
}
