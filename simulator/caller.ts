import { foreignObject } from './errors';
import type { Store } from './store';
import type { Grant } from './tokens';

/** The owner of the access token, and what it may touch. */
export class Caller {
	constructor(
		readonly grant: Grant,
		private readonly store: Store,
	) {}

	/** A key has its own organizations; a token of the authorize page has the one that was connected. */
	get organizations(): readonly string[] {
		const { client, organizationSlug } = this.grant;
		const slugs = organizationSlug ? [organizationSlug] : client.organizations;
		return slugs.map((slug) => this.store.currentSlug(slug));
	}

	/** A partner's key acting for itself, not for an organization. */
	get isPartner(): boolean {
		return this.grant.client.kind === 'partner' && !this.grant.organizationSlug;
	}

	administers(organizationSlug: string): boolean {
		return this.organizations.includes(organizationSlug);
	}

	mustAdminister(organizationSlug: string): void {
		if (!this.administers(organizationSlug)) throw foreignObject();
	}
}
