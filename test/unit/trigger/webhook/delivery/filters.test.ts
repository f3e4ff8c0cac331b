import {
	isWantedType,
	leftOutBy,
	type Filters,
} from '../../../../../nodes/HelloAsso/trigger/webhook/delivery/filters';

const ALL = ['Form', 'Order', 'Organization', 'Payment'];
const NONE: Filters = { formTypes: [], formSlugs: [], paymentStates: [], tierTypes: [] };
const items = [{ type: 'Membership' }, { type: 'Donation' }];
const order = { eventType: 'Order', data: { formType: 'Membership', formSlug: 'adhesion', items } };
const payment = {
	eventType: 'Payment',
	data: { state: 'Authorized', order: { formType: 'Membership', formSlug: 'adhesion' }, items },
};
const form = { eventType: 'Form', data: { formType: 'Event', formSlug: 'fete' } };
const organization = { eventType: 'Organization', data: {} };

test.each([
	['Order', ALL, true],
	['Order', ['Payment'], false],
	['Organization.IsCashinCompliant', ['Organization'], true],
	['Organization.IsCashinCompliant', ['Order'], false],
	['Insurance', ALL, true],
	['Insurance', ['Order', 'Payment'], false],
])('isWantedType › %s with %p chosen: %p', (eventType, chosen, expected) => {
	expect(isWantedType(eventType, chosen)).toBe(expected);
});

test.each([
	['no filter', order, {}, undefined],
	['the form type', order, { formTypes: ['Event', 'Membership'] }, undefined],
	['another form type', order, { formTypes: ['Event'] }, 'formTypes'],
	['the form type of the order of a payment', payment, { formTypes: ['Membership'] }, undefined],
	['another form type of the order of a payment', payment, { formTypes: ['Event'] }, 'formTypes'],
	['the slug', payment, { formSlugs: ['adhesion'] }, undefined],
	['another slug', order, { formSlugs: ['adhesions'] }, 'formSlugs'],
	['the slug in another case', order, { formSlugs: ['Adhesion'] }, undefined],
	['the form type of a form', form, { formTypes: ['Event'] }, undefined],
	['another slug of a form', form, { formSlugs: ['adhesion'] }, 'formSlugs'],
	['the payment state', payment, { paymentStates: ['Authorized'] }, undefined],
	['another payment state', payment, { paymentStates: ['Refused'] }, 'paymentStates'],
	['a payment state, for an order', order, { paymentStates: ['Refused'] }, undefined],
	['a tier type', payment, { tierTypes: ['Donation'] }, undefined],
	['another tier type', order, { tierTypes: ['Registration'] }, 'tierTypes'],
	['a tier type, for a form', form, { tierTypes: ['Registration'] }, undefined],
	[
		'everything, for an organization',
		organization,
		{ formTypes: ['Event'], formSlugs: ['x'], paymentStates: ['x'], tierTypes: ['x'] },
		undefined,
	],
	[
		'a form type, for an order without any',
		{ eventType: 'Order', data: {} },
		{ formTypes: ['Event'] },
		'formTypes',
	],
	[
		'a tier type, for an order without items',
		{ eventType: 'Order', data: {} },
		{ tierTypes: ['Donation'] },
		'tierTypes',
	],
	[
		'a form type, for an undocumented event',
		{ eventType: 'Insurance', data: {} },
		{ formTypes: ['Event'] },
		undefined,
	],
])('leftOutBy › %s', (_title, event, filters, expected) => {
	expect(leftOutBy(event, { ...NONE, ...filters })).toBe(expected);
});
