import { seal, unseal } from '../../../../nodes/HelloAsso/trigger/notification/sealing';

const KEY = 'a signature key of HelloAsso';

test('only the same client secret opens it, and it looks another each time', () => {
	const sealed = seal(KEY, 'secret');
	expect(unseal(sealed, 'secret')).toBe(KEY);
	expect(unseal(sealed, 'other')).toBeUndefined();
	expect(seal(KEY, 'secret')).not.toBe(sealed);
	expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain(KEY.slice(0, 6));
});

test.each(['', 'abc', 'AAAA'.repeat(20)])('%p was never sealed', (text) => {
	expect(unseal(text, 'secret')).toBeUndefined();
});

test('a changed byte is noticed', () => {
	const bytes = Buffer.from(seal(KEY, 'secret'), 'base64');
	bytes[bytes.length - 1] ^= 1;
	expect(unseal(bytes.toString('base64'), 'secret')).toBeUndefined();
});
