import { HelloAssoError } from '../errors/helloAssoError';
import type { SharedToken, Turn } from './sharedToken';

/** What a credential says of its token at one moment. */
export interface TokenState {
	value: string | undefined;
	/** Milliseconds since 1970; undefined when that cannot be told. */
	expiresAt: number | undefined;
	/** Whose token it has to be: host, key and grant. */
	owner: string;
	/** False for a token of the other grant, and for an association that nobody connected. */
	usable: boolean;
	/** The whole credential as one text, to know it again. */
	credential: string;
}

export interface TokenSource {
	read(): Promise<TokenState>;
	/** Gets a new token in place of one that is not to be used. */
	replace(): Promise<void>;
	/** Others may have had a token stored since it was read. */
	forget(): void;
}

/** How long a token of unknown lifetime is trusted after a request that succeeded with it. */
const UNKNOWN_LIFETIME_MS = 60_000;

/**
 * Lets the requests of one execution run side by side only while the stored access token is known to
 * be good.
 *
 * n8n fetches a token in every request that starts while none is stored (2.x), and renews an expired
 * one in every request that meets it (1.x), but HelloAsso allows ten token calls in ten seconds. So
 * when the token is missing, unreadable or at its end, one request goes ahead and the others wait,
 * those of other executions with the same credential too: they share the lane.
 */
export class TokenGuard {
	private goodUntilMs = 0;
	/** The credential as it was read last. */
	private state: TokenState | undefined;

	constructor(
		private readonly lane: SharedToken,
		private readonly source: TokenSource,
	) {}

	/**
	 * @param send resolves when HelloAsso took the token, whatever else it answered
	 * @param patienceMs how long it may wait for others
	 */
	async pass<T>(send: () => Promise<T>, patienceMs: number): Promise<T> {
		const deadlineMs = Date.now() + patienceMs;
		while (!this.isOpen() && this.lane.isTaken('scout')) {
			await this.lane.watchTurn('scout', deadlineMs);
			this.source.forget();
		}
		if (this.isOpen()) return await this.attempt(send);
		return await this.lane.takeTurn('scout', async (turn) => await this.goAhead(send, turn));
	}

	/**
	 * Renews a token that was refused although it looked good: once for all requests that met the same.
	 * @param send sends again in a way that makes n8n renew the stored token if it is refused
	 * @param renewals how often the lane had renewed when the refused request left
	 */
	async renew<T>(send: () => Promise<T>, patienceMs: number, renewals: number): Promise<T> {
		const deadlineMs = Date.now() + patienceMs;
		while (this.lane.renewals === renewals && this.lane.isTaken('renewal')) {
			await this.lane.watchTurn('renewal', deadlineMs);
			this.source.forget();
		}
		if (this.lane.renewals !== renewals) return await send();
		return await this.lane.takeTurn('renewal', async () => {
			await this.read();
			const answer = await this.attempt(send);
			this.lane.renewals++;
			return answer;
		});
	}

	private async goAhead<T>(send: () => Promise<T>, turn: Turn): Promise<T> {
		let state = await this.read();
		if (!state.usable || this.lane.isOfOtherOwner(state)) {
			await this.attempt(async () => await this.source.replace());
			state = await this.read();
		}
		this.goodUntilMs = this.lane.trustedUntil(state) ?? state.expiresAt ?? 0;
		if (this.isOpen()) {
			this.lane.remember(state, this.goodUntilMs);
			// The stored token will do: nobody has to wait for this request.
			turn.release();
			return await this.attempt(send);
		}
		const answer = await this.attempt(send);
		const { expiresAt } = (state = await this.read());
		// A token that worked although it has ended by our clock shows that the clocks differ.
		const isUnknown = expiresAt === undefined || expiresAt <= Date.now();
		this.goodUntilMs = isUnknown ? Date.now() + UNKNOWN_LIFETIME_MS : expiresAt;
		this.lane.remember(state, this.goodUntilMs);
		return answer;
	}

	private async read(): Promise<TokenState> {
		this.state = await this.source.read();
		return this.state;
	}

	/** Sends, unless a token was just refused to the very same credential. */
	private async attempt<T>(send: () => Promise<T>): Promise<T> {
		const state = this.state ?? (await this.read());
		const refusal = this.lane.refusalOf(state);
		if (refusal) throw refusal;
		const sending = async () => await send();
		return await sending().catch(async (error: unknown) => {
			if (isRefusedToken(error)) this.lane.refuse(state, error);
			return await Promise.reject(error);
		});
	}

	private isOpen(): boolean {
		return Date.now() < this.goodUntilMs;
	}
}

const TOKEN_REFUSALS: ReadonlySet<string> = new Set(['unauthorized', 'forbidden', 'rateLimited']);

/** What another request would only meet again, unlike a token endpoint that was out of reach. */
export function isRefusedToken(error: unknown): error is HelloAssoError {
	return (
		error instanceof HelloAssoError &&
		error.details.fromTokenEndpoint === true &&
		TOKEN_REFUSALS.has(error.type)
	);
}
