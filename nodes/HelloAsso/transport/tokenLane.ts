import type { HelloAssoError } from './errors';
import type { TokenState } from './tokenGate';

/** One request that goes ahead while others wait for its outcome. */
export interface Turn {
	/** Lets the others go on before the end. */
	release: () => void;
	/** Set when the token endpoint refused this credential. */
	refused?: { credential: string; error: HelloAssoError };
}

const LANES_MAX = 1_000;
const lanes = new Map<string, TokenLane>();

/** What all executions in this process that use the same credential have in common. */
export class TokenLane {
	scout: Promise<Turn> | undefined;
	renewal: Promise<Turn> | undefined;
	/** How many renewals ended well. */
	renewals = 0;
	private known: { value: string; owner: string; goodUntilMs: number } | undefined;

	/** The lane of a credential; without an id (a credential that was never saved) one of its own. */
	static of(credentialId: string | null | undefined): TokenLane {
		const lane = (credentialId && lanes.get(credentialId)) || new TokenLane();
		if (!credentialId) return lane;
		// Put last, so that the one longest out of use is the first.
		lanes.delete(credentialId);
		lanes.set(credentialId, lane);
		const [oldest] = lanes.keys();
		if (lanes.size > LANES_MAX) lanes.delete(oldest);
		return lane;
	}

	async takeTurn<T>(kind: 'scout' | 'renewal', task: (turn: Turn) => Promise<T>): Promise<T> {
		const turn: Turn = { release: () => {} };
		const ended = new Promise<Turn>((resolve) => {
			turn.release = () => {
				// Another request may have its turn by now.
				if (this[kind] === ended) this[kind] = undefined;
				resolve(turn);
			};
		});
		this[kind] = ended;
		try {
			return await task(turn);
		} finally {
			turn.release();
		}
	}

	/** A token that HelloAsso took is known to be good, and whose it is. */
	remember({ value, owner }: TokenState, goodUntilMs: number): void {
		this.known = value === undefined ? undefined : { value, owner, goodUntilMs };
	}

	trustedUntil({ value }: TokenState): number | undefined {
		return value !== undefined && this.known?.value === value ? this.known.goodUntilMs : undefined;
	}

	/** n8n keeps the stored token when another key or address is entered in the credential. */
	isOfOtherOwner({ value, owner }: TokenState): boolean {
		return value !== undefined && this.known?.value === value && this.known.owner !== owner;
	}
}
