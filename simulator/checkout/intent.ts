import { createHash } from 'node:crypto';
import type { Simulation } from '../simulation';
import type { CheckoutIntent } from '../traces';

/** What a shop has asked for and nobody has paid yet. */
export function newIntent(
	{ store, clock, site }: Pick<Simulation, 'store' | 'clock' | 'site'>,
	organizationSlug: string,
	body: Record<string, unknown>,
): CheckoutIntent {
	const id = store.newId();
	const page = createHash('sha256').update(`checkout ${id}`).digest('hex').slice(0, 32);
	const redirectUrl = `${site}/associations/${organizationSlug}/checkout/${page}`;
	const { metadata } = body;
	const createdAt = clock.now();
	const intent = { id, organizationSlug, redirectUrl, createdAt, body, metadata };
	store.checkoutIntents.push(intent);
	return intent;
}
