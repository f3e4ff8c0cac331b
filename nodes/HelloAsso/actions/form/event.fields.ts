import * as fields from '../../parameters';

const price = fields.euroAmount('Price', 'Price in euros; 0 is free');

/** What an event can be created with, besides its title. */
export const eventFields: fields.BodyFields = {
	...fields.labelled(fields.yesNo, {
		acceptOpenDonation: 'Whether a donation can be added to an order',
		acceptOpenMonthlyDonation: 'Whether a monthly donation can be made',
		allowComment: 'Whether people may leave a comment',
		allowIndividualPayer: 'Whether a person may pay',
		amountVisible: 'Whether the amounts are shown',
		displayContributorName: 'Whether the names of contributors are shown',
		displayMonthlyDonationsFirst: 'Whether the monthly donation is offered first',
		displayParticipantsCount: 'Whether the number of participants is shown',
		displayRemainingEntries: 'Whether the number of places left is shown',
		generateMembershipCards: 'Whether HelloAsso sends membership cards',
		generateTickets: 'Whether HelloAsso sends tickets',
		invertDescriptions: 'Whether the long description stands above the prices',
		suggestMonthlyDonation: 'Whether to suggest a monthly donation',
	}),
	...fields.labelled(fields.text, {
		banner: 'Address of the banner picture',
		description: 'Short description',
		logo: 'Address of the logo',
		longDescription: 'Long description, may hold HTML',
		personalizedMessage: 'Message to participants',
		privateTitle: 'Title in the back office only',
		projectBeneficiaries: 'Who benefits, may hold HTML',
		projectOwners: 'Who runs the project, may hold HTML',
		widgetButtonText: 'Text on the button of the widget',
	}),
	...fields.labelled(fields.dateTime, {
		endDate: 'When the event ends',
		saleEndDate: 'When the sale ends',
		saleStartDate: 'When the sale begins',
		startDate: 'When the event begins',
	}),
	activityTypeId: fields.wholeNumber(
		'Activity Type ID',
		1,
		"Number from 'Get activity types of form type'",
	),
	allowOrganismPayer: fields.yesNo(
		'Allow Organization as Payer',
		'Whether an organization may pay',
	),
	color: {
		...fields.text('', ''),
		property: fields.shownAs('color', 'Color', 'Main color of the page'),
	},
	contact: fields.group('Contact', 'Whom to ask', {
		email: fields.text('Email', 'Where people can ask', 'e.g. contact@example.org'),
		phoneNumber: fields.text('Phone Number', 'Where people can call'),
	}),
	financialGoal: fields.euroAmount('Financial Goal', 'How much is to be raised, in euros'),
	labelConditionsAndTermsFile: fields.text(
		'Label of Conditions',
		'Label of the file with terms and conditions',
	),
	maxEntries: fields.wholeNumber('Max Entries', 100, 'How many places there are in all'),
	openDonationPresetAmounts: fields.euroAmounts(
		'Donation Amounts',
		'Amounts to offer for a donation, three at the most',
	),
	place: fields.group('Place', 'Where the event is', {
		...fields.addressFields,
		name: fields.text('Name', 'Name of the place'),
	}),
	projectExpensesDetails: fields.text('Project Expenses', 'What the money is for, may hold HTML'),
	projectTargetCountry: fields.addressFields.country,
	remindAbandonedCart: fields.yesNo(
		'Remind of Abandoned Cart',
		'Whether to remind people who did not finish',
	),
	tierList: fields.list('Tiers', 'tier', 'The prices of the event', {
		label: fields.text('Label', 'Name of the tier'),
		price: { ...price, property: { ...price.property, required: true } },
	}),
	validityType: fields.choice(
		'Validity Type',
		fields.optionsOf('Custom MovingYear Illimited', { Illimited: 'Unlimited' }),
		'Custom',
		'How long a membership is valid',
	),
};
