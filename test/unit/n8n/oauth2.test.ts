import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import {
	isOfOtherGrant,
	storedToken,
} from '../../../../nodes/HelloAsso/transport/auth/storedToken';

const jwt = (claims: unknown) =>
	`${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2lnbmF0dXJl`;

const credential = (grantType: string, oauthTokenData: unknown) =>
	({ grantType, oauthTokenData }) as ICredentialDataDecryptedObject;
const expiry = (oauthTokenData: unknown) =>
	storedToken(credential('pkce', oauthTokenData)).expiresAt;

describe('when a stored token ends', () => {
	it("reads the token's own end", () => {
		expect(expiry({ access_token: jwt({ exp: 1_768_480_000, cps: ['Checkout'] }) })).toBe(
			1_768_480_000_000,
		);
	});

	it('prefers it to what n8n noted, which it takes otherwise, as number or text', () => {
		expect(expiry({ access_token: jwt({ exp: 1_768_480_000 }), n8n_expires_at: '5' })).toBe(
			1_768_480_000_000,
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

describe('whose the stored token is', () => {
	const own = { access_token: 'opaque', refresh_token: 'r' };
	const connected = { ...own, organization_slug: 'les-amis-du-velo' };

	it.each([
		['clientCredentials', own, false],
		['clientCredentials', connected, true],
		['pkce', own, true],
		['pkce', connected, false],
		['pkce', { ...own, organization_slug: '' }, true],
		['clientCredentials', undefined, false],
		['clientCredentials', {}, false],
		['pkce', undefined, false],
		['pkce', { organization_slug: 'les-amis-du-velo' }, false],
	])('with %s and %j, of the other grant: %p', (grantType, oauthTokenData, other) => {
		expect(isOfOtherGrant(credential(grantType, oauthTokenData))).toBe(other);
	});
});
