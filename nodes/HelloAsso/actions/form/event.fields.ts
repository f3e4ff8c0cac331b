import {
	choice,
	addressFields,
	dateTime,
	euroAmount,
	euroAmounts,
	group,
	list,
	shownAs,
	text,
	wholeNumber,
	yesNo,
} from '../../parameters';
import type { BodyFields } from '../../parameters';

/** What an event can be created with, besides its title. */
export const eventFields: BodyFields = {
	acceptOpenDonation: yesNo('Accept Open Donation', 'Whether a donation can be added to an order'),
	acceptOpenMonthlyDonation: yesNo(
		'Accept Open Monthly Donation',
		'Whether a monthly donation can be made',
	),
	activityTypeId: wholeNumber(
		'Activity Type ID',
		1,
		"Number from 'Get activity types of form type'",
	),
	allowComment: yesNo('Allow Comment', 'Whether people may leave a comment'),
	allowIndividualPayer: yesNo('Allow Individual Payer', 'Whether a person may pay'),
	allowOrganismPayer: yesNo('Allow Organization as Payer', 'Whether an organization may pay'),
	amountVisible: yesNo('Amount Visible', 'Whether the amounts are shown'),
	banner: text('Banner', 'Address of the banner picture'),
	color: { ...text('', ''), property: shownAs('color', 'Color', 'Main color of the page') },
	contact: group('Contact', 'Whom to ask', {
		email: text('Email', 'Where people can ask', 'e.g. contact@example.org'),
		phoneNumber: text('Phone Number', 'Where people can call'),
	}),
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
	endDate: dateTime('End Date', 'When the event ends'),
	financialGoal: euroAmount('Financial Goal', 'How much is to be raised, in euros'),
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
	maxEntries: wholeNumber('Max Entries', 100, 'How many places there are in all'),
	openDonationPresetAmounts: euroAmounts(
		'Donation Amounts',
		'Amounts to offer for a donation, three at the most',
	),
	personalizedMessage: text('Personalized Message', 'Message to participants'),
	place: group('Place', 'Where the event is', {
		...addressFields,
		name: text('Name', 'Name of the place'),
	}),
	privateTitle: text('Private Title', 'Title in the back office only'),
	projectBeneficiaries: text('Project Beneficiaries', 'Who benefits, may hold HTML'),
	projectExpensesDetails: text('Project Expenses', 'What the money is for, may hold HTML'),
	projectOwners: text('Project Owners', 'Who runs the project, may hold HTML'),
	projectTargetCountry: addressFields.country,
	remindAbandonedCart: yesNo(
		'Remind of Abandoned Cart',
		'Whether to remind people who did not finish',
	),
	saleEndDate: dateTime('Sale End Date', 'When the sale ends'),
	saleStartDate: dateTime('Sale Start Date', 'When the sale begins'),
	startDate: dateTime('Start Date', 'When the event begins'),
	suggestMonthlyDonation: yesNo(
		'Suggest Monthly Donation',
		'Whether to suggest a monthly donation',
	),
	tierList: list('Tiers', 'tier', 'The prices of the event', {
		label: text('Label', 'Name of the tier'),
		price: euroAmount('Price', 'Price in euros; 0 is free'),
	}),
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
