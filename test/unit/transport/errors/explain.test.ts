import { HelloAssoError } from '../../../../nodes/HelloAsso/transport/errors/helloAssoError';
import {
	explain,
	explainFailure,
	explainUnreadable,
} from '../../../../nodes/HelloAsso/transport/errors/explain';
import type { RequestFacts } from '../../../../nodes/HelloAsso/transport/errors/texts';
import { answerFailure, readFailure } from '../../../../nodes/HelloAsso/transport/errors/failure';
import {
	apiAnswer,
	apiBrokenOff,
	apiSilence,
	type ApiAnswer,
	reconnectNeeded,
	tokenAnswer,
	tokenOutage,
	tokenRefusal,
	tokenSilence,
	unknownFault,
} from '../../../fixtures/thrownByN8n';

const READ: RequestFacts = {
	parameters: [{ label: 'Organization', name: 'organizationSlug', value: 'my-association' }],
	credentialName: 'My association',
	connected: false,
	origin: 'https://api.helloasso.com',
	timeoutMs: 30_000,
	isWrite: false,
	secrets: [],
};
const WRITE: RequestFacts = { ...READ, isWrite: true };
const NOBODY_KNOWS =
	'It is not known whether HelloAsso carried the request out: look the record up at HelloAsso before you run it again.';

const refused = (answer: ApiAnswer, facts: RequestFacts) =>
	explainFailure(answerFailure(answer), facts);
const complaining = (status: number, message: string, code = 'Error') =>
	apiAnswer(status, JSON.stringify({ errors: [{ code, message }] }));
const withoutToken = (thrown: Error, facts: RequestFacts) =>
	explainFailure(readFailure(thrown, 'token'), facts);
const textOf = ({ message, details }: HelloAssoError) => `${message} ${details.description}`;

describe('explain: answers of the API', () => {
	it('400 says what HelloAsso refused', () => {
		expect(refused(complaining(400, 'Le champ BackUrl est invalide'), WRITE)).toMatchObject({
			type: 'badRequest',
			message: 'HelloAsso refused the request: Le champ BackUrl est invalide',
			details: { httpCode: 400, helloAssoCode: 'Error', fromTokenEndpoint: false },
		});
	});

	it('400 with the fields of problem details names them', () => {
		const body = {
			title: 'One or more validation errors occurred.',
			status: 400,
			errors: { From: ['is not valid.'] },
		};
		expect(refused(apiAnswer(400, JSON.stringify(body)), READ)).toMatchObject({
			type: 'badRequest',
			message: 'HelloAsso refused the request: From: is not valid.',
		});
	});

	it('400 without a word does not speak of a parameter that "the message names"', () => {
		const error = refused(apiAnswer(400), READ);
		expect(error.message).toBe('HelloAsso refused the request');
		expect(error.details.description).not.toMatch(/the message names/);
	});

	it.each([402, 405, 413, 415, 422])('%i is a bad request too', (status) => {
		expect(refused(apiAnswer(status), READ)).toMatchObject({
			type: 'badRequest',
			details: { httpCode: status },
		});
	});

	it('401 after a new token names the credential', () => {
		const error = refused(apiAnswer(401), READ);
		expect(error).toMatchObject({
			type: 'unauthorized',
			message: 'HelloAsso did not accept the access token, not even a new one',
			details: { httpCode: 401, fromTokenEndpoint: false },
		});
		expect(error.details.description).toContain("'My association'");
	});

	it('403 of a missing privilege names the privilege and the credential', () => {
		const thrown = apiAnswer(403, 'Forbidden - insufficient Privileges');
		expect(refused(thrown, { ...WRITE, privilege: 'RefundManagement' })).toMatchObject({
			type: 'forbidden',
			message:
				"The key of credential 'My association' lacks a privilege that this operation needs: RefundManagement",
			details: {
				httpCode: 403,
				description:
					'Ask HelloAsso to add the privilege to this key, or use a credential that has it. HelloAsso says: Forbidden - insufficient Privileges',
			},
		});
		expect(refused(thrown, READ).message).toBe(
			"The key of credential 'My association' lacks a privilege that this operation needs",
		);
	});

	it('403 of a foreign record names the parameter and its value', () => {
		const parameters = [{ label: 'Payment ID', name: 'paymentId', value: 42 }];
		expect(refused(complaining(403, 'Accès interdit'), { ...READ, parameters })).toMatchObject({
			type: 'forbidden',
			message: "HelloAsso does not allow this key to access 'Payment ID' = '42' (paymentId)",
		});
	});

	it("403 as a web page is the firewall's", () => {
		const error = refused(apiAnswer(403, '<html>error code: 1010</html>'), READ);
		expect(error).toMatchObject({
			type: 'forbidden',
			message: "HelloAsso's firewall refused the request",
		});
	});

	it('404 names every input of the path', () => {
		const parameters = [
			...READ.parameters,
			{ label: 'Form', name: 'formSlug', value: 'x'.repeat(150) },
		];
		expect(refused(apiAnswer(404), { ...READ, parameters })).toMatchObject({
			type: 'notFound',
			message: `HelloAsso does not know 'Organization' = 'my-association' (organizationSlug), 'Form' = '${'x'.repeat(100)}' (formSlug)`,
			details: { httpCode: 404 },
		});
		expect(refused(apiAnswer(404), { ...READ, parameters: [] }).message).toBe(
			'HelloAsso does not know this address',
		);
	});

	it('409 keeps the code that says which second factor is missing', () => {
		const code = 'AuthorizationErrors.MFA.AccessTokenRequired';
		const error = refused(complaining(409, 'Jeton requis', code), WRITE);
		expect(error).toMatchObject({
			type: 'conflict',
			details: { httpCode: 409, helloAssoCode: code },
		});
		expect(error.details.description).toContain('HelloAsso says: Jeton requis');
	});

	it('429 says how long to wait', () => {
		expect(refused(apiAnswer(429, '', { 'retry-after': '12' }), READ)).toMatchObject({
			type: 'rateLimited',
			message: 'Too many requests to HelloAsso',
			details: {
				httpCode: 429,
				retryAfterSeconds: 12,
				description: 'Wait 12 seconds and run again, with fewer items at a time.',
			},
		});
	});

	it.each([500, 502, 503, 504, 520])('%i is trouble of HelloAsso itself', (status) => {
		expect(refused(apiAnswer(status, '<html></html>'), READ)).toMatchObject({
			type: 'serverError',
			message: `HelloAsso returned a server error (status ${status})`,
			details: { httpCode: status, description: 'Try again later.' },
		});
	});

	it.each([301, 302, 307])('%i is not followed', (status) => {
		const error = refused(apiAnswer(status, '', { location: 'https://evil.example' }), READ);
		expect(error).toMatchObject({
			type: 'invalidResponse',
			message: `HelloAsso answered with a redirect (status ${status}), which is not followed`,
			details: { httpCode: status },
		});
		expect(textOf(error)).not.toContain('evil.example');
	});

	it('passes on an error that is explained already', () => {
		const error = new HelloAssoError('invalidResponse', 'said before');
		expect(explain(error, READ)).toBe(error);
	});
});

