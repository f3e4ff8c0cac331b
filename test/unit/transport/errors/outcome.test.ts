import fc from 'fast-check';

import {
	answerFailure,
	isCutJson,
	readFailure,
} from '../../../../nodes/HelloAsso/transport/errors/outcome';
import {
	apiAnswer,
	apiBrokenOff,
	apiSilence,
	apiUnauthorized,
	tokenAnswer,
	tokenOutage,
	tokenRefusal,
	tokenSilence,
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
		const failure = readFailure(thrown);
		expect([failure.source, failure.networkCode, failure.httpCode, failure.body]).toEqual([
			'api',
			code,
			undefined,
			'',
		]);
	});

	it.each(apiSilence('ECONNABORTED'))('knows a timeout (%s)', (_line, thrown) => {
		expect(['ECONNABORTED', 'ETIMEDOUT']).toContain(readFailure(thrown).networkCode);
		expect(readFailure(thrown).source).toBe('api');
	});

	it.each([200, 500].flatMap((status) => apiBrokenOff(status)))(
		'knows an answer that broke off, whatever its status (%s)',
		(_line, thrown) => {
			expect(readFailure(thrown)).toMatchObject({ source: 'api', answer: 'partial', body: '' });
			expect(readFailure(thrown).httpCode).toBeUndefined();
		},
	);

	it.each(apiUnauthorized())('knows the refusal of a renewed token (%s)', (_line, thrown) => {
		for (const failure of [readFailure(thrown), readFailure(thrown, 'api')]) {
			expect([failure.source, failure.httpCode]).toEqual(['api', 401]);
		}
	});

	it.each([
		...tokenRefusal({ error: 'unauthorized_client', error_description: 'Invalid client' }),
		...tokenRefusal({ error: 'access_denied' }),
		...tokenRefusal({ error: 'invalid_grant' }),
		...tokenRefusal({ error: 'something_new', error_description: 'Invalid client' }),
		...tokenRefusal({ error: 'too_many_requests', error_description: 'Slow down' }),
	])('knows a refusal of the token endpoint (%s)', (_line, thrown) => {
		for (const failure of [readFailure(thrown), readFailure(thrown, 'api')]) {
			expect([failure.source, failure.httpCode, failure.networkCode]).toEqual([
				'token',
				undefined,
				undefined,
			]);
		}
	});

	it('keeps the body of such a refusal where n8n does', () => {
		const body = { error: 'unauthorized_client', error_description: 'Invalid client' };
		const [[, first], [, renewal]] = tokenRefusal(body);
		expect(readFailure(first).body).toBe(JSON.stringify(body));
		expect(readFailure(renewal).body).toBe(JSON.stringify(body));
	});

	it.each([
		...tokenAnswer(429, 'Too Many Requests'),
		...tokenAnswer(429, '{"message":"slow down"}'),
		...tokenAnswer(429, '<html></html>'),
	])(
		'knows a status of the token endpoint, also after a request of the API (%s)',
		(_line, thrown) => {
			for (const failure of [readFailure(thrown), readFailure(thrown, 'api')]) {
				expect([failure.source, failure.httpCode]).toEqual(['token', 429]);
			}
		},
	);

	it.each(tokenOutage(503))('knows an outage of the token endpoint (%s)', (_line, thrown) => {
		expect(readFailure(thrown)).toMatchObject({ source: 'token', httpCode: 503 });
	});

	it('takes no status from a number that is none', () => {
		for (const status of [0, 99, 600, 200.5, 'x', null]) {
			expect(readFailure({ response: { status } }).httpCode).toBeUndefined();
		}
	});

	it.each(['An ERROR occurred', 'EXTERNAL problem', 'The token has EXPIRED'])(
		'takes no code of the network layer from a shout: %s',
		(message) => {
			expect(readFailure(new Error(message)).networkCode).toBeUndefined();
		},
	);

	it('survives anything that can be thrown, and a chain that bites its tail', () => {
		for (const thrown of [undefined, null, 'text', 42, {}, new Error('x')]) {
			expect(readFailure(thrown)).toMatchObject({ source: 'api', body: '' });
		}
		const error: Error & { cause?: unknown } = new Error('circle');
		error.cause = error;
		expect(readFailure(error).message).toBe('circle');
	});

	it.each(tokenSilence('ECONNREFUSED').slice(0, 2))(
		'knows a silent token endpoint (%s)',
		(_line, thrown) => {
			expect(readFailure(thrown)).toMatchObject({ source: 'token', networkCode: 'ECONNREFUSED' });
		},
	);
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
