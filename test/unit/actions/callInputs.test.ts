import type { IDataObject } from 'n8n-workflow';

import { readBody, readPairs, toHeaders } from '../../../nodes/HelloAsso/actions/api/call.inputs';
import { HelloAssoError } from '../../../nodes/HelloAsso/transport';
import { fieldContext } from '../../fixtures/fieldContext';
import { thrownBy } from '../../fixtures/thrown';

const pairs = (...parameters: Array<[unknown, unknown]>) => ({
	parameters: parameters.map(([name, value]) => ({ name, value })),
});

describe('readPairs', () => {
	const read = async (queryParameters: unknown) =>
		await readPairs(
			'queryParameters',
			fieldContext({ parameters: { queryParameters } as IDataObject }),
		);

	it('keeps all values of a name, and leaves out what has no name', async () => {
		expect(
			await read(
				pairs(['states', 'A'], [' pageSize ', 5], ['states', 'B'], ['', ''], ['empty', undefined]),
			),
		).toEqual([
			['states', 'A'],
			['pageSize', '5'],
			['states', 'B'],
			['empty', ''],
		]);
	});

	it.each([undefined, null, '', {}, { parameters: null }])('finds nothing in %j', async (value) => {
		expect(await read(value)).toEqual([]);
	});
});

describe('toHeaders', () => {
	it('spells the usual ones as the client does, so that they replace its own', () => {
		expect(
			toHeaders(
				[
					['accept', 'text/csv'],
					['USER-AGENT', 'x'],
					['X-Mine', ' y '],
				],
				true,
			),
		).toEqual({
			Accept: 'text/csv',
			'User-Agent': 'x',
			'X-Mine': ' y ',
		});
	});

	it.each(['authorization', 'Authorization', 'AUTHORIZATION'])(
		'lets %p stand only where no token is sent',
		async (name) => {
			expect(await thrownBy(() => toHeaders([[name, 'Bearer x']], true))).toMatchObject({
				type: 'invalidParameter',
				message: "'Headers' must not set 'Authorization' beside the access token of the credential",
			});
			expect(toHeaders([[name, 'Bearer x']], false)).toEqual({ [name.trim()]: 'Bearer x' });
		},
	);

	it.each([
		'Host',
		'host',
		'Content-Length',
		'Transfer-Encoding',
		'Connection',
		'Cookie',
		'Upgrade',
		'Proxy-Authorization',
	])('refuses %s', async (name) => {
		for (const authenticated of [true, false]) {
			expect(
				await thrownBy(() => toHeaders([[name, 'evil.example']], authenticated)),
			).toMatchObject({
				type: 'invalidParameter',
				message: `'Headers' must not set '${name}'`,
			});
		}
	});

	it.each([
		['X\r\nHost', 'x'],
		['X Y', 'x'],
		['X:Y', 'x'],
		['Ünïcode', 'x'],
		['X', 'a\r\nHost: evil.example'],
		['X', 'a\nb'],
		['X', 'a\rb'],
		['X', 'a\u0000b'],
		['X', 'Fête ✓'],
	])('refuses %j: %j', async (name, value) => {
		const error = await thrownBy(() => toHeaders([[name, value]], true));
		expect(error).toBeInstanceOf(HelloAssoError);
		expect(error).toMatchObject({ type: 'invalidParameter' });
		expect((error as HelloAssoError).message).toMatch(
			/^'Headers' hold a name or value that HTTP does not allow/,
		);
	});

	it.each(['constructor', '__proto__'])('takes a header called %s as any other', (name) => {
		expect(Object.entries(toHeaders([[name, 'x']], true))).toEqual([[name, 'x']]);
	});
});

describe('readBody', () => {
	const read = async (parameters: object) =>
		await readBody(fieldContext({ parameters: { ...parameters } }));

	it('takes JSON as text or as an object', async () => {
		expect(await read({ body: '{"state": "Public"}' })).toEqual({ state: 'Public' });
		expect(await read({ body: '[{"a":1}]' })).toEqual([{ a: 1 }]);
		expect(await read({ body: { a: null } })).toEqual({ a: null });
	});

	it.each(['', ' ', undefined])('sends none for %p', async (body) => {
		expect(await read({ body })).toBeUndefined();
	});

	it.each(['{', '{a:1}', 'text', '42', '"text"', 'null', 'true', 42, true])(
		'refuses %p',
		async (body) => {
			expect(await thrownBy(async () => await read({ body }))).toMatchObject({
				type: 'invalidParameter',
				message: "'Body' is not a JSON object",
			});
		},
	);

	it('makes a form of fields, all values of a name kept', async () => {
		const body = await read({
			bodyContentType: 'form',
			bodyParameters: pairs(['a', '1'], ['a', 'x & y'], ['b', '']),
		});
		expect(String(body)).toBe('a=1&a=x+%26+y&b=');
	});
});
