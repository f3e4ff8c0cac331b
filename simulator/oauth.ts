import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import { authorizePage } from './authorize';
import { CLIENTS, type Client } from './clients';
import { ApiError, oauthError } from './errors';
import type { Simulation } from './simulation';
import type { TokenAnswer } from './tokens';

type Fields = Record<string, string | undefined>;

/** Unknown client or wrong secret (observed by integrators). */
const invalidClient = () => oauthError(400, 'unauthorized_client', 'Invalid client');
/** HelloAsso's word for a bad refresh token; whether with 400 or 401 is not known. */
const invalidRefreshToken = () => oauthError(400, 'access_denied', 'Invalid refresh token');

function knownClient(clientId: string | undefined): Client | undefined {
	return Object.values(CLIENTS).find((client) => client.clientId === clientId);
}

function clientCredentials(simulation: Simulation, fields: Fields): TokenAnswer {
	const client = knownClient(fields.client_id);
	if (!client || client.clientSecret !== fields.client_secret) throw invalidClient();
	return simulation.tokens.issue({ client });
}

/** Needs no secret; id and secret are accepted, but then they must be right. */
function refresh(simulation: Simulation, fields: Fields): TokenAnswer {
	const token = simulation.tokens.refreshable(fields.refresh_token ?? '');
	if (!token) throw invalidRefreshToken();
	const { clientId, clientSecret } = token.client;
	if ((fields.client_id || clientId) !== clientId) throw invalidClient();
	if ((fields.client_secret || clientSecret) !== clientSecret) throw invalidClient();
	return simulation.tokens.renew(token);
}

/** A code that expired, was used, or belongs to another client, address or verifier; the text is not known. */
const invalidCode = () => oauthError(400, 'invalid_grant', 'The authorization code is invalid');

function authorizationCode(simulation: Simulation, fields: Fields): TokenAnswer {
	const client = knownClient(fields.client_id);
	if (!client || client.clientSecret !== fields.client_secret) throw invalidClient();
	const { code = '', redirect_uri: redirectUri = '', code_verifier: verifier = '' } = fields;
	const consent = simulation.codes.redeem(code, client, redirectUri, verifier);
	if (!consent) throw invalidCode();
	return simulation.tokens.issue({ client, organizationSlug: consent.organizationSlug });
}

const GRANTS: Record<string, (simulation: Simulation, fields: Fields) => TokenAnswer> = {
	authorization_code: authorizationCode,
	client_credentials: clientCredentials,
	refresh_token: refresh,
};

/** Who is counted for a call of the token endpoint. */
function counted(simulation: Simulation, fields: Fields): string {
	const owner = simulation.tokens.refreshable(fields.refresh_token ?? '')?.client.clientId;
	return owner ?? fields.client_id ?? 'unknown';
}

function answer(
	simulation: Simulation,
	contentType: string | undefined,
	body: unknown,
): TokenAnswer {
	const isForm = /^application\/x-www-form-urlencoded\b/i.test(contentType ?? '');
	// Only the form counts: HTTP Basic and JSON bodies are not understood (HelloAsso docs: getting started).
	const fields = (isForm && typeof body === 'object' ? (body ?? {}) : {}) as Fields;
	const waitSeconds = simulation.limits.take(counted(simulation, fields), simulation.clock.now());
	if (waitSeconds > 0) {
		// The body of the 429 is not known; clients read Retry-After only.
		throw new ApiError(429, undefined, { 'retry-after': String(waitSeconds) });
	}
	if (!isForm) throw oauthError(400, 'invalid_request', 'The content type must be a form');
	const grant = GRANTS[fields.grant_type ?? ''];
	if (!grant) throw oauthError(400, 'unsupported_grant_type', 'The grant type is not supported');
	return grant(simulation, fields);
}

/** The OAuth2 endpoints. They are not under /v5. */
export async function oauth(app: FastifyInstance, simulation: Simulation): Promise<void> {
	await app.register(formbody);
	app.post('/oauth2/token', async (request, reply) =>
		reply
			.header('cache-control', 'no-store')
			.send(answer(simulation, request.headers['content-type'], request.body)),
	);
	app.get('/oauth2/disconnect', async (request, reply) => {
		simulation.tokens.disconnect(simulation.tokens.verify(request.headers.authorization));
		return reply.code(200).send();
	});
	authorizePage(app, simulation);
}
