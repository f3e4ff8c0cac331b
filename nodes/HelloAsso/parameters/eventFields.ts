import { group, list, words, yesNo } from './bodyFields';
import type { BodyFields, Field } from './field';
import { choice, dateTime, text } from './fields';
import { euroAmount, eurosToCents } from './money';
import { wholeNumber } from './paging';
import { contactFields, country, placeFields, tierFields } from './writes';

const PRESETS = { label: 'Donation Amounts', name: 'openDonationPresetAmounts' };

/** Amounts in euros, sent in cents. */
const presetAmounts: Field<number[]> = {
	property: {
		...words(PRESETS.label, 'Amounts to offer for a donation, three at the most', 'e.g. 5, 10, 20')
			.property,
		hint: 'In euros',
	},
	async read(value, context) {
		const entered = await words(PRESETS.label, '').read(value, context);
		return entered?.map((entry) => eurosToCents(entry, PRESETS));
	},
};

const pageColor: Field<string> = {
	...text('Color', 'Main color of the page'),
	property: {
		displayName: 'Color',
		name: 'color',
		type: 'color',
		default: '',
		description: 'Main color of the page',
	},
};

/** What an event can be created with, besides its title. */
export const eventFields: BodyFields = {
	acceptOpenDonation: yesNo('Accept Open Donation', 'Whether a donation can be added to an order'),
	acceptOpenMonthlyDonation: yesNo(
		'Accept Open Monthly Donation',
		'Whether a monthly donation can be made',
	),
	activityTypeId: wholeNumber(
		{ label: 'Activity Type ID', name: 'activityTypeId' },
		1,
		"Number from 'Get activity types of form type'",
	),
	allowComment: yesNo('Allow Comment', 'Whether people may leave a comment'),
	allowIndividualPayer: yesNo('Allow Individual Payer', 'Whether a person may pay'),
	allowOrganismPayer: yesNo('Allow Organization as Payer', 'Whether an organization may pay'),
	amountVisible: yesNo('Amount Visible', 'Whether the amounts are shown'),
	banner: text('Banner', 'Address of the banner picture'),
	color: pageColor,
	contact: group('Contact', 'Whom to ask', contactFields),
	description: text('Description', 'Short description'),
	displayContributorName: yesNo(
		'Display Contributor Name',
		'Whether the names of contributors are shown',
	),
	displayMonthlyDonationsFirst: yesNo(
		'Display Monthly Donations First',
		'Whether the monthly donation is offered first',
	),
	displayParticipantsCount: yesNo(
		'Display Participants Count',
		'Whether the number of participants is shown',
	),
	displayRemainingEntries: yesNo(
		'Display Remaining Entries',
		'Whether the number of places left is shown',
	),
	endDate: dateTime('End Date', 'endDate', 'When the event ends'),
	financialGoal: euroAmount(
		'Financial Goal',
		'financialGoal',
		'How much is to be raised, in euros',
	),
	generateMembershipCards: yesNo(
		'Generate Membership Cards',
		'Whether HelloAsso sends membership cards',
	),
	generateTickets: yesNo('Generate Tickets', 'Whether HelloAsso sends tickets'),
	invertDescriptions: yesNo(
		'Invert Descriptions',
		'Whether the long description stands above the prices',
	),
	labelConditionsAndTermsFile: text(
		'Label of Conditions',
		'Label of the file with terms and conditions',
	),
	logo: text('Logo', 'Address of the logo'),
	longDescription: text('Long Description', 'Long description, may hold HTML'),
	maxEntries: wholeNumber(
		{ label: 'Max Entries', name: 'maxEntries' },
		100,
		'How many places there are in all',
	),
	openDonationPresetAmounts: presetAmounts,
	personalizedMessage: text('Personalized Message', 'Message to participants'),
	place: group('Place', 'Where the event is', placeFields),
	privateTitle: text('Private Title', 'Title in the back office only'),
	projectBeneficiaries: text('Project Beneficiaries', 'Who benefits, may hold HTML'),
	projectExpensesDetails: text('Project Expenses', 'What the money is for, may hold HTML'),
	projectOwners: text('Project Owners', 'Who runs the project, may hold HTML'),
	projectTargetCountry: country,
	remindAbandonedCart: yesNo(
		'Remind of Abandoned Cart',
		'Whether to remind people who did not finish',
	),
	saleEndDate: dateTime('Sale End Date', 'saleEndDate', 'When the sale ends'),
	saleStartDate: dateTime('Sale Start Date', 'saleStartDate', 'When the sale begins'),
	startDate: dateTime('Start Date', 'startDate', 'When the event begins'),
	suggestMonthlyDonation: yesNo(
		'Suggest Monthly Donation',
		'Whether to suggest a monthly donation',
	),
	tierList: list('Tiers', 'tier', 'The prices of the event', tierFields),
	validityType: choice(
		'Validity Type',
		[
			{ name: 'Custom', value: 'Custom' },
			{ name: 'Moving Year', value: 'MovingYear' },
			{ name: 'Unlimited', value: 'Illimited' },
		],
		'Custom',
		'How long a membership is valid',
	),
	widgetButtonText: text('Widget Button Text', 'Text on the button of the widget'),
};
