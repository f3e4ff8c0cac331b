import { storedToken } from '../../../nodes/HelloAsso/n8n/oauth2';

const jwt = (claims: unknown) =>
	`${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2lnbmF0dXJl`;

const expiry = (oauthTokenData: unknown) =>
	storedToken({ oauthTokenData: oauthTokenData as string }).expiresAt;

describe('the end of a stored token', () => {
	it("reads the token's own end", () => {
		expect(expiry({ access_token: jwt({ exp: 1_768_480_000, cps: ['Checkout'] }) })).toBe(
			1_768_480_000_000,
		);
	});

	it('takes what n8n noted, as number or text, where that is later or alone', () => {
		const expiring = jwt({ exp: 1_768_480_000 });
		expect(expiry({ access_token: expiring, n8n_expires_at: '5' })).toBe(1_768_480_000_000);
		expect(expiry({ access_token: expiring, n8n_expires_at: '1768480000123' })).toBe(
			1_768_480_000_123,
		);
		expect(expiry({ access_token: 'opaque', n8n_expires_at: '1768480000123' })).toBe(
			1_768_480_000_123,
		);
		expect(expiry({ access_token: jwt({}), n8n_expires_at: 1_768_480_000_123 })).toBe(
			1_768_480_000_123,
		);
	});

	it('understands claims with letters beyond ASCII', () => {
		expect(expiry({ access_token: jwt({ name: 'Fête ✓', exp: 42 }) })).toBe(42_000);
	});

	it.each([
		undefined,
		null,
		'token',
		{},
		{ n8n_expires_at: '1768480000123' },
		{ access_token: '', n8n_expires_at: '1768480000123' },
		{ access_token: 42, n8n_expires_at: '1768480000123' },
		{ access_token: 'opaque' },
		{ access_token: 'opaque', n8n_expires_at: 'soon' },
		{ access_token: 'a.b.c' },
		{ access_token: 'a..c' },
		{ access_token: jwt(null) },
		{ access_token: jwt({ exp: 'soon' }) },
		{ access_token: jwt({ exp: 0 }) },
		{ access_token: jwt({ exp: -5 }) },
		{ access_token: jwt({ exp: null }) },
	])('cannot tell for %j', (stored) => {
		expect(expiry(stored)).toBeUndefined();
	});
});
