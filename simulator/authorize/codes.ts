import { createHash, randomBytes } from 'node:crypto';
import type { Client } from '../clients';
import type { Clock } from '../clock';
import { MINUTE } from '../dates';

/** 5 minutes (HelloAsso docs: authorize page). */
const CODE_MS = 5 * MINUTE;
/** RFC 7636 §4.1. */
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

/** What an association agreed to, and to whom the code for it goes. */
export interface Consent {
	client: Client;
	organizationSlug: string;
	redirectUri: string;
	codeChallenge: string;
}

/** base64url of SHA-256, without padding. */
const s256 = (text: string) => createHash('sha256').update(text).digest('base64url');

/** Authorization codes: each is good once, for its own redirect address and verifier. */
export class Codes {
	private readonly consents = new Map<string, Consent & { expiresAt: number }>();

	constructor(private readonly clock: Clock) {}

	issue(consent: Consent): string {
		const code = randomBytes(32).toString('base64url');
		this.consents.set(code, { ...consent, expiresAt: this.clock.now() + CODE_MS });
		return code;
	}

	/** The consent behind a code, which is used up thereby, also by a failed attempt. */
	redeem(code: string, client: Client, redirectUri: string, verifier: string): Consent | undefined {
		const consent = this.consents.get(code);
		this.consents.delete(code);
		if (!consent || consent.expiresAt <= this.clock.now()) return undefined;
		const isTheirs = consent.client === client && consent.redirectUri === redirectUri;
		return isTheirs && VERIFIER.test(verifier) && s256(verifier) === consent.codeChallenge
			? consent
			: undefined;
	}
}
