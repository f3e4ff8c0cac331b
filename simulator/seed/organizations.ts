import type { Organization } from '../model';

export const MAIN = 'les-amis-du-velo';
/** Nobody's but its own key's: what the other keys must not see. */
export const FOREIGN = 'chorale-des-deux-rives';
export const SMALL = ['jardins-partages', 'club-de-lecture'] as const;

const organization = (
	organizationSlug: string,
	name: string,
	more: Partial<Organization>,
): Organization => ({
	organizationSlug,
	name,
	type: 'Association1901Rig',
	category: 'Sports, activités de plein air',
	categoryJoId: 11000,
	description: `${name} : une association fictive.`,
	city: 'Nantes',
	zipCode: '44000',
	url: `https://www.helloasso.com/associations/${organizationSlug}`,
	fiscalReceiptEligibility: true,
	fiscalReceiptIssuanceEnabled: true,
	isUnderColucheLaw: false,
	isAuthenticated: true,
	isCashInCompliant: true,
	updateDate: '2026-01-12T09:30:00.1234567+01:00',
	linkedToPartner: false,
	...more,
});

export const organizations = (): Organization[] => [
	organization(MAIN, 'Les Amis du Vélo', {
		longDescription: '<p>Balades, atelier et course du printemps 🚲 — depuis 1998.</p>',
		address: '3 quai des Modèles',
		webSite: 'https://velo.example.org',
		rnaNumber: 'W442000001',
		logo: 'https://cdn.helloasso.com/img/logos/les-amis-du-velo.png',
		banner: null,
		facebookPage: null,
		linkedToPartner: true,
	}),
	organization(FOREIGN, 'Chorale des Deux Rives', {
		category: 'Culture, pratiques artistiques',
		categoryJoId: 6000,
		city: 'Besançon',
		zipCode: '25000',
		fiscalReceiptEligibility: false,
		fiscalReceiptIssuanceEnabled: false,
	}),
	organization(SMALL[0], 'Jardins partagés', { type: 'Association1901', linkedToPartner: true }),
	// EPA: a type that the published document does not have, but newer official SDKs do.
	organization(SMALL[1], 'Club de lecture « À voix haute »', {
		type: 'EPA',
		isCashInCompliant: false,
	}),
];
