import { isSignedBy } from '../../../../../nodes/HelloAsso/trigger/webhook/delivery/signature';

/** HMAC-SHA256 of a known text and key, as published with the algorithm's test vectors. */
const TEXT = Buffer.from('The quick brown fox jumps over the lazy dog');
const SIGNATURE = 'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8';

describe('isSignedBy, a signature', () => {
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

	test('rejects the signature of other bytes', () => {
		expect(isSignedBy(['key'], Buffer.concat([TEXT, Buffer.from('\n')]), SIGNATURE)).toBe(false);
	});
});