const silences = (...codes: string[]) =>
	codes.flatMap((code) => apiSilence(code).map(([line, thrown]) => [code, line, thrown] as const));

describe('explain: no answer', () => {
	it.each(silences('ECONNABORTED', 'ETIMEDOUT'))(
		'%s is a timeout and names the option (%s)',
		(_code, _line, thrown) => {
			expect(explain(thrown, { ...READ, timeoutMs: 1500 })).toMatchObject({
				type: 'timeout',
				message: 'HelloAsso did not answer within 1.5 seconds',
				details: {
					description: "Try again later. 'Timeout' under 'Options' allows more time.",
					final: false,
				},
			});
		},
	);

	it.each(
		silences('ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'EAI_AGAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
	)('%s is a host that cannot be reached, and is named (%s)', (code, _line, thrown) => {
		expect(explain(thrown, READ)).toMatchObject({
			type: 'connection',
			message: 'HelloAsso cannot be reached at https://api.helloasso.com',
			details: {
				description: `Check the network of this n8n server and the 'Environment' of credential 'My association'. Try again later. (${code})`,
				final: false,
			},
		});
	});
});

describe('explain: an answer that broke off', () => {
	it.each([200, 404, 500].flatMap((status) => apiBrokenOff(status)))(
		'is a failure of the connection, whatever its status (%s)',
		(_line, thrown) => {
			const read = explain(thrown, READ);
			expect(read).toMatchObject({
				type: 'connection',
				message: 'The answer of HelloAsso broke off (https://api.helloasso.com)',
				details: { final: false, outcomeUnknown: false },
			});
			expect(read.details.httpCode).toBeUndefined();
			const write = explain(thrown, WRITE);
			expect(write.details.outcomeUnknown).toBe(true);
			expect(write.details.description).toContain(NOBODY_KNOWS);
		},
	);
});

describe('explain: after a write', () => {
	it.each(
		silences(
			'ECONNREFUSED',
			'ENOTFOUND',
			'EAI_AGAIN',
			'DEPTH_ZERO_SELF_SIGNED_CERT',
			'CERT_HAS_EXPIRED',
		),
	)('%s means that nothing arrived (%s)', (_code, _line, thrown) => {
		const { details } = explain(thrown, WRITE);
		expect(details.outcomeUnknown).toBe(false);
		expect(details.description).toContain('Try again later.');
	});

	it.each([400, 401, 403, 404, 409, 410, 422, 429])(
		'%i is a refusal: nothing was done',
		(status) => {
			const { details } = refused(apiAnswer(status), WRITE);
			expect(details.outcomeUnknown).toBe(false);
			expect(details.description).not.toContain(NOBODY_KNOWS);
		},
	);

	it.each([302, 408, 500, 502, 503, 504])('%i does not tell what was done', (status) => {
		expect(refused(apiAnswer(status), WRITE).details.outcomeUnknown).toBe(true);
	});

	it.each(silences('ECONNABORTED', 'ECONNRESET'))(
		'%s says that nobody knows whether it was carried out (%s)',
		(_code, _line, thrown) => {
			const { details } = explain(thrown, WRITE);
			expect(details.description).toContain(NOBODY_KNOWS);
			expect(details.description).not.toMatch(/try again later/i);
			expect(explain(thrown, READ).details.description).not.toContain(NOBODY_KNOWS);
		},
	);

	it('a failure of the server says so too', () => {
		const { details } = refused(apiAnswer(502), WRITE);
		expect(details.description).toContain(NOBODY_KNOWS);
		expect(details.description).not.toMatch(/try again later/i);
	});

	it.each([
		['outage', tokenOutage(503)],
		['ECONNREFUSED', tokenSilence('ECONNREFUSED')],
		['ECONNABORTED', tokenSilence('ECONNABORTED')],
	])('no token means that it never left (%s)', (_way, thrown) => {
		const error = withoutToken(thrown, WRITE);
		expect(error.details.fromTokenEndpoint).toBe(true);
		expect(error.details.description).not.toContain('It is not known');
	});
});

describe('explain: the token endpoint', () => {
	const WRONG_KEY = { error: 'unauthorized_client', error_description: 'Invalid client' };

	it("a wrong key is told from a missing right, with HelloAsso's code", () => {
		expect(withoutToken(tokenRefusal(WRONG_KEY), READ)).toMatchObject({
			type: 'unauthorized',
			message: "HelloAsso refused the key: 'Client ID' or 'Client Secret' is wrong",
			details: { fromTokenEndpoint: true, helloAssoCode: 'unauthorized_client' },
		});
	});

	it('an error that n8n does not know is a refusal too', () => {
		const thrown = tokenRefusal({ error: 'something_new', error_description: 'Invalid client' });
		expect(withoutToken(thrown, READ)).toMatchObject({
			type: 'unauthorized',
			details: { fromTokenEndpoint: true },
		});
	});

	it.each([
		['a text', tokenAnswer(429, 'Too Many Requests')],
		['nothing', tokenAnswer(429, '')],
		['a page', tokenAnswer(429, '<html>slow down</html>')],
		['an OAuth2 error', tokenRefusal({ error: 'too_many_requests' })],
		['its words', tokenRefusal({ error: 'error', error_description: 'Rate limit exceeded' })],
	])('too many calls are not a wrong key (%s)', (_case, thrown) => {
		expect(withoutToken(thrown, READ)).toMatchObject({
			type: 'rateLimited',
			message: 'HelloAsso refuses new access tokens for a while',
			details: { fromTokenEndpoint: true },
		});
	});

	it.each([
		['an outage', tokenOutage(503), 'serverError'],
		['an unreachable host', tokenSilence('ECONNREFUSED'), 'connection'],
		['a slow host', tokenSilence('ECONNABORTED'), 'timeout'],
		['a web page', tokenAnswer(200, '<html>maintenance</html>'), 'invalidResponse'],
		["the firewall's page", tokenAnswer(403, '<html>error code: 1010</html>'), 'forbidden'],
		['a foreign server', tokenAnswer(404, '<html>Not Found</html>'), 'invalidResponse'],
		['a fault of n8n itself', unknownFault(), 'connection'],
	])('%s is not a wrong key', (_case, thrown, type) => {
		const error = withoutToken(thrown, READ);
		expect(error).toMatchObject({ type, details: { fromTokenEndpoint: true } });
		expect(error.message).not.toContain('Client Secret');
	});

	it.each([
		['2.x', reconnectNeeded()],
		['1.x', tokenRefusal({ error: 'invalid_grant' })],
		['both', tokenRefusal({ error: 'access_denied', error_description: 'Invalid refresh token' })],
	])('a lost connection of a partner asks to connect again (%s)', (_line, thrown) => {
		const error = withoutToken(thrown, { ...READ, connected: true });
		expect(error).toMatchObject({
			type: 'unauthorized',
			message: "HelloAsso no longer accepts the connection of credential 'My association'",
			details: { fromTokenEndpoint: true },
		});
		expect(error.details.description).toMatch(/^Open the credential and press Connect again/);
	});

	it("a partner's wrong key is not a lost connection", () => {
		const error = withoutToken(tokenRefusal(WRONG_KEY), { ...READ, connected: true });
		expect(error.type).toBe('unauthorized');
		expect(error.message).toContain("'Client ID' or 'Client Secret' is wrong");
	});
});

describe('explain: what it does not know', () => {
	it('is final, and shows what was said', () => {
		const error = explain(unknownFault(), READ);
		expect(error.details.final).toBe(true);
		expect(error.details.description).toContain(
			"Cannot read properties of undefined (reading 'accessToken')",
		);
	});

	it('is not said of an answer or a network failure', () => {
		expect(refused(apiAnswer(503), READ).details.final).toBe(false);
		for (const [, thrown] of apiSilence('ECONNRESET'))
			expect(explain(thrown, READ).details.final).toBe(false);
	});
});

describe('explainUnreadable', () => {
	it('shows the beginning of the answer in one line', () => {
		expect(explainUnreadable(`<!DOCTYPE html>\n<html>${'x'.repeat(100)}`, READ)).toMatchObject({
			type: 'invalidResponse',
			message: 'HelloAsso answered something that is not JSON',
			details: {
				description: `The answer starts with '<!DOCTYPE html> <html>${'x'.repeat(38)}'. A page of a proxy or of maintenance looks like this: check 'Environment' in the credential 'My association'. Try again later.`,
			},
		});
	});

	it('does not ask to send a write again', () => {
		expect(explainUnreadable('OK', WRITE).details.description).toContain(NOBODY_KNOWS);
		expect(explainUnreadable('OK', WRITE).details.description).not.toMatch(/try again/i);
	});

	it('shows no secret, not even the part before the cut', () => {
		const hidden = 'k3yOfTheAssociation0123456789';
		const text = `${'x'.repeat(50)}${hidden} eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2ln`;
		expect(textOf(explainUnreadable(text, { ...READ, secrets: [hidden] }))).not.toMatch(/k3y|eyJ/);
	});
});

describe('explain: secrets', () => {
	const ISSUED = 'eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiIxIn0.c2lnbmF0dXJl';
	const CONFIDENTIAL = 'k3yOfTheAssociation0123456789';

	it.each([
		['the token', ISSUED],
		["somebody else's token", 'eyJ0eXAiOiJKV1QifQ.eyJhIjoxfQ.'],
		['the client secret', CONFIDENTIAL],
		['the refresh token', 'opaque-refresh/token+0=='],
	])('%s is shown nowhere, whatever the answer echoes', (_case, secret) => {
		const facts = { ...READ, secrets: [CONFIDENTIAL, ISSUED, 'opaque-refresh/token+0=='] };
		for (const status of [400, 401, 403, 404, 409, 500]) {
			for (const body of [
				`You sent ${secret} twice: ${secret}`,
				JSON.stringify({ errors: [{ code: 'x', message: `Wrong: ${secret}` }] }),
				JSON.stringify({ errors: { [secret]: [`is ${secret}`] } }),
				JSON.stringify({ error: 'x', error_description: secret }),
				// As ASP.NET and others escape it in JSON.
				`{"message":"got ${secret.replaceAll('+', '\\u002B').replaceAll('/', '\\/')}"}`,
			]) {
				expect(textOf(refused(apiAnswer(status, body), facts))).not.toContain(secret);
			}
		}
	});

	it('says that something was taken out', () => {
		const error = refused(complaining(400, `Wrong: ${CONFIDENTIAL}.`), {
			...READ,
			secrets: [CONFIDENTIAL],
		});
		expect(error.message).toBe('HelloAsso refused the request: Wrong: ***.');
	});

	it('shows no part of a secret that stands where a long answer is cut', () => {
		const body = `${'x'.repeat(490)}${CONFIDENTIAL}`;
		const error = refused(apiAnswer(400, body), { ...READ, secrets: [CONFIDENTIAL] });
		expect(textOf(error)).not.toContain(CONFIDENTIAL.slice(0, 5));
	});

	it('takes no notice of an empty secret', () => {
		expect(refused(complaining(400, 'abc'), { ...READ, secrets: ['', CONFIDENTIAL] }).message).toBe(
			'HelloAsso refused the request: abc',
		);
	});

	it('shows no token in the code of HelloAsso either', () => {
		const error = refused(complaining(400, 'x', `Bearer ${ISSUED}`), {
			...READ,
			secrets: [ISSUED],
		});
		expect(String(error.details.helloAssoCode)).not.toContain(ISSUED);
	});

	it("carries neither n8n's request nor its answer", () => {
		const error = refused(apiAnswer(500, ISSUED), READ);
		expect(error.cause).toBeUndefined();
		expect(JSON.stringify({ ...error, message: error.message })).not.toContain('eyJ');
	});
});
