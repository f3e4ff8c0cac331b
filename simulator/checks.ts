import type { FastifyRequest } from 'fastify';
import { Caller } from './caller';
import { FORM_TYPES } from './enums';
import {
	ApiError,
	cdnPage,
	foreignObject,
	missingPrivilege,
	notFound,
	validationError,
} from './errors';
import type { Form, Organization } from './model';
import type { Simulation } from './simulation';
import type { Context, Operation } from './table';
import { int32, oneOf, readPath, readQuery, text, type Kinds } from './validation';

export type Query = Record<string, string | string[]>;

export const FILE_TYPES = {
	csv: 'text/csv',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Requests without a User-Agent never reach the API: the CDN refuses them (observed). */
export function passCdn(request: FastifyRequest): void {
	if (!request.headers['user-agent']) throw cdnPage(403);
}

/** Accept is where an operation's file format is chosen; strict mode wants one that admits JSON otherwise. */
function checkAccept(operation: Operation, accept: string | undefined): void {
	const wanted = (accept ?? '')
		.split(',')
		.map((range) => range.split(';', 1)[0].trim().toLowerCase());
	const admitted = ['application/json', 'text/json', 'application/*', '*/*'];
	if (operation.file) admitted.push(...Object.values(FILE_TYPES));
	if (!wanted.some((type) => admitted.includes(type))) {
		throw validationError({ Accept: ['The header must admit application/json.'] });
	}
}

/** Bodies may be any of these (OpenAPI document); everything else is 415 in ASP.NET. */
const JSON_BODY = /^(application\/(json|json-patch\+json|[\w.-]+\+json)|text\/json)\s*(;|$)/i;

function readBody(operation: Operation, request: FastifyRequest, strict: boolean): unknown {
	const raw = typeof request.body === 'string' ? request.body : '';
	if (!operation.body) {
		// The real API ignores it, and with it whatever the caller meant to say.
		if (raw !== '' && strict) throw validationError({ '': ['This operation takes no body.'] });
		return undefined;
	}
	if (raw.trim() === '') throw validationError({ '': ['A non-empty request body is required.'] });
	if (!JSON_BODY.test(request.headers['content-type'] ?? '')) throw new ApiError(415);
	try {
		return JSON.parse(raw) as unknown;
	} catch {
		throw validationError({ $: ['The JSON value could not be converted.'] });
	}
}

/** Kinds of the path parameters, from their names in the route. */
function pathKinds(operation: Operation): Kinds {
	const names = [...operation.route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
	const kind = (name: string) => {
		if (name.endsWith('Id')) return int32;
		return name === 'formType' ? oneOf(FORM_TYPES) : text;
	};
	return Object.fromEntries(names.map((name) => [name, kind(name)]));
}

/** Token, then privilege: what is decided before the request itself is read. */
export function authorize(
	simulation: Simulation,
	operation: Operation,
	request: FastifyRequest,
): Caller {
	const caller = new Caller(
		simulation.tokens.verify(request.headers.authorization),
		simulation.store,
	);
	if (!caller.grant.client.privileges.includes(operation.privilege)) throw missingPrivilege();
	// An association cannot register notification URLs by API at all (HelloAsso docs: notifications).
	const forPartners = operation.role === 'partner' || operation.route.includes(' /partners/');
	if (forPartners && caller.grant.client.kind !== 'partner') throw missingPrivilege();
	if (operation.role === 'partner' && !caller.isPartner) throw missingPrivilege();
	return caller;
}

/** Path, query and body as the row says; the body's schema is checked by Fastify after this. */
export function read(
	simulation: Simulation,
	operation: Operation,
	request: FastifyRequest,
): Pick<Context, 'path' | 'query' | 'body'> {
	if (simulation.strict) checkAccept(operation, request.headers.accept);
	const path = readPath(pathKinds(operation), request.params as Record<string, string>);
	const query = readQuery(operation.query ?? {}, request.query as Query, simulation.strict);
	return { path, query, body: readBody(operation, request, simulation.strict) };
}

/** The organization and form of the path: 404 when there is none, 403 when it is somebody else's. */
export function locate(
	{ store }: Simulation,
	operation: Operation,
	caller: Caller,
	path: Record<string, string | number>,
): { organization: Organization; form: Form } {
	const slug = path.organizationSlug;
	const organization = store.organization(String(slug)) as Organization;
	if (slug === undefined) return { organization, form: undefined as unknown as Form };
	if (!organization) throw notFound("L'organisation demandée");
	const needsRole = operation.role !== undefined || operation.privilege === 'Checkout';
	if (needsRole && !caller.administers(organization.organizationSlug)) throw foreignObject();
	const form = store.form(
		organization.organizationSlug,
		String(path.formType),
		String(path.formSlug),
	);
	if (path.formSlug !== undefined && !form) throw notFound('Le formulaire demandé');
	return { organization, form: form as Form };
}
