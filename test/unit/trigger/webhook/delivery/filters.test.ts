import {
	isWantedType,
	passes,
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
	['no filter', order, {}, true],
	['the form type', order, { formTypes: ['Event', 'Membership'] }, true],
	['another form type', order, { formTypes: ['Event'] }, false],
	['the form type of the order of a payment', payment, { formTypes: ['Membership'] }, true],
	['another form type of the order of a payment', payment, { formTypes: ['Event'] }, false],
	['the slug', payment, { formSlugs: ['adhesion'] }, true],
	['another slug', order, { formSlugs: ['adhesions'] }, false],
	['the form type of a form', form, { formTypes: ['Event'] }, true],
	['another slug of a form', form, { formSlugs: ['adhesion'] }, false],
	['the payment state', payment, { paymentStates: ['Authorized'] }, true],
	['another payment state', payment, { paymentStates: ['Refused'] }, false],
	['a payment state, for an order', order, { paymentStates: ['Refused'] }, true],
	['a tier type', payment, { tierTypes: ['Donation'] }, true],
	['another tier type', order, { tierTypes: ['Registration'] }, false],
	['a tier type, for a form', form, { tierTypes: ['Registration'] }, true],
	[
		'everything, for an organization',
		organization,
		{ formTypes: ['Event'], formSlugs: ['x'], paymentStates: ['x'], tierTypes: ['x'] },
		true,
	],
	[
		'a form type, for an order without any',
		{ eventType: 'Order', data: {} },
		{ formTypes: ['Event'] },
		false,
	],
	[
		'a tier type, for an order without items',
		{ eventType: 'Order', data: {} },
		{ tierTypes: ['Donation'] },
		false,
	],
	[
		'a form type, for an undocumented event',
		{ eventType: 'Insurance', data: {} },
		{ formTypes: ['Event'] },
		true,
	],
])('passes › %s', (_title, event, filters, expected) => {
	expect(passes(event, { ...NONE, ...filters })).toBe(expected);
});
