import type { Simulator } from '../../../simulator';
import type { NodeDetails } from './nodeDetails';

/** One preset as a user fills it in, and what comes of it. */
export interface Preset {
	operation: [resource: string, operation: string];
	/** The credential of the partner rather than the one of the association. */
	asPartner?: boolean;
	fill(node: NodeDetails, simulator: Simulator): Promise<void>;
	/** Every label from top to bottom, once all is filled in. */
	labels: string[];
	/** The requests of the run, with the body where one is sent. */
	requests(simulator: Simulator): Array<string | [request: string, body: object]>;
	/** What stands in the first row of the output. */
	row: object;
	items?: number;
}

const SLUG = 'les-amis-du-velo';
const OWN_ORGANIZATION = 'GET /v5/users/me/organizations';
const RETURN_PAGE = 'https://www.example.org/merci';

/** A record of the association, by which the simulator and the user mean the same one. */
const orderOf = ({ data }: Simulator, formSlug: string) => {
	const found = data.orders.find(
		(order) => order.organizationSlug === SLUG && order.formSlug === formSlug,
	);
	if (!found) throw new Error(`Nobody ordered on ${formSlug}`);
	return found;
};
const paidOut = ({ data }: Simulator) => {
	const found = data.payments.find(
		({ idCashOut, orderId }) => idCashOut && data.order(orderId)?.organizationSlug === SLUG,
	);
	return String(found?.idCashOut);
};
const refundable = ({ data }: Simulator) => {
	const isOwn = (orderId: number) => data.order(orderId)?.organizationSlug === SLUG;
	const found = data.payments.find(
		({ state, type, orderId, refundOperations }) =>
			state === 'Authorized' &&
			type === 'Credit' &&
			refundOperations.length === 0 &&
			isOwn(orderId),
	);
	return found?.id;
};
/** The fifth day of the month after next: instalments begin next month at the earliest. */
const inTwoMonths = () => {
	const now = new Date();
	return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 5))
		.toISOString()
		.slice(0, 10);
};

const today = (simulator: Simulator) => new Date(simulator.now()).toISOString().slice(0, 10);

