import {
	encrypt,
	decrypt,
} from '../../../../../nodes/HelloAsso/trigger/webhook/registration/encryption';

const KEY = 'a signature key of HelloAsso';

test('decrypt › gives the text back to the same client secret only; encrypt › gives another text each time', () => {
	const encrypted = encrypt(KEY, 'secret');
	expect(decrypt(encrypted, 'secret')).toBe(KEY);
	expect(decrypt(encrypted, 'other')).toBeUndefined();
	expect(encrypt(KEY, 'secret')).not.toBe(encrypted);
	expect(Buffer.from(encrypted, 'base64').toString('latin1')).not.toContain(KEY.slice(0, 6));
});

test.each(['', 'abc', 'AAAA'.repeat(20)])(
	'decrypt › gives nothing for %p, which was never encrypted',
	(text) => {
		expect(decrypt(text, 'secret')).toBeUndefined();
	},
);

test('decrypt › gives nothing after a byte was changed', () => {
	const bytes = Buffer.from(encrypt(KEY, 'secret'), 'base64');
	bytes[bytes.length - 1] ^= 1;
	expect(decrypt(bytes.toString('base64'), 'secret')).toBeUndefined();
});
