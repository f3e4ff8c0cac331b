import {
	isFromHelloAsso,
	isSignedBy,
} from '../../../../../nodes/HelloAsso/trigger/webhook/delivery/verification';

/** HMAC-SHA256 of a known text and key, as published with the algorithm's test vectors. */
const TEXT = Buffer.from('The quick brown fox jumps over the lazy dog');
const SIGNATURE = 'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8';

describe('a signature', () => {
	test.each([
		['of the key', ['key'], SIGNATURE, true],
		['of one of several keys', ['other', 'key'], SIGNATURE, true],
		['of another key', ['other'], SIGNATURE, false],
		['without any key', [], SIGNATURE, false],
		['in capitals, which HelloAsso does not use', ['key'], SIGNATURE.toUpperCase(), false],
		['that is cut off', ['key'], SIGNATURE.slice(0, 63), false],
		['that is longer', ['key'], `${SIGNATURE}0`, false],
		['that is empty', ['key'], '', false],
		['that is missing', ['key'], undefined, false],
		['that came twice', ['key'], [SIGNATURE, SIGNATURE], false],
	])('%s', (_title, keys, signature, expected) => {
		expect(isSignedBy(keys, TEXT, signature)).toBe(expected);
	});

	test('counts for the bytes as they came', () => {
		expect(isSignedBy(['key'], Buffer.concat([TEXT, Buffer.from('\n')]), SIGNATURE)).toBe(false);
	});
});

const LOCAL = 'http://localhost:4010';
describe('the address of the sender', () => {
	test.each([
		['production', '51.138.206.200', undefined, true],
		['production', '::ffff:51.138.206.200', undefined, true],
		['production', '4.233.135.234', undefined, false],
		['production', '127.0.0.1', undefined, false],
		['sandbox', '4.233.135.234', undefined, true],
		['sandbox', '51.138.206.200', undefined, false],
		['custom', '127.0.0.1', LOCAL, true],
		['custom', '::1', 'http://127.0.0.1:4010', true],
		['custom', '127.0.0.2', LOCAL, false],
		['custom', '127.0.0.1', 'https://localhost.example.org', false],
		['custom', '127.0.0.1', 'http://localhost.example.org', false],
		['custom', '51.138.206.200', 'https://gateway.example.org', true],
		[undefined, '51.138.206.200', undefined, true],
		[undefined, '4.233.135.234', undefined, true],
		[undefined, '127.0.0.1', undefined, false],
		['production', undefined, undefined, false],
		['production', '51.138.206.200, 203.0.113.7', undefined, false],
	])('%s %s %s: %s', (environment, address, origin, expected) => {
		expect(isFromHelloAsso(address, environment, origin)).toBe(expected);
	});
});