/** One of each resource, in the order of the panel. */
export const PRESETS: Preset[] = [
	{
		operation: ['api', 'call'],
		async fill(node) {
			await node.fill('path', `/organizations/${SLUG}/forms`);
			await node.addEntry('queryParameters');
			await node.fill('name', 'formTypes');
			await node.fill('value', 'Membership');
			await node.add('options', 'Full Response');
			await node.toggle('fullResponse');
		},
		labels: [
			'Resource',
			'Operation',
			'Method',
			'Path',
			'Query Parameters',
			'Name',
			'Value',
			'Headers',
			'Return All',
			'Limit',
			'Options',
			'Full Response',
		],
		requests: () => [`GET /v5/organizations/${SLUG}/forms?formTypes=Membership`],
		row: { statusCode: '200' },
	},
	{
		operation: ['attendee', 'getAll'],
		async fill(node) {
			await node.openList('formSlug');
			await node.pick('Course du printemps 🌷');
			await node.fill('limit', '2');
			await node.add('filters', 'Tier Name');
			await node.fill('tierName', 'Parcours 50 km');
		},
		labels: [
			'Resource',
			'Operation',
			'Organization',
			'Form',
			'Return All',
			'Limit',
			'Filters',
			'Tier Name',
			'Simplify',
			'Options',
		],
		requests: () => [
			OWN_ORGANIZATION,
			`GET /v5/organizations/${SLUG}/forms/Event/course-du-printemps/items?tierTypes=Registration&itemStates=Processed&itemStates=Registered&withDetails=true&tierName=Parcours+50+km&pageSize=100`,
		],
		row: { tier: 'Parcours 50 km', formSlug: 'course-du-printemps' },
		items: 2,
	},
	{
		operation: ['cashOut', 'export'],
		async fill(node, simulator) {
			await node.fill('cashOutId', paidOut(simulator));
			await node.choose('output', 'CSV File');
		},
		labels: [
			'Resource',
			'Operation',
			'Organization',
			'Cash-Out ID',
			'Output',
			'Put Output File in Field',
			'Options',
		],
		requests: (simulator) => [
			OWN_ORGANIZATION,
			`GET /v5/organizations/${SLUG}/cash-out/${paidOut(simulator)}/export`,
		],
		row: { mimeType: 'text/csv' },
	},
	{
		operation: ['checkoutIntent', 'create'],
		async fill(node) {
			await node.fill('totalAmount', '70.07');
			await node.fill('itemName', 'Adhésion famille');
			for (const name of ['backUrl', 'errorUrl', 'returnUrl']) await node.fill(name, RETURN_PAGE);
			await node.addEntry('terms');
			await node.fill('amount', '20.02');
			await node.fillDate('date', `${inTwoMonths()} 00:00:00`);
			await node.add('additionalFields', 'Payer');
			await node.addEntry('payer');
			await node.fill('firstName', 'Camille');
			await node.fill('lastName', 'Exemple');
			await node.fill('country', 'fra');
			await node.add('additionalFields', 'Metadata');
			await node.fillJson('metadata', '{ "dossier": 12 }');
		},
		labels: [
			'Resource',
			'Operation',
			'Organization',
			'Total Amount',
			'Item Name',
			'Back URL',
			'Error URL',
			'Return URL',
			'Contains Donation',
			'Further Terms',
			'Amount',
			'Date',
			'Additional Fields',
			'Metadata',
			'Payer',
			'Address',
			'City',
			'Company Name',
			'Country',
			'Date of Birth',
			'Email',
			'First Name',
			'Last Name',
			'Zip Code',
			'Options',
		],
		requests: () => [
			OWN_ORGANIZATION,
			[
				`POST /v5/organizations/${SLUG}/checkout-intents`,
				{
					totalAmount: 7007,
					initialAmount: 5005,
					itemName: 'Adhésion famille',
					backUrl: RETURN_PAGE,
					errorUrl: RETURN_PAGE,
					returnUrl: RETURN_PAGE,
					containsDonation: false,
					terms: [
						{ amount: 2002, date: expect.stringContaining(`${inTwoMonths()}T12:00:00Z`) as string },
					],
					payer: { firstName: 'Camille', lastName: 'Exemple', country: 'FRA' },
					metadata: { dossier: 12 },
				},
			],
		],
		row: { redirectUrl: expect.stringContaining(`/associations/${SLUG}/checkout/`) as string },
	},
	{
		operation: ['directory', 'getForms'],
		async fill(node) {
			await node.fill('limit', '2');
			await node.add('filters', 'Form Types');
			await node.chooseSeveral('formTypes', 'Event', 'Shop');
			await node.add('filters', 'Form Zip Codes');
			await node.fill('formZipCodes', '44000, 44100');
			await node.add('filters', 'Form Starts From');
			await node.fillDate('formStartDateMin', '2026-01-01 00:00:00');
		},
		labels: [
			'Resource',
			'Operation',
			'Return All',
			'Limit',
			'Filters',
			'Form Starts From',
			'Form Types',
			'Form Zip Codes',
			'Simplify',
			'Options',
		],
		requests: () => [
			[
				'POST /v5/directory/forms?pageSize=2',
				{
					formTypes: ['Event', 'Shop'],
					formZipCodes: ['44000', '44100'],
					formStartDateMin: '2026-01-01T00:00:00.000+01:00',
				},
			],
		],
		row: { action: 'Insert', organizationSlug: SLUG },
		items: 2,
	},
	{
		operation: ['donation', 'getAll'],
		async fill(node) {
			await node.choose('scope', 'Form');
			await node.choose('formType', 'Donation');
			await node.openList('formSlug');
			await node.pick('Soutenez nos balades');
			await node.fill('limit', '1');
			await node.add('filters', 'From');
			await node.fillDate('from', '2020-07-01 00:00:00');
		},
		labels: [
			'Resource',
			'Operation',
			'Scope',
			'Organization',
			'Form Type',
			'Form',
			'Return All',
			'Limit',
			'Filters',
			'From',
			'Simplify',
			'Options',
		],
		requests: () => [
			OWN_ORGANIZATION,
			`GET /v5/organizations/${SLUG}/forms/Donation/1/items?tierTypes=Donation&tierTypes=MonthlyDonation&tierTypes=OfflineDonation&itemStates=Processed&itemStates=Registered&withDetails=true&from=2020-07-01T00%3A00%3A00.000%2B02%3A00&pageSize=100`,
		],
		row: { formSlug: '1' },
	},
	{
		operation: ['form', 'createEvent'],
		async fill(node) {
			await node.fill('title', 'Fête du vélo');
			await node.fillDate('startDate', '2027-05-01 10:00:00');
			await node.fill('price', '12.5');
			await node.add('additionalFields', 'Place');
			await node.addEntry('place');
			await node.fill('name', 'Parc des Modèles');
			await node.fill('city', 'Nantes');
		},
		labels: [
			'Resource',
			'Operation',
			'Organization',
			'Title',
			'Start Date',
			'Price',
			'Additional Fields',
			'Place',
			'Address',
			'City',
			'Country',
			'Name',
			'Zip Code',
			'Options',
		],
		requests: () => [
			OWN_ORGANIZATION,
			[
				`POST /v5/organizations/${SLUG}/forms/Event/action/quick-create`,
				{
					title: 'Fête du vélo',
					startDate: '2027-05-01T10:00:00.000+02:00',
					place: { name: 'Parc des Modèles', city: 'Nantes' },
					tierList: [{ label: 'Tarif unique', price: 1250 }],
				},
			],
		],
		row: { organizationSlug: SLUG, formSlug: 'fete-du-velo' },
	},
	{
		operation: ['member', 'getAll'],
		async fill(node, simulator) {
			await node.enter('organizationSlug', 'slug', SLUG);
			await node.fill('limit', '1');
			await node.add('filters', 'Search for Person');
			await node.fill('userSearchKey', 'e');
			await node.add('filters', 'Valid On');
			await node.fillDate('validOn', `${today(simulator)} 00:00:00`);
		},
		labels: [
			'Resource',
			'Operation',
			'Scope',
			'Organization',
			'Return All',
			'Limit',
			'Filters',
			'Search for Person',
			'Valid On',
			'Simplify',
			'Options',
		],
		requests: () => [
			`GET /v5/organizations/${SLUG}/items?tierTypes=Membership&itemStates=Processed&itemStates=Registered&withDetails=true&userSearchKey=e&pageSize=100`,
			`GET /v5/organizations/${SLUG}/forms/Membership/adhesion-annuelle/public`,
		],
		row: { formSlug: 'adhesion-annuelle' },
	},
	{
		operation: ['notification', 'set'],
		asPartner: true,
		async fill(node) {
			await node.choose('scope', 'Partner');
			await node.fill('url', 'https://n8n.example.org/webhook/1');
			await node.choose('notificationType', 'Payment');
			await node.add('options', 'Show Signature Key');
			await node.toggle('showSignatureKey');
		},
		labels: [
			'Resource',
			'Operation',
			'Scope',
			'Notification URL',
			'Notification Type',
			'Options',
			'Show Signature Key',
		],
		requests: () => [
			[
				'PUT /v5/partners/me/api-notifications',
				{ url: 'https://n8n.example.org/webhook/1', notificationType: 'Payment' },
			],
		],
		row: {
			apiNotificationType: 'Payment',
			shownSignatureKey: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
		},
	},
	{
		operation: ['order', 'getAll'],
		async fill(node) {
			await node.fill('limit', '3');
			await node.add('filters', 'From');
			await node.fillDate('from', '2020-01-01 00:00:00');
			await node.add('filters', 'To');
			await node.fillDate('to', '2099-01-01 00:00:00');
			await node.add('filters', 'Form Types');
			await node.chooseSeveral('formTypes', 'Shop');
			await node.addOnly('sort');
			await node.choose('sortOrder', 'Oldest First');
		},
		labels: [
			'Resource',
			'Operation',
			'Scope',
			'Organization',
			'Return All',
			'Limit',
			'Filters',
			'Form Types',
			'From',
			'To',
			'Simplify',
			'Options',
			'Sort',
			'Sort Order',
		],
		requests: () => [
			OWN_ORGANIZATION,
			`GET /v5/organizations/${SLUG}/orders?from=2020-01-01T00%3A00%3A00.000%2B01%3A00&to=2099-01-01T00%3A00%3A00.000%2B01%3A00&formTypes=Shop&sortOrder=Asc&pageSize=3`,
		],
		row: { formType: 'Shop', formSlug: 'boutique-du-club' },
		items: 3,
	},
	{
		operation: ['organization', 'get'],
		fill: async (node) =>
			await node.enter('organizationSlug', 'url', `https://www.helloasso.com/associations/${SLUG}`),
		labels: ['Resource', 'Operation', 'Organization', 'Simplify', 'Options'],
		requests: () => [`GET /v5/organizations/${SLUG}`],
		row: { organizationSlug: SLUG, name: 'Les Amis du Vélo' },
	},
	{
		operation: ['partner', 'updateDomain'],
		asPartner: true,
		fill: async (node) => await node.fill('domain', 'https://n8n.example.org'),
		labels: ['Resource', 'Operation', 'Domain', 'Options'],
		requests: () => [['PUT /v5/partners/me/api-clients', { domain: 'https://n8n.example.org' }]],
		row: { success: 'true' },
	},
	{
		operation: ['payment', 'refund'],
		async fill(node, simulator) {
			await node.fill('paymentId', String(refundable(simulator)));
			await node.choose('refundType', 'Part of the Payment');
			await node.fill('refundAmount', '1.5');
			await node.add('options', 'Comment');
			await node.fill('comment', 'Erreur de tarif');
			await node.add('options', 'Send Refund Mail');
			await node.toggle('sendRefundMail');
		},
		labels: [
			'Resource',
			'Operation',
			'Payment ID',
			'Refund Type',
			'Refund Amount',
			'Simplify',
			'Options',
			'Comment',
			'Send Refund Mail',
		],
		requests: (simulator) => [
			`POST /v5/payments/${refundable(simulator)}/refund?amount=150&comment=Erreur+de+tarif&sendRefundMail=false`,
		],
		row: { amountEuros: '1.5', state: 'Init', sendRefundMail: 'false' },
	},
	{
		operation: ['referenceData', 'getActivityTypes'],
		fill: async (node) => await node.choose('formType', 'Membership'),
		labels: ['Resource', 'Operation', 'Form Type', 'Return All', 'Limit', 'Options'],
		requests: () => ['GET /v5/values/form/Membership/types'],
		row: { label: 'Adhésion' },
		items: 2,
	},
	{
		operation: ['item', 'get'],
		async fill(node, simulator) {
			await node.fill('itemId', String(orderOf(simulator, 'adhesion-annuelle').id));
			await node.add('options', 'With Details');
			await node.toggle('withDetails');
		},
		labels: ['Resource', 'Operation', 'Item ID', 'Simplify', 'Options', 'With Details'],
		requests: (simulator) => [
			`GET /v5/items/${orderOf(simulator, 'adhesion-annuelle').id}?withDetails=true`,
		],
		row: { type: 'Membership', formSlug: 'adhesion-annuelle' },
	},
	{
		operation: ['tag', 'get'],
		async fill(node) {
			await node.fill('tagName', 'mobilite-douce');
			await node.add('options', 'With Amount');
			await node.toggle('withAmount');
		},
		labels: ['Resource', 'Operation', 'Tag Name', 'Simplify', 'Options', 'With Amount'],
		requests: () => ['GET /v5/tags/mobilite-douce?withAmount=true'],
		row: { name: 'mobilite-douce', amountCollectedEuros: '12345' },
	},
];
