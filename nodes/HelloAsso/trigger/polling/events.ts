import type { IDataObject } from 'n8n-workflow';

import { addValidity } from '../../enrich/validity';
import * as fields from '../../parameters';
import * as simplify from '../../simplify';
import { invalidParameter, type HelloAssoClient, type Query } from '../../transport';
import { CHANGES, type Change } from '../changes';
import * as observation from './observation';

const { userSearchKey, tierTypes, itemStates, tierName, formTypes, formStates, paymentStates } =
	fields;
const { withDetails, customFields, timeout, sold } = fields;

export type Scope = 'organization' | 'form';

interface List {
	route: string;
	filters: fields.Fields;
}

/** What the events of one kind of record share. */
interface Kind {
	/** The record in the words of an error. */
	readonly record: 'form' | 'item' | 'order' | 'payment';
	/** Makes the list come newest first. */
	readonly sorting: Query;
	readonly observe: (record: IDataObject) => observation.Observation;
	readonly simplify: (record: IDataObject) => IDataObject;
}

export interface PolledEvent extends Kind {
	readonly name: string;
	/** Stored in workflows: never changes. */
	readonly value: string;
	/** In n8n's list of triggers, in the words of a volunteer. */
	readonly action: string;
	readonly description: string;
	readonly lists: Readonly<{ organization: List; form?: List }>;
	readonly options: fields.Fields;
	/** What the event always asks HelloAsso for. */
	readonly query?: Query;
	/** A record starts the workflow again in each new condition. */
	readonly isStateChange?: boolean;
	/** The only changes that start the workflow. */
	readonly changes?: readonly Change[];
	/** Whether a record that is in the list counts. One that does not is waited for. */
	readonly counts?: (record: IDataObject) => boolean;
	/** Adds to what starts the workflow what its list does not hold. */
	readonly enrich?: (records: IDataObject[], client: HelloAssoClient) => Promise<IDataObject[]>;
}

const ORGANIZATION = '/organizations/{organizationSlug}';
const FORM = `${ORGANIZATION}/forms/{formType}/{formSlug}`;

/**
 * By update rather than by date: a sale entered by hand may have a date long past, and with a filter on
 * states a record shows up when it gets into one, days after it was made. No `from`: HelloAsso does not
 * document whether it would then mean the date or the update.
 */
const BY_UPDATE: Query = { sortField: 'UpdateDate', sortOrder: 'Desc' };

const form: Kind = {
	record: 'form',
	// Newest first by itself.
	sorting: {},
	observe: observation.observeForm,
	simplify: simplify.simplifyForm,
};
const item: Kind = {
	record: 'item',
	sorting: BY_UPDATE,
	observe: observation.observeItem,
	simplify: simplify.simplifyItem,
};
const order: Kind = {
	record: 'order',
	sorting: { sortOrder: 'Desc' },
	observe: observation.observeOrder,
	simplify: simplify.simplifyOrder,
};
const payment: Kind = {
	record: 'payment',
	sorting: BY_UPDATE,
	observe: observation.observePayment,
	simplify: simplify.simplifyPayment,
};

function sales(
	kind: string,
	filters: fields.Fields,
	filtersOfOrganization = filters,
): PolledEvent['lists'] {
	return {
		organization: { route: `${ORGANIZATION}/${kind}`, filters: filtersOfOrganization },
		form: { route: `${FORM}/${kind}`, filters },
	};
}

/** What was refused, refunded or contested before a poll saw it is not sold. */
const people = { ...item, options: { customFields, timeout }, counts: simplify.isStanding };
const payments = { ...payment, lists: sales('payments', { userSearchKey }), options: { timeout } };

const anyChanges = fields.choices(
	'Changes',
	fields.optionsOf(CHANGES.join(' ')).sort((a, b) => a.name.localeCompare(b.name, 'en')),
	'Only these changes',
);
/** Ours: HelloAsso tells only in which state a payment is. */
const changes: fields.Field<string[]> = {
	...anyChanges,
	in: 'node',
	async read(value, context, parameter) {
		const chosen = await anyChanges.read(value, context, parameter);
		const wrong = chosen?.find((change) => !CHANGES.some((known) => known === change));
		if (wrong === undefined) return chosen;
		throw invalidParameter(parameter, `has '${wrong}'`, `Choose from: ${CHANGES.join(', ')}.`);
	},
};

