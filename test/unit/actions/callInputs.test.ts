import { readBody, readHeaders, readQuery } from '../../../nodes/HelloAsso/actions/api/call.inputs';
import { HelloAssoError } from '../../../nodes/HelloAsso/transport';
import { fieldContext } from '../../fixtures/fieldContext';
import { thrownBy } from '../../fixtures/thrown';

const pairs = (...parameters: Array<[unknown, unknown]>) => ({
	parameters: parameters.map(([name, value]) => ({ name, value })),
});

describe('readQuery', () => {
	it('keeps all values of a name', () => {
		expect(
			readQuery(
				pairs(['states', 'A'], [' pageSize ', 5], ['states', 'B'], ['', 'x'], ['empty', undefined]),
			),
		).toEqual({
			states: ['A', 'B'],
			pageSize: ['5'],
			empty: [''],
		});
	});

	it.each(['constructor', '__proto__', 'toString'])(
		'takes a parameter called %s as any other',
		(name) => {
			expect(Object.entries(readQuery(pairs([name, '1'])))).toEqual([[name, ['1']]]);
		},
	);

	it.each([undefined, null, '', {}, { parameters: null }, { parameters: 'x' }])(
		'finds nothing in %j',
		(collection) => {
			expect(readQuery(collection)).toEqual({});
		},
	);
});

describe('readHeaders', () => {
	it('spells the usual ones as the client does, so that they replace its own', () => {
		expect(
			readHeaders(pairs(['accept', 'text/csv'], ['USER-AGENT', 'x'], ['X-Mine', ' y ']), true),
		).toEqual({
			Accept: 'text/csv',
			'User-Agent': 'x',
			'X-Mine': ' y ',
		});
	});

	it.each(['authorization', 'Authorization', 'AUTHORIZATION', ' authorization '])(
		'lets %p stand only where no token is sent',
		async (name) => {
			expect(await thrownBy(() => readHeaders(pairs([name, 'Bearer x']), true))).toMatchObject({
				type: 'invalidParameter',
				message: "'Headers' must not set 'Authorization' beside the access token of the credential",
			});
			expect(readHeaders(pairs([name, 'Bearer x']), false)).toEqual({ [name.trim()]: 'Bearer x' });
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
				await thrownBy(() => readHeaders(pairs([name, 'evil.example']), authenticated)),
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
		const error = await thrownBy(() => readHeaders(pairs([name, value]), true));
		expect(error).toBeInstanceOf(HelloAssoError);
		expect(error).toMatchObject({ type: 'invalidParameter' });
		expect((error as HelloAssoError).message).toMatch(
			/^'Headers' hold a name or value that HTTP does not allow/,
		);
	});

	it.each(['constructor', '__proto__'])('takes a header called %s as any other', (name) => {
		expect(Object.entries(readHeaders(pairs([name, 'x']), true))).toEqual([[name, 'x']]);
	});
});

describe('readBody', () => {
	const read = (parameters: object) => readBody(fieldContext({ parameters: { ...parameters } }));

	it('takes JSON as text or as an object', () => {
		expect(read({ body: '{"state": "Public"}' })).toEqual({ state: 'Public' });
		expect(read({ body: '[{"a":1}]' })).toEqual([{ a: 1 }]);
		expect(read({ body: { a: null } })).toEqual({ a: null });
	});

	it.each(['', undefined])('sends none for %p', (body) => {
		expect(read({ body })).toBeUndefined();
	});

	it.each(['{', '{a:1}', 'text', '42', '"text"', 'null', 'true', ' ', 42, true])(
		'refuses %p',
		async (body) => {
			expect(await thrownBy(() => read({ body }))).toMatchObject({
				type: 'invalidParameter',
				message: "'Body' is not a JSON object",
			});
		},
	);

	it('makes a form of fields, all values of a name kept', () => {
		const body = read({
			bodyContentType: 'form',
			bodyParameters: pairs(['a', '1'], ['a', 'x & y'], ['b', '']),
		});
		expect(String(body)).toBe('a=1&a=x+%26+y&b=');
	});
});
