import fc from 'fast-check';

import {
	answerFailure,
	isCutJson,
	readFailure,
} from '../../../../nodes/HelloAsso/transport/errors/failure';
import {
	apiAnswer,
	apiBrokenOff,
	apiSilence,
	reconnectNeeded,
	tokenAnswer,
	tokenOutage,
	tokenRefusal,
	tokenSilence,
	unknownFault,
} from '../../../fixtures/thrownByN8n';

describe('answerFailure', () => {
	it('reads status, body and Retry-After of an answer of the API', () => {
		expect(
			answerFailure(apiAnswer(429, '{"message":"slow"}', { 'retry-after': '7' })),
		).toMatchObject({
			source: 'api',
			httpCode: 429,
			body: '{"message":"slow"}',
			retryAfterSeconds: 7,
		});
	});

	it.each([
		['text', 'text'],
		[Buffer.from('bytes é'), 'bytes é'],
		[new Uint8Array(Buffer.from('{"a":1}')).buffer, '{"a":1}'],
		[{ a: 1 }, '{"a":1}'],
		[undefined, ''],
		[null, ''],
	])('reads a body given as %p', (body, text) => {
		expect(answerFailure({ statusCode: 400, headers: {}, body }).body).toBe(text);
	});

	it('survives a body that cannot be written as JSON', () => {
		const circular: Record<string, unknown> = {};
		circular.self = circular;
		expect(answerFailure(apiAnswer(500, circular))).toMatchObject({ httpCode: 500, body: '' });
	});

	it.each([
		['3', 3],
		[3, 3],
		['0', 0],
		['1.5', 1.5],
		['-3', undefined],
		['soon', undefined],
		['Wed, 21 Oct 2026 07:28:07 GMT', 7],
		['Wednesday, 21-Oct-26 07:28:07 GMT', 7],
		['Wed, 21 Oct 2026 07:27:00 GMT', 0],
		['', undefined],
		['Infinity', undefined],
		[undefined, undefined],
	])('reads Retry-After %p as %p seconds', (header, seconds) => {
		jest.useFakeTimers({ now: Date.parse('2026-10-21T07:28:00Z') });
		expect(
			answerFailure({ statusCode: 503, headers: { 'retry-after': header }, body: '' })
				.retryAfterSeconds,
		).toBe(seconds);
		jest.useRealTimers();
	});
});

describe('readFailure', () => {
	it.each(
		['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'DEPTH_ZERO_SELF_SIGNED_CERT'].flatMap((code) =>
			apiSilence(code).map(([line, thrown]) => [code, line, thrown] as const),
		),
	)('reads the code of the network layer: %s (%s)', (code, _line, thrown) => {
		const failure = readFailure(thrown, 'api');
		expect([failure.source, failure.networkCode, failure.httpCode, failure.body]).toEqual([
			'api',
			code,
			undefined,
			'',
		]);
	});

	it.each(apiSilence('ECONNABORTED'))('knows a timeout (%s)', (_line, thrown) => {
		expect(['ECONNABORTED', 'ETIMEDOUT']).toContain(readFailure(thrown, 'api').networkCode);
		expect(readFailure(thrown, 'api').source).toBe('api');
	});

	it.each([200, 500].flatMap((status) => apiBrokenOff(status)))(
		'knows an answer that broke off, whatever its status (%s)',
		(_line, thrown) => {
			expect(readFailure(thrown, 'api')).toMatchObject({
				source: 'api',
				answer: 'partial',
				body: '',
			});
			expect(readFailure(thrown, 'api').httpCode).toBeUndefined();
		},
	);

	it.each([
		[{ error: 'unauthorized_client', error_description: 'Invalid client' }],
		[{ error: 'access_denied' }],
		[{ error: 'something_new', error_description: 'Invalid client' }],
		[{ error: 'too_many_requests', error_description: 'Slow down' }],
	])('knows a refusal of the token endpoint, and keeps its body: %p', (body) => {
		expect(readFailure(tokenRefusal(body), 'token')).toMatchObject({
			source: 'token',
			answer: 'whole',
			httpCode: undefined,
			body: JSON.stringify(body),
		});
	});

	it('knows a refused refresh token, of which n8n 2.x keeps no body', () => {
		expect(readFailure(reconnectNeeded(), 'token')).toMatchObject({ answer: 'whole', body: '' });
	});

	it.each(['Too Many Requests', '{"message":"slow down"}', '<html></html>'])(
		'knows a status of the token endpoint, with the body %p',
		(body) => {
			expect(readFailure(tokenAnswer(429, body), 'token')).toMatchObject({
				source: 'token',
				answer: 'whole',
				httpCode: 429,
				body,
			});
		},
	);

	it('knows an outage of the token endpoint', () => {
		expect(readFailure(tokenOutage(503), 'token')).toMatchObject({ httpCode: 503 });
	});

	it('knows a silent token endpoint', () => {
		expect(readFailure(tokenSilence('ECONNREFUSED'), 'token')).toMatchObject({
			source: 'token',
			answer: 'none',
			networkCode: 'ECONNREFUSED',
		});
	});

	it('takes a fault of n8n itself for no answer of the token endpoint', () => {
		expect(readFailure(unknownFault(), 'token')).toMatchObject({
			answer: 'none',
			networkCode: undefined,
		});
	});

	it('takes no status from a number that is none', () => {
		for (const status of [0, 99, 600, 200.5, 'x', null]) {
			expect(readFailure({ response: { status } }, 'api').httpCode).toBeUndefined();
		}
	});

	it.each(['An ERROR occurred', 'EXTERNAL problem', 'The token has EXPIRED'])(
		'takes no code of the network layer from a shout: %s',
		(message) => {
			expect(readFailure(new Error(message), 'api').networkCode).toBeUndefined();
		},
	);

	it('survives anything that can be thrown, and a chain that bites its tail', () => {
		for (const thrown of [undefined, null, 'text', 42, {}, new Error('x')]) {
			expect(readFailure(thrown, 'api')).toMatchObject({ source: 'api', body: '' });
		}
		const error: Error & { cause?: unknown } = new Error('circle');
		error.cause = error;
		expect(readFailure(error, 'api').message).toBe('circle');
	});
});

describe('isCutJson', () => {
	it('knows every beginning of JSON, wherever it was cut', () => {
		const record = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()));
		fc.assert(
			fc.property(record, fc.nat(), (value, at) => {
				const whole = JSON.stringify(value);
				const length = 1 + (at % Math.max(1, whole.length - 1));
				return (
					isCutJson(whole) === false &&
					(length >= whole.length || isCutJson(whole.slice(0, length)))
				);
			}),
		);
	});

	it.each(['', 'Maintenance', '<html>{', '"text', 'null', '{a: 1}', '[1,]', '{"a":"}"}}'])(
		'takes %p for what it is',
		(text) => {
			expect(isCutJson(text)).toBe(false);
		},
	);
});
