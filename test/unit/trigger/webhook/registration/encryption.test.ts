import {
	encrypt,
	decrypt,
} from '../../../../../nodes/HelloAsso/trigger/webhook/registration/encryption';

const KEY = 'a signature key of HelloAsso';

test('only the same client secret opens it, and it looks another each time', () => {
	const sealed = encrypt(KEY, 'secret');
	expect(decrypt(sealed, 'secret')).toBe(KEY);
	expect(decrypt(sealed, 'other')).toBeUndefined();
	expect(encrypt(KEY, 'secret')).not.toBe(sealed);
	expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain(KEY.slice(0, 6));
});

test.each(['', 'abc', 'AAAA'.repeat(20)])('%p was never sealed', (text) => {
	expect(decrypt(text, 'secret')).toBeUndefined();
});

test('a changed byte is noticed', () => {
	const bytes = Buffer.from(encrypt(KEY, 'secret'), 'base64');
	bytes[bytes.length - 1] ^= 1;
	expect(decrypt(bytes.toString('base64'), 'secret')).toBeUndefined();
});
