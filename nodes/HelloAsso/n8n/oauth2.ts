import type {
	IAllExecuteFunctions,
	ICredentialDataDecryptedObject,
	IDataObject,
} from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

/** What n8n keeps of the token endpoint's answer, as far as it matters here. */
export interface StoredToken {
	value: string | undefined;
	refreshToken: string | undefined;
	/** Milliseconds since 1970; undefined when that cannot be told. */
	expiresAt: number | undefined;
	/** Comes with the token of a connected association (PKCE), and with no other. */
	organizationSlug: string | undefined;
}

/** n8n 2.41 and 1.123 keep every field of the answer in `oauthTokenData`; 2.41 adds `n8n_expires_at`. */
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
 * The same context with a credential that was read already. n8n 2.41 and 1.123 ask the context of a
 * helper for the credential at each request, which takes 9 ms, and an edit in between would send the
 * token of one environment to the host of another.
 */
export function withCredential<Context extends object>(
	context: Context,
	credential: ICredentialDataDecryptedObject,
): Context {
	// A copy, because n8n writes the new token into it.
	return Object.create(context, { getCredentials: { value: async () => ({ ...credential }) } });
}

/**
 * Makes n8n get a token and store it, without a request that would need it: a new one for client
 * credentials, else by the refresh token. n8n 2.41 takes one that another process stored meanwhile
 * instead. What n8n throws has no `Retry-After`, on both lines.
 * @returns the token endpoint's answer, as n8n stores it
 */
export async function renewStoredToken(
	context: IAllExecuteFunctions,
	credentialType: string,
	credential: ICredentialDataDecryptedObject,
): Promise<IDataObject> {
	// n8n 2.41 and 1.123 read a field of it also where nothing is stored yet.
	const { oauthTokenData = {} } = credential;
	const own = withCredential(context, { ...credential, oauthTokenData });
	return await context.helpers.refreshOAuth2Token.call(own, credentialType);
}

/** The later of its own `exp` (a JWT) and what n8n 2.x noted: the clock of this computer may be ahead. */
function tokenExpiry({ access_token: token, n8n_expires_at: noted }: IDataObject) {
	if (typeof token !== 'string' || token === '') return undefined;
	const ends = [Number(readClaims(token)?.exp) * 1000, Number(noted)].filter((end) => end > 0);
	return ends.length > 0 ? Math.max(...ends) : undefined;
}

/** null for a token that is not a JWT: its lifetime has to come from elsewhere. */
function readClaims(token: string): IDataObject | null {
	const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
	return jsonParse<IDataObject | null>(claims, { fallbackValue: null });
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
