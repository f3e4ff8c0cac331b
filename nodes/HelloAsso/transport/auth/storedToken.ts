import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

/** What n8n keeps of the token endpoint's answer, as far as it matters here. */
export interface StoredToken {
	value: string | undefined;
	refreshToken: string | undefined;
	/** Milliseconds since 1970; undefined when that cannot be told. */
	expiresAt: number | undefined;
	/** Comes with the token of a connected association (PKCE), and with no other. */
	organizationSlug: string | undefined;
}

export function storedToken({ oauthTokenData }: ICredentialDataDecryptedObject): StoredToken {
	const data = ((typeof oauthTokenData === 'object' && oauthTokenData) || {}) as IDataObject;
	return {
		value: text(data.access_token),
		refreshToken: text(data.refresh_token),
		expiresAt: tokenExpiry(data),
		organizationSlug: text(data.organization_slug),
	};
}

/**
 * Whether an association is to be connected by a partner, rather than to use its own key. In n8n 1.x the
 * grant is not there while its answer is awaited (see the credential).
 */
export function isPartner({ grantType }: ICredentialDataDecryptedObject): boolean {
	return grantType !== 'clientCredentials';
}

/**
 * n8n keeps the stored token when 'Connection' is changed, but one of an association that was connected
 * is not the key's own, and the key's own is no connection. `organization_slug` tells them apart.
 */
export function isOfOtherGrant(credential: ICredentialDataDecryptedObject): boolean {
	const { value, organizationSlug } = storedToken(credential);
	return value !== undefined && isPartner(credential) !== (organizationSlug !== undefined);
}

/** When the token ends. HelloAsso's access token is a JWT whose `exp` tells it; n8n 2.x notes it as well. */
export function tokenExpiry({
	access_token: token,
	n8n_expires_at: noted,
}: IDataObject): number | undefined {
	if (typeof token !== 'string' || token === '') return undefined;
	return positive(readClaims(token)?.exp, 1000) ?? positive(noted);
}

function readClaims(token: string): { exp?: unknown } | undefined {
	try {
		return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
	} catch {
		// Not a JWT: its lifetime has to come from elsewhere.
		return undefined;
	}
}

function positive(value: unknown, factor = 1): number | undefined {
	const number = Number(value);
	return Number.isFinite(number) && number > 0 ? number * factor : undefined;
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
