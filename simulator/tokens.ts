import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Client } from './clients';
import type { Clock } from './clock';
import { DAY, MINUTE } from './dates';
import { unauthorized } from './errors';
import { noteSecret } from './secrets';

/** 30 minutes and 30 days (HelloAsso docs: getting started). */
const ACCESS_TOKEN_MS = 30 * MINUTE;
const REFRESH_TOKEN_MS = 30 * DAY;

/** Who a token stands for: a client, and for a token of the authorize page one organization. */
export interface Grant {
	client: Client;
	organizationSlug?: string;
}

interface AccessToken extends Grant {
	expiresAt: number;
}

interface RefreshToken extends Grant {
	expiresAt: number;
	revoked: boolean;
	child?: RefreshToken;
}

export interface TokenAnswer {
	access_token: string;
	refresh_token: string;
	token_type: 'bearer';
	expires_in: number;
	organization_slug?: string;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export class Tokens {
	private readonly secret = randomBytes(32);
	private readonly access = new Map<string, AccessToken>();
	private readonly refresh = new Map<string, RefreshToken>();

	constructor(private readonly clock: Clock) {}

	/** A new pair. Earlier access tokens stay valid until they expire (inferred; nothing says otherwise). */
	issue(grant: Grant, parent?: RefreshToken): TokenAnswer {
		const now = this.clock.now();
		const jti = randomUUID();
		const expiresAt = now + ACCESS_TOKEN_MS;
		const { client, organizationSlug } = grant;
		this.access.set(jti, { client, organizationSlug, expiresAt });

		const refreshToken = randomBytes(48).toString('base64url');
		const stored = { client, organizationSlug, expiresAt: now + REFRESH_TOKEN_MS, revoked: false };
		this.refresh.set(refreshToken, stored);
		if (parent) parent.child = stored;

		const accessToken = this.sign({
			jti,
			cps: client.privileges,
			...(organizationSlug ? { urs: 'OrganizationAdmin', org: organizationSlug } : {}),
			nbf: Math.floor(now / 1000),
			exp: Math.floor(expiresAt / 1000),
			iat: Math.floor(now / 1000),
			iss: 'https://api.helloasso.com',
			aud: client.clientId,
		});
		noteSecret(accessToken, 'access token', this);
		noteSecret(refreshToken, 'refresh token', this);
		return {
			access_token: accessToken,
			refresh_token: refreshToken,
			token_type: 'bearer',
			expires_in: ACCESS_TOKEN_MS / 1000,
			...(organizationSlug ? { organization_slug: organizationSlug } : {}),
		};
	}

	/** The owner of a refresh token that may be used now. */
	refreshable(value: string): RefreshToken | undefined {
		const token = this.refresh.get(value);
		return token && !token.revoked && token.expiresAt > this.clock.now() ? token : undefined;
	}

	/**
	 * Token A gives B; A again gives C and revokes B (HelloAsso docs: refresh). So A is not used up,
	 * but two processes that refresh at once revoke each other's result.
	 */
	renew(token: RefreshToken): TokenAnswer {
		if (token.child) token.child.revoked = true;
		return this.issue(token, token);
	}

	/** The owner of an access token; 401 with an empty body for every token that is not good. */
	verify(header: string | undefined): Grant {
		const value = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
		if (!value) throw unauthorized();
		const [head, claims, signature] = value.split('.');
		const expected = Buffer.from(this.signature(`${head}.${claims}`));
		const given = Buffer.from(signature ?? '');
		if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
			throw unauthorized('The signature is invalid');
		}
		const { jti } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { jti: string };
		const token = this.access.get(jti);
		if (!token) throw unauthorized('The token was revoked');
		if (token.expiresAt <= this.clock.now()) throw unauthorized('The token is expired');
		return token;
	}

	/** GET /oauth2/disconnect: the connection ends, with its refresh tokens (HelloAsso docs). */
	disconnect(grant: Grant): void {
		const same = (token: Grant) =>
			token.client === grant.client && token.organizationSlug === grant.organizationSlug;
		for (const [jti, token] of this.access) if (same(token)) this.access.delete(jti);
		for (const token of this.refresh.values()) if (same(token)) token.revoked = true;
	}

	/** The moment after which no access token issued so far is valid. */
	latestExpiry(): number {
		return Math.max(0, ...[...this.access.values()].map((token) => token.expiresAt));
	}

	revokeAccessTokens(): void {
		this.access.clear();
	}

	private sign(claims: object): string {
		const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
		return `${content}.${this.signature(content)}`;
	}

	private signature(content: string): string {
		return createHmac('sha256', this.secret).update(content).digest('base64url');
	}
}
