import {
	boolean,
	country,
	date,
	enumeration,
	nullableInt,
	nullableList,
	nullableText,
	object,
	optional,
	amount,
} from '../bodies';
import { parisDate } from '../dates';
import { FORM_STATES, VALIDITY_TYPES, type FormState } from '../enums';
import { businessError } from '../errors';
import type { Form, Place, Tier } from '../model';
import { addForm, freeSlug, publish } from '../newForm';
import { formUrl } from '../renderPublic';
import { operation } from '../table';
import { formStatistics } from './formStatistics';
import { activityTypes } from './values';

const number = { type: 'number' };
const optionalDate = optional(date);
const flags = [
	'acceptOpenDonation',
	'acceptOpenMonthlyDonation',
	'allowComment',
	'amountVisible',
	'displayContributorName',
	'displayParticipantsCount',
	'displayRemainingEntries',
	'generateMembershipCards',
	'generateTickets',
	'invertDescriptions',
	'suggestMonthlyDonation',
	'displayMonthlyDonationsFirst',
	'allowOrganismPayer',
	'allowIndividualPayer',
	'remindAbandonedCart',
];
const texts = [
	'banner',
	'description',
	'logo',
	'privateTitle',
	'color',
	'widgetButtonText',
	'labelConditionsAndTermsFile',
	'longDescription',
	'personalizedMessage',
	'projectBeneficiaries',
	'projectExpensesDetails',
	'projectOwners',
];
const all = <T>(names: string[], schema: T) =>
	Object.fromEntries(names.map((name) => [name, schema]));

/** FormQuickCreateRequest of the OpenAPI document. */
const quickCreateBody = object(
	{
		title: { type: 'string', minLength: 1 },
		tierList: nullableList(object({ label: nullableText, price: amount })),
		...all(texts, nullableText),
		...all(flags, boolean),
		...all(['startDate', 'endDate', 'saleStartDate', 'saleEndDate'], optionalDate),
		activityTypeId: nullableInt,
		maxEntries: nullableInt,
		place: object({
			address: nullableText,
			name: nullableText,
			city: nullableText,
			zipCode: nullableText,
			country,
			geoLocation: object({ latitude: number, longitude: number }),
		}),
		validityType: enumeration(VALIDITY_TYPES),
		contact: object({ email: nullableText, phoneNumber: nullableText }),
		financialGoal: optional({ type: 'integer' }),
		// At most three (OpenAPI document).
		openDonationPresetAmounts: { ...nullableList(amount), maxItems: 3 },
		projectTargetCountry: country,
	},
	['title'],
);

interface QuickCreate {
	title: string;
	privateTitle?: string | null;
	description?: string | null;
	startDate?: string | null;
	endDate?: string | null;
	saleStartDate?: string | null;
	saleEndDate?: string | null;
	activityTypeId?: number | null;
	place?: Place;
	maxEntries?: number | null;
	tierList?: Array<{ label?: string | null; price?: number }> | null;
}

export const formAdministration = [
	operation<QuickCreate>()({
		route: 'POST /organizations/{organizationSlug}/forms/{formType}/action/quick-create',
		privilege: 'FormAdministration',
		role: 'OrganizationAdmin',
		body: quickCreateBody,
		handle({ body, path, organization: { organizationSlug }, simulation }) {
			// "Only Event works" (OpenAPI document); the text of the refusal is ours.
			if (path.formType !== 'Event')
				throw businessError(400, 'Seul le type Event est pris en charge.');
			const { store, clock } = simulation;
			// Not idempotent: the same call again makes another event (HelloAsso docs).
			const formSlug = freeSlug(store, organizationSlug, body.title);
			const now = parisDate(clock.now());
			const meta = { createdAt: now, updatedAt: now };
			const tiers = (body.tierList ?? []).map(
				({ label, price }): Tier => ({
					id: store.newId(),
					label: label ?? '',
					tierType: 'Registration',
					price: price ?? 0,
					vatRate: 0,
					paymentFrequency: 'Single',
					maxEntries: body.maxEntries,
					isEligibleTaxReceipt: false,
					isFavorite: false,
					meta,
				}),
			);
			const form: Form = {
				organizationSlug,
				formType: 'Event',
				formSlug,
				title: body.title,
				privateTitle: body.privateTitle,
				description: body.description,
				startDate: body.startDate,
				endDate: body.endDate,
				saleStartDate: body.saleStartDate,
				saleEndDate: body.saleEndDate,
				activityTypeId: body.activityTypeId ?? undefined,
				place: body.place,
				state: 'Public',
				currency: 'EUR',
				meta,
				tiers,
			};
			addForm(simulation, form);
			return { formSlug, organizationSlug, publicUrl: formUrl(form) };
		},
	}),
	operation<{ state?: FormState }>()({
		route: 'PUT /organizations/{organizationSlug}/forms/{formType}/{formSlug}/state',
		privilege: 'FormAdministration',
		role: 'FormAdmin',
		body: object({ state: enumeration(FORM_STATES) }),
		handle({ body, form, simulation }) {
			const before = form.state;
			form.state = body.state ?? before;
			form.meta.updatedAt = parisDate(simulation.clock.now());
			publish(simulation, form, before);
		},
	}),
	formStatistics,
	activityTypes,
];
