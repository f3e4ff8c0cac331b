import { readFailure } from '../../../nodes/HelloAsso/transport/failure';
import {
	apiAnswer,
	apiSilence,
	tokenAnswer,
	tokenOutage,
	tokenRefusal,
	tokenSilence,
} from '../../fixtures/thrownByN8n';

describe('readFailure', () => {
	it('reads status, body and Retry-After of an answer of the API', () => {
		const thrown = apiAnswer({ status: 429, body: '{"message":"slow"}', headers: { 'retry-after': '7' } });
		expect(readFailure(thrown)).toEqual({
			source: 'api',
			httpCode: 429,
			networkCode: undefined,
			body: '{"message":"slow"}',
			retryAfterSeconds: 7,
			message: 'Request failed with status code 429',
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
		expect(readFailure(apiAnswer({ status: 400, body })).body).toBe(text);
	});

	it('survives a body that cannot be written as JSON', () => {
		const circular: Record<string, unknown> = {};
		circular.self = circular;
		expect(readFailure({ response: { status: 500, data: circular } })).toMatchObject({ httpCode: 500, body: '' });
	});

	it.each([
		['3', 3],
		['0', 0],
		['1.5', 1.5],
		['-3', undefined],
		['soon', undefined],
		['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
		['Infinity', undefined],
	])('reads Retry-After %p as %p seconds', (header, seconds) => {
		const thrown = apiAnswer({ status: 503, headers: { 'retry-after': header } });
		expect(readFailure(thrown).retryAfterSeconds).toBe(seconds);
	});

	it.each(['ECONNREFUSED', 'ECONNABORTED', 'ETIMEDOUT', 'ENOTFOUND', 'CERT_HAS_EXPIRED'])(
		'reads the code of the network layer: %s',
		(code) => {
			expect(readFailure(apiSilence(code))).toEqual({
				source: 'api',
				networkCode: code,
				body: '',
				message: `connect ${code} 203.0.113.1:443`,
			});
		},
	);

	it.each(tokenRefusal({ error: 'unauthorized_client', error_description: 'Invalid client' }))(
		'knows a refusal of the token endpoint (%s)',
		(_way, thrown) => {
			expect(readFailure(thrown)).toEqual({
				source: 'token',
				message: 'Invalid client',
				body: '{"error":"unauthorized_client","error_description":"Invalid client"}',
			});
		},
	);

	it.each(tokenAnswer(429, 'Too Many Requests'))('knows a status of the token endpoint (%s)', (_way, thrown) => {
		expect(readFailure(thrown)).toMatchObject({ source: 'token', httpCode: 429, body: 'Too Many Requests' });
	});

	it.each(tokenOutage(503))('knows an outage of the token endpoint (%s)', (_way, thrown) => {
		expect(readFailure(thrown)).toMatchObject({ source: 'token', httpCode: 503 });
	});

	it.each(tokenSilence('ECONNREFUSED'))('knows a silent token endpoint (%s)', (_way, thrown) => {
		expect(readFailure(thrown)).toEqual({
			source: 'token',
			networkCode: 'ECONNREFUSED',
			body: '',
			message: 'connect ECONNREFUSED 203.0.113.1:443',
		});
	});

	it('takes no status from a number that is none', () => {
		for (const status of [0, 99, 600, 200.5, 'x', null]) {
			expect(readFailure({ response: { status } }).httpCode).toBeUndefined();
		}
	});

	it('survives anything that can be thrown, and a chain that bites its tail', () => {
		for (const thrown of [undefined, null, 'text', 42, {}, new Error('x')]) {
			expect(readFailure(thrown)).toMatchObject({ source: 'api', body: '' });
		}
		const error: Error & { cause?: unknown } = new Error('circle');
		error.cause = error;
		expect(readFailure(error).message).toBe('circle');
	});
});
