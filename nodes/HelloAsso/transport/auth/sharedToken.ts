import { sleep } from 'n8n-workflow';

import { HelloAssoError } from '../errors/helloAssoError';
import type { TokenState } from './tokenGuard';

/** One request that goes ahead while others wait for its outcome. */
export interface Turn {
	/** Lets the others go on before the end. */
	release: () => void;
}

type Kind = 'scout' | 'renewal';

/** One that takes longer is not waited for any more: n8n 1.x gives the token endpoint all the time in the world. */
const TURN_MAX_MS = 60_000;
const TICK_MS = 500;
/** How long a refusal stands for executions that come with the very same credential. */
const REFUSAL_MS = 10_000;
const LANES_MAX = 1_000;
const lanes = new Map<string, SharedToken>();

/** What all executions in this process that use the same credential have in common. */
export class SharedToken {
	private readonly turns: { [kind in Kind]?: { ended: Promise<void>; sinceMs: number } } = {};
	private tick: Promise<void> | undefined;
	/** How many renewals ended well. */
	renewals = 0;
	private refused: { credential: string; error: HelloAssoError; untilMs: number } | undefined;
	private known: { value: string; owner: string; goodUntilMs: number } | undefined;

	/** The lane of a credential; without an id (a credential that was never saved) one of its own. */
	static of(credentialId: string | null | undefined): SharedToken {
		const lane = (credentialId && lanes.get(credentialId)) || new SharedToken();
		if (!credentialId) return lane;
		// Put last, so that the one longest out of use is the first.
		lanes.delete(credentialId);
		lanes.set(credentialId, lane);
		const [oldest] = lanes.keys();
		if (lanes.size > LANES_MAX) lanes.delete(oldest);
		return lane;
	}

	async takeTurn<T>(kind: Kind, task: (turn: Turn) => Promise<T>): Promise<T> {
		const turn: Turn = { release: () => {} };
		const ended = new Promise<void>((resolve) => {
			turn.release = () => {
				// Another request may have its turn by now.
				if (this.turns[kind]?.ended === ended) delete this.turns[kind];
				resolve();
			};
		});
		this.turns[kind] = { ended, sinceMs: Date.now() };
		try {
			return await task(turn);
		} finally {
			turn.release();
		}
	}

	isTaken(kind: Kind): boolean {
		const turn = this.turns[kind];
		return turn !== undefined && Date.now() < turn.sinceMs + TURN_MAX_MS;
	}

	/**
	 * Waits for the end of a turn, or a moment of it.
	 * @throws {HelloAssoError} when it is too late
	 */
	async watchTurn(kind: Kind, deadlineMs: number): Promise<void> {
		if (Date.now() >= deadlineMs) throw noTokenInTime();
		// One clock for all that wait, because it cannot be stopped.
		this.tick ??= sleep(TICK_MS).finally(() => (this.tick = undefined));
		await Promise.race([this.turns[kind]?.ended, this.tick]);
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

	/** Asking once more with a credential that was just refused would only count against it. */
	refuse({ credential }: TokenState, error: HelloAssoError): void {
		this.refused = { credential, error, untilMs: Date.now() + REFUSAL_MS };
	}

	refusalOf({ credential }: TokenState): HelloAssoError | undefined {
		const { refused } = this;
		return refused?.credential === credential && Date.now() < refused.untilMs
			? refused.error
			: undefined;
	}
}

function noTokenInTime(): HelloAssoError {
	return new HelloAssoError('timeout', 'HelloAsso gave no access token in time', {
		description: 'The request itself has not left. Try again later.',
	});
}
