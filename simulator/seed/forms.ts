import type { FieldType, FormState, FormType } from '../enums';
import { DAY, parisDate } from '../dates';
import type { CustomFieldDefinition, Form, OptionDefinition, Tier } from '../model';

let ids = 0;
const nextId = () => (ids += 1);

const field = (type: FieldType, label: string, more: Partial<CustomFieldDefinition> = {}) => ({
	id: nextId(),
	label,
	type,
	isRequired: false,
	...more,
});

const option = (label: string, price: number, more: Partial<OptionDefinition> = {}) => ({
	id: nextId(),
	label,
	description: null,
	price,
	vatRate: 0,
	isRequired: false,
	...more,
});

/** One field of every type, and two that share a label: forms allow that. */
const memberFields = (): CustomFieldDefinition[] => [
	field('Date', 'Date de naissance', { isRequired: true }),
	field('Date', 'Date du certificat'),
	field('TextInput', 'Pseudo'),
	field('FreeText', 'Remarques & allergies'),
	field('ChoiceList', 'Niveau', { values: ['Débutant', 'Confirmé', 'Expert 🏆'] }),
	field('File', 'Certificat médical'),
	field('YesNo', "Droit à l'image"),
	field('Phone', 'Téléphone'),
	field('Zipcode', 'Code postal'),
	field('Number', 'Nombre de vélos'),
	field('TextInput', 'Téléphone'),
];

export class FormBuilder {
	constructor(
		private readonly organizationSlug: string,
		private readonly now: number,
	) {
		ids = 0;
	}

	private tier(label: string, tierType: string, more: Partial<Tier>): Tier {
		const createdAt = parisDate(this.now - 300 * DAY, 1234);
		return {
			id: nextId() + 1_000,
			label,
			description: null,
			tierType,
			vatRate: 0,
			paymentFrequency: 'Single',
			maxPerUser: null,
			isEligibleTaxReceipt: tierType === 'Donation' || tierType === 'Membership',
			isFavorite: false,
			meta: { createdAt, updatedAt: createdAt },
			...more,
		};
	}

	private form(
		formType: FormType,
		formSlug: string,
		title: string,
		ageInDays: number,
		more: Partial<Form> & { state?: FormState } = {},
	): Form {
		const created = this.now - ageInDays * DAY;
		return {
			organizationSlug: this.organizationSlug,
			formType,
			formSlug,
			title,
			privateTitle: null,
			description: `${title} : formulaire fictif.`,
			state: 'Public',
			currency: 'EUR',
			meta: { createdAt: parisDate(created, 7421), updatedAt: parisDate(created + DAY, 118) },
			tiers: [],
			...more,
		};
	}

	membership(): Form {
		const shirt = option('Maillot du club', 2500, {
			customFields: [field('ChoiceList', 'Taille', { values: ['S', 'M', 'L', 'XL'] })],
		});
		const customFields = memberFields();
		return this.form('Membership', 'adhesion-annuelle', 'Adhésion annuelle', 310, {
			validityType: 'MovingYear',
			tiers: [
				this.tier('Adulte', 'Membership', { price: 4500, customFields, extraOptions: [shirt] }),
				this.tier('Étudiant·e', 'Membership', { price: 2000, customFields }),
				this.tier('Famille', 'Membership', {
					price: 9000,
					customFields,
					extraOptions: [shirt],
					paymentFrequency: 'Installment',
				}),
				this.tier('Bienfaiteur', 'Membership', { price: null, minAmount: 1000, customFields: [] }),
			],
		});
	}

	event(): Form {
		const meal = option('Repas du soir', 1500, {
			customFields: [
				field('ChoiceList', 'Régime', { values: ['Végétarien', 'Sans gluten', 'Aucun'] }),
				field('TextInput', 'Allergies'),
			],
		});
		return this.form('Event', 'course-du-printemps', 'Course du printemps 🌷', 120, {
			startDate: parisDate(this.now + 40 * DAY),
			endDate: parisDate(this.now + 41 * DAY),
			saleStartDate: parisDate(this.now - 115 * DAY),
			saleEndDate: parisDate(this.now + 39 * DAY),
			activityType: 'Course',
			activityTypeId: 12,
			place: {
				name: 'Parc des Modèles',
				address: '1 allée du Parc',
				city: 'Nantes',
				zipCode: '44000',
				country: 'FRA',
				geoLocation: { latitude: 47.21, longitude: -1.55 },
			},
			tiers: [
				this.tier('Parcours 50 km', 'Registration', {
					price: 1200,
					maxEntries: 300,
					maxPerUser: 5,
					extraOptions: [meal],
					customFields: [field('TextInput', 'Numéro de licence'), field('Number', 'Âge')],
				}),
				this.tier('Parcours 100 km', 'Registration', {
					price: 2000,
					maxEntries: 150,
					extraOptions: [meal],
				}),
				this.tier('Enfant (gratuit)', 'Registration', { price: 0, maxEntries: 100 }),
				// Not in the published document, but in the live one since 2026.
				this.tier('Assurance annulation', 'Insurance', { price: 350 }),
			],
		});
	}

	donation(): Form {
		return this.form('Donation', '1', 'Soutenez nos balades', 400, {
			tiers: [
				this.tier('Don libre', 'Donation', { price: null, minAmount: 100 }),
				this.tier('Don mensuel', 'MonthlyDonation', { price: 1000, paymentFrequency: 'Monthly' }),
			],
		});
	}

	shop(): Form {
		return this.form('Shop', 'boutique-du-club', 'Boutique du club', 200, {
			tiers: [
				this.tier('Gourde « Pédalez ! »', 'Product', { price: 1250, vatRate: 0.2 }),
				this.tier('Sonnette œuf', 'Product', { price: 799, vatRate: 0.2 }),
			],
		});
	}

	crowdFunding(): Form {
		return this.form('CrowdFunding', 'un-atelier-pour-tous', 'Un atelier pour tous', 90, {
			endDate: parisDate(this.now + 30 * DAY),
			tiers: [
				this.tier('Contribution', 'Contribution', { price: null, minAmount: 500 }),
				this.tier('Contrepartie : un pin’s', 'Bonus', { price: 3000 }),
			],
		});
	}

	paymentForm(): Form {
		return this.form('PaymentForm', 'location-de-velos', 'Location de vélos', 250, {
			tiers: [this.tier('Location à la journée', 'Payment', { price: 1850 })],
		});
	}

	/** Every organization that uses checkouts has this one (samples of the HelloAsso docs). */
	checkout(): Form {
		return this.form('Checkout', 'default', 'Checkout', 500);
	}

	/** Forms nobody can buy on any more, or not yet. */
	unpublished(): Form[] {
		return [
			this.form('Event', 'soiree-des-benevoles', 'Soirée des bénévoles', 60, {
				state: 'Private',
				privateTitle: 'AG + soirée',
			}),
			this.form('Event', 'fete-de-la-rentree', 'Fête de la rentrée', 10, { state: 'Draft' }),
			this.form('Membership', 'adhesion-ancienne', 'Adhésion (ancienne)', 700, {
				state: 'Disabled',
				validityType: 'Custom',
			}),
		];
	}
}
