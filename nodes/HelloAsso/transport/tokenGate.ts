/** Milliseconds since 1970 until which the stored token is good; undefined when that cannot be told. */
type ReadExpiry = () => Promise<number | undefined>;

/** A token that ends within this time is renewed by one request alone rather than by several at once. */
const EXPIRY_MARGIN_MS = 60_000;
/** How long a token of unknown lifetime is trusted after a request that succeeded with it. */
const UNKNOWN_LIFETIME_MS = 60_000;

/**
 * Lets requests run side by side only while the stored access token is known to be good.
 *
 * n8n fetches a token in every request that starts while none is stored (2.x), and renews an expired
 * one in every request that meets it (1.x), but HelloAsso allows ten token calls in ten seconds. So
 * when the token is missing, unreadable or about to end, one request goes ahead and the others wait.
 */
export class TokenGate {
	private goodUntilMs = 0;
	private scout: Promise<void> | undefined;

	constructor(private readonly readExpiry: ReadExpiry) {}

	async pass<T>(send: () => Promise<T>): Promise<T> {
		while (!this.isOpen() && this.scout) await this.scout;
		if (this.isOpen()) return await send();
		let wake = () => {};
		const scout = new Promise<void>((resolve) => {
			wake = resolve;
		});
		this.scout = scout;
		const release = () => {
			// Another request may be the scout by now.
			if (this.scout === scout) this.scout = undefined;
			wake();
		};
		try {
			return await this.goAhead(send, release);
		} finally {
			release();
		}
	}

	private async goAhead<T>(send: () => Promise<T>, release: () => void): Promise<T> {
		this.goodUntilMs = ((await this.readExpiry()) ?? 0) - EXPIRY_MARGIN_MS;
		if (this.isOpen()) {
			// The stored token will do: nobody has to wait for this request.
			release();
			return await send();
		}
		const answer = await send();
		const expiry = await this.readExpiry();
		// A token that worked although it has ended by our clock shows that the clocks differ.
		const isUnknown = expiry === undefined || expiry <= Date.now();
		this.goodUntilMs = isUnknown ? Date.now() + UNKNOWN_LIFETIME_MS : expiry - EXPIRY_MARGIN_MS;
		return answer;
	}

	private isOpen(): boolean {
		return Date.now() < this.goodUntilMs;
	}
}

interface StoredToken {
	access_token?: unknown;
	/** Written by n8n 2.x. */
	n8n_expires_at?: unknown;
}

/** When the token that n8n stores ends. HelloAsso's access token is a JWT whose `exp` tells it. */
export function tokenExpiry(stored: unknown): number | undefined {
	if (stored === null || typeof stored !== 'object') return undefined;
	const { access_token: token, n8n_expires_at: expiresAt } = stored as StoredToken;
	if (typeof token !== 'string' || token === '') return undefined;
	const claims = readClaims(token);
	const expirySeconds = Number(claims?.exp);
	if (Number.isFinite(expirySeconds) && expirySeconds > 0) return expirySeconds * 1000;
	const storedExpiry = Number(expiresAt);
	return Number.isFinite(storedExpiry) && storedExpiry > 0 ? storedExpiry : undefined;
}

function readClaims(token: string): { exp?: unknown } | undefined {
	try {
		return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
	} catch {
		// Not a JWT: its lifetime has to come from elsewhere.
		return undefined;
	}
}
