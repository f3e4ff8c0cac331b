import formbody from '@fastify/formbody';
import fastify, {
	type FastifyError,
	type FastifyInstance,
	type FastifyReply,
	type FastifyRequest,
	type HTTPMethods,
} from 'fastify';
import { closed } from './bodies';
import { checkoutPages } from './checkout/routes';
import { control } from './control';
import { ApiError, validationError, type FieldErrors } from './errors';
import { sendFile } from './files/send';
import { authorize, locate, passCdn, read } from './checks';
import { oauth } from './oauth';
import { OPERATIONS } from './operations';
import { settle } from './onDemand/settle';
import { simulatePages } from './onDemand/simulate';
import { inspectBody, inspectHead } from './secrets';
import type { Simulation } from './simulation';
import type { Context, Operation } from './table';

const METHODS: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** A route that no row has; see `safeUrl`. */
const NOWHERE = '/refused-path';

/**
 * The router decodes `%2F` inside a parameter, so `/orders/1%2F..%2F2` would match `/orders/{orderId}`.
 * Paths that only make sense as an attack never match; the log keeps them as they were sent.
 */
function safeUrl(url = ''): string {
	const path = url.split('?', 1)[0];
	if (/%2f|%5c|\\|\/\/|%0|%1|%7f/i.test(path)) return NOWHERE;
	if (/(^|\/)(\.|%2e){1,2}(\/|$)/i.test(path)) return NOWHERE;
	try {
		decodeURIComponent(path);
		return url;
	} catch {
		return NOWHERE;
	}
}

/** Ajv's findings as ASP.NET names them. */
function bodyErrors(error: FastifyError): FieldErrors {
	const errors: FieldErrors = {};
	for (const { instancePath, params, message } of error.validation ?? []) {
		const named = params.missingProperty ?? params.additionalProperty;
		const path = `${instancePath}${named ? `/${String(named)}` : ''}`.slice(1).replaceAll('/', '.');
		(errors[path] ??= []).push(params.missingProperty ? 'The field is required.' : (message ?? ''));
	}
	return errors;
}

function sendError(error: FastifyError | ApiError, reply: FastifyReply): FastifyReply {
	if (error instanceof ApiError) {
		const { status, body, headers } = error;
		if (typeof body === 'string' && !headers['content-type'])
			reply.type('text/plain; charset=utf-8');
		return reply.code(status).headers(headers).send(body);
	}
	if (error.validation) return sendError(validationError(bodyErrors(error)), reply);
	const status = error.statusCode ?? 500;
	return reply.code(status).send({ message: status < 500 ? error.message : String(error.stack) });
}

/** The directory's lists are read by POST. */
const changesSomething = (route: string) => !/^(GET|POST \/directory\/)/.test(route);

function addOperation(app: FastifyInstance, simulation: Simulation, operation: Operation): void {
	const [method, path] = operation.route.split(' ');
	const contexts = new WeakMap<FastifyRequest, Context>();
	app.route({
		method: method as HTTPMethods,
		url: path.replace(/\{(\w+)\}/g, ':$1'),
		schema: operation.body ? { body: closed(operation.body, simulation.strict) } : undefined,
		preValidation: async (request) => {
			const caller = authorize(simulation, operation, request);
			const input = read(simulation, operation, request);
			request.body = input.body;
			const { headers } = request;
			const { route } = operation;
			contexts.set(request, { simulation, route, caller, headers, ...input } as Context);
		},
		handler: async (request, reply) => {
			const context = contexts.get(request) as Context;
			Object.assign(context, locate(simulation, operation, context.caller, context.path));
			settle(simulation);
			const answer = await operation.handle(context);
			if (changesSomething(operation.route)) {
				const { route, path, query, body } = context;
				simulation.books.add({ route, path, query, body });
			}
			if (operation.file && sendFile(operation.file, answer, request.headers.accept, reply))
				return reply;
			return reply.code(200).send(answer);
		},
	});
}

/** A path of the table with a verb that it does not have. */
function addMethodNotAllowed(app: FastifyInstance): void {
	const verbs = new Map<string, string[]>();
	for (const { route } of OPERATIONS) {
		const [method, path] = route.split(' ');
		const url = path.replace(/\{(\w+)\}/g, ':$1');
		verbs.set(url, [...(verbs.get(url) ?? []), method]);
	}
	for (const [url, allowed] of verbs) {
		app.route({
			method: METHODS.filter((method) => !allowed.includes(method)),
			url,
			handler: (_request, reply) => reply.code(405).header('allow', allowed.join(', ')).send(),
		});
	}
}

export function buildServer(simulation: Simulation): FastifyInstance {
	const { log, clock, faults, tokens } = simulation;
	const app = fastify({
		forceCloseConnections: true,
		exposeHeadRoutes: false,
		routerOptions: { maxParamLength: 2_000 },
		rewriteUrl: (request) => safeUrl(request.url),
		ajv: {
			customOptions: {
				coerceTypes: false,
				removeAdditional: false,
				useDefaults: false,
				allErrors: true,
			},
		},
	});
	// Bodies stay text until token and privilege are checked; the OAuth2 plugin adds its own form parser.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

	app.addHook('onRequest', async (request, reply) => {
		log.add(request, clock.now());
		inspectHead(request, tokens);
		faults.arrived(request, reply);
	});
	app.addHook('preValidation', async (request, reply) => {
		log.body(request);
		inspectBody(request, tokens);
		if (await faults.before(request, reply)) return reply;
		passCdn(request);
	});
	app.addHook('onSend', async (request, reply, payload) => {
		reply.header('date', new Date(clock.now()).toUTCString());
		const sent = await faults.after(request, reply, payload);
		if (!request.raw.socket.destroyed) log.status(request, reply.statusCode);
		return sent;
	});
	app.setNotFoundHandler((_request, reply) => reply.code(404).send());
	app.setErrorHandler<FastifyError>((error, _request, reply) => sendError(error, reply));

	app.register((scope) => oauth(scope, simulation));
	app.register(async (scope) => {
		await scope.register(formbody);
		checkoutPages(scope, simulation);
		simulatePages(scope, simulation);
	});
	app.register((scope) => control(scope, simulation), { prefix: '/simulator' });
	app.register(
		async (scope) => {
			for (const operation of OPERATIONS) addOperation(scope, simulation, operation);
			addMethodNotAllowed(scope);
		},
		{ prefix: '/v5' },
	);
	return app;
}
