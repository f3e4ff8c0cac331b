import type { FastifyInstance, FastifyReply } from 'fastify';
import { CLIENTS, type Client } from '../clients';
import type { Simulation } from '../simulation';
import { consentPage, errorPage } from './page';
import { redirectProblem } from './redirect';

type Fields = Record<string, string | undefined>;

/** HelloAsso wants fewer than 500 characters. */
const STATE_END = 500;
/** base64url of 32 bytes. */
const CHALLENGE = /^[\w-]{43}$/;

/** What is carried through the form; anything else in the address is let pass and forgotten. */
const PARAMETERS = [
	'client_id',
	'redirect_uri',
	'code_challenge',
	'code_challenge_method',
	'state',
] as const;

interface Asked {
	client: Client;
	redirectUri: string;
	codeChallenge: string;
	state?: string;
}

/** A request that may be answered by a redirect, or the reason why it may not. */
function read(simulation: Simulation, fields: Fields): Asked | string {
	const client: Client | undefined = Object.values(CLIENTS).find(
		({ clientId }) => clientId === fields.client_id,
	);
	if (!client) return "Ce partenaire n'existe pas (client_id).";
	if (!client.privileges.includes('GrantAuthorization'))
		return "Cette clé n'est pas celle d'un partenaire.";
	const problem = redirectProblem(simulation, fields.redirect_uri);
	if (problem) return problem;
	const { state, redirect_uri: redirectUri = '', code_challenge: codeChallenge = '' } = fields;
	if (state !== undefined && state.length >= STATE_END) {
		return `Le paramètre state a ${state.length} caractères ; il en faut moins de ${STATE_END}.`;
	}
	return { client, redirectUri, codeChallenge, state };
}

function back(
	reply: FastifyReply,
	{ redirectUri, state }: Asked,
	answer: Record<string, string>,
): FastifyReply {
	const url = new URL(redirectUri);
	for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
	if (state !== undefined) url.searchParams.set('state', state);
	return reply.redirect(url.href, 302);
}

/** RFC 6749 §4.1.2.1: what is wrong with the rest is told to the partner. */
function challengeProblem({ codeChallenge }: Asked, { code_challenge_method: method }: Fields) {
	if (method === 'S256' && CHALLENGE.test(codeChallenge)) return undefined;
	return {
		error: 'invalid_request',
		error_description: 'code_challenge with code_challenge_method S256 is required',
	};
}

function html(reply: FastifyReply, status: number, body: string): FastifyReply {
	// In a popup or a tab of its own, never in a frame (HelloAsso docs: authorize page).
	return reply
		.code(status)
		.type('text/html; charset=utf-8')
		.header('x-frame-options', 'DENY')
		.header('content-security-policy', "frame-ancestors 'none'")
		.header('cache-control', 'no-store')
		.send(body);
}

const flat = (query: unknown): Fields =>
	Object.fromEntries(
		Object.entries(query as Record<string, unknown>).map(([name, value]) => [name, String(value)]),
	);

/**
 * The page where an association gives a partner its consent. In reality it has a host of its own, and
 * the association logs in first. What HelloAsso makes of `response_type` and `scope` is not known.
 */
export function authorizePage(app: FastifyInstance, simulation: Simulation): void {
	const { store, codes } = simulation;
	app.get('/authorize', async (request, reply) => {
		const fields = flat(request.query);
		const asked = read(simulation, fields);
		if (typeof asked === 'string') return html(reply, 400, errorPage(asked));
		const problem = challengeProblem(asked, fields);
		if (problem) return back(reply, asked, problem);
		const parameters = PARAMETERS.flatMap((name) =>
			fields[name] === undefined ? [] : [[name, fields[name]]],
		);
		return html(
			reply,
			200,
			consentPage('Logiciel Exemple', store.organizations, Object.fromEntries(parameters)),
		);
	});

	app.post('/authorize', async (request, reply) => {
		const fields = flat(request.body ?? {});
		const asked = read(simulation, fields);
		if (typeof asked === 'string') return html(reply, 400, errorPage(asked));
		const problem = challengeProblem(asked, fields);
		if (problem) return back(reply, asked, problem);
		if (fields.decision !== 'accept') {
			return back(reply, asked, {
				error: 'access_denied',
				error_description: 'The organization refused the access',
			});
		}
		const organization = store.organization(fields.organization ?? '');
		if (!organization) return html(reply, 400, errorPage("Cette association n'existe pas."));
		organization.linkedToPartner = true;
		const { organizationSlug } = organization;
		return back(reply, asked, { code: codes.issue({ ...asked, organizationSlug }) });
	});
}