/** In the order of their names, as n8n wants it: those in a volunteer's words come first, HelloAsso's own below. */
export const EVENTS: readonly PolledEvent[] = [
	{
		...people,
		name: 'New Donation',
		value: 'newDonation',
		action: 'New donation',
		description:
			'Somebody gave, also beside a membership or ticket, or a donation was added by hand',
		lists: sales('items', { userSearchKey }),
		query: sold(simplify.DONATION_TYPES),
		simplify: simplify.simplifyDonation,
	},
	{
		...people,
		name: 'New Member',
		value: 'newMember',
		action: 'New member',
		description: 'A membership was paid or added by hand: who it is, until when it is valid',
		lists: sales('items', { tierName, userSearchKey }),
		query: sold(['Membership']),
		enrich: addValidity,
		simplify: simplify.simplifyMember,
	},
	{
		...people,
		name: 'New Ticket',
		value: 'newTicket',
		action: 'New ticket',
		description: 'A ticket for an event was sold or added by hand: the attendee, tier and options',
		lists: sales('items', { tierName, userSearchKey }),
		query: sold(['Registration']),
		simplify: simplify.simplifyAttendee,
	},
	{
		...payments,
		name: 'Payment Paid Out',
		value: 'paymentPaidOut',
		action: 'Payment paid out',
		description: 'HelloAsso transferred the money of a payment to the association',
		isStateChange: true,
		changes: ['paidOut'],
	},
	{
		...payments,
		name: 'Payment Received',
		value: 'paymentReceived',
		action: 'Payment received',
		description: 'Money came, or was recorded by hand; an instalment or SEPA debit when it is paid',
		query: { states: ['Authorized', 'Registered'] },
	},
	{
		...payments,
		name: 'Payment Refunded',
		value: 'paymentRefunded',
		action: 'Payment refunded',
		description: 'A payment, or a part of it, was given back',
		isStateChange: true,
		changes: ['partlyRefunded', 'refunded'],
	},
	{
		...payments,
		name: 'Payment Refused',
		value: 'paymentRefused',
		action: 'Payment refused',
		description: 'The bank refused a payment: an instalment, a monthly donation, a SEPA debit',
		isStateChange: true,
		changes: ['refused'],
	},
	{
		...payments,
		name: 'Record Changed: Payment',
		value: 'updatedPayment',
		action: 'Payment changed',
		description:
			'A payment was refused, refunded (also in part), contested, paid out, an instalment paid …: the field change says which (one that is paid at once starts nothing here)',
		lists: sales('payments', { changes, states: paymentStates, userSearchKey }),
		isStateChange: true,
	},
	{
		...form,
		name: 'Record Created: Form',
		value: 'newForm',
		action: 'New form',
		description: 'A form (campaign) was created: a membership, ticketing, donation form, shop …',
		lists: {
			organization: { route: `${ORGANIZATION}/forms`, filters: { formTypes, states: formStates } },
		},
		options: { timeout },
	},
	{
		...order,
		name: 'Record Created: Order',
		value: 'newOrder',
		action: 'New order',
		description: 'A purchase was made, which may hold several items and payments',
		lists: sales('orders', { userSearchKey }, { userSearchKey, formTypes }),
		options: { withDetails, timeout },
	},
	{
		...payments,
		name: 'Record Created: Payment',
		value: 'newPayment',
		action: 'New payment',
		description:
			'A payment was made or planned (instalments come at once, as Pending), each once. For money that came, take Payment Received: an instalment then comes when it is paid.',
		lists: sales('payments', { states: paymentStates, userSearchKey }),
	},
	{
		...item,
		name: 'Record Created: Sold Item',
		value: 'newItem',
		action: 'New sold item',
		description: 'Something was sold or added by hand: a membership, ticket, donation, product',
		lists: sales('items', { tierTypes, itemStates, tierName, userSearchKey }),
		options: { withDetails, customFields, timeout },
	},
];
