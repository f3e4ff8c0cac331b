import { DAY, parisDate } from '../dates';
import type { FormState, FormType } from '../enums';
import type { Form, Tier } from '../model';
import { addForm, freeSlug } from '../newForm';
import { MAIN } from '../seed/organizations';
import type { Simulation } from '../simulation';

export interface FormInput {
	formType: FormType;
	title: string;
	/** Default: the main association. */
	organizationSlug?: string;
	/** Default Public. */
	state?: FormState;
	/** Default true. */
	notify?: boolean;
}

const TIER_TYPE: Record<FormType, string> = {
	CrowdFunding: 'Contribution',
	Membership: 'Membership',
	Event: 'Registration',
	Donation: 'Donation',
	PaymentForm: 'Payment',
	Checkout: 'Payment',
	Shop: 'Product',
};

/** What only events have. */
function eventDetails(now: number): Partial<Form> {
	return {
		startDate: parisDate(now + 30 * DAY),
		endDate: parisDate(now + 31 * DAY),
		saleStartDate: parisDate(now),
		saleEndDate: parisDate(now + 30 * DAY),
		activityType: 'Stage',
		activityTypeId: 14,
		place: {
			name: 'Parc des Modèles',
			address: '1 allée du Parc',
			city: 'Nantes',
			zipCode: '44000',
			country: 'FRA',
			geoLocation: { latitude: 47.21, longitude: -1.55 },
		},
	};
}

const picture = (folder: string, fileName: string) => ({
	fileName,
	publicUrl: `https://cdn.helloasso.com/img/${folder}/${fileName}`,
});

/** A new form with one tier, so that it can be sold on. */
export function createForm(simulation: Simulation, input: FormInput): Form {
	const { store, clock } = simulation;
	const { formType, title, state = 'Public', notify } = input;
	const organizationSlug = input.organizationSlug ?? store.currentSlug(MAIN);
	if (!store.organization(organizationSlug)) {
		throw new Error(`There is no organization ${organizationSlug}`);
	}
	const now = parisDate(clock.now());
	const meta = { createdAt: now, updatedAt: now };
	const isOpen = formType === 'Donation' || formType === 'CrowdFunding';
	const tier: Tier = {
		id: store.newId(),
		label: 'Tarif unique',
		description: 'Un tarif fictif',
		tierType: TIER_TYPE[formType],
		price: isOpen ? null : 1_500,
		vatRate: 0,
		paymentFrequency: 'Single',
		maxPerUser: 5,
		isEligibleTaxReceipt: isOpen,
		isFavorite: false,
		meta,
	};
	const form: Form = {
		organizationSlug,
		formType,
		formSlug: freeSlug(store, organizationSlug, title),
		title,
		privateTitle: null,
		description: `${title} : formulaire fictif.`,
		state,
		currency: 'EUR',
		...(formType === 'Event' ? eventDetails(clock.now()) : {}),
		...(formType === 'Membership' ? { validityType: 'MovingYear' } : {}),
		banner: picture('photos', 'banniere-exemple.png'),
		logo: picture('logos', 'logo-exemple.png'),
		meta,
		tiers: [tier],
	};
	addForm(simulation, form, notify);
	return form;
}
