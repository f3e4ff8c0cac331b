import type { IDataObject } from 'n8n-workflow';

import * as fields from '../../parameters';
import { simplifyForm, simplifyItem, simplifyOrder, simplifyPayment } from '../../simplify';
import type { Query } from '../../transport';
import * as observation from './observation';

const { userSearchKey, tierTypes, itemStates, tierName, formTypes, formStates, paymentStates } =
	fields;
const { withDetails, customFields, timeout } = fields;

export type Scope = 'organization' | 'form';

interface List {
	route: string;
	filters: fields.Fields;
}

export interface PolledEvent {
	readonly name: string;
	/** Stored in workflows: never changes. */
	readonly value: string;
	readonly description: string;
	/** The record in the words of an error. */
	readonly noun: string;
	readonly lists: Readonly<{ organization: List; form?: List }>;
	readonly options: fields.Fields;
	/** Makes the list come newest first. */
	readonly sorting: Query;
	readonly observe: (record: IDataObject) => observation.Observation;
	/** A record starts the workflow again in each new state. */
	readonly isStateChange?: boolean;
	readonly simplify: (record: IDataObject) => IDataObject;
}

const ORGANIZATION = '/organizations/{organizationSlug}';
const FORM = `${ORGANIZATION}/forms/{formType}/{formSlug}`;

/**
 * By update rather than by date: a sale entered by hand may have a date long past, and with a filter on
 * states a record shows up when it gets into one, days after it was made. No `from`: HelloAsso does not
 * document whether it would then mean the date or the update.
 */
const BY_UPDATE: Query = { sortField: 'UpdateDate', sortOrder: 'Desc' };

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

export const EVENTS: readonly PolledEvent[] = [
	{
		name: 'New Form',
		value: 'newForm',
		description: 'A form (campaign) was created: a membership, ticketing, donation form, shop …',
		noun: 'form',
		lists: {
			organization: { route: `${ORGANIZATION}/forms`, filters: { formTypes, states: formStates } },
		},
		options: { timeout },
		// Newest first by itself.
		sorting: {},
		observe: observation.observeForm,
		simplify: simplifyForm,
	},
	{
		name: 'New Item',
		value: 'newItem',
		description: 'Something was sold or added by hand: a membership, ticket, donation, product',
		noun: 'item',
		lists: sales('items', { tierTypes, itemStates, tierName, userSearchKey }),
		options: { withDetails, customFields, timeout },
		sorting: BY_UPDATE,
		observe: observation.observeItem,
		simplify: simplifyItem,
	},
	{
		name: 'New Order',
		value: 'newOrder',
		description: 'A purchase was made, which may hold several items and payments',
		noun: 'order',
		lists: sales('orders', { userSearchKey }, { userSearchKey, formTypes }),
		options: { withDetails, timeout },
		sorting: { sortOrder: 'Desc' },
		observe: observation.observeOrder,
		simplify: simplifyOrder,
	},
	{
		name: 'New Payment',
		value: 'newPayment',
		description:
			'A payment was made or planned (instalments come at once, as Pending), each once. For money that came, filter by the states Authorized and Registered: an instalment then comes when it is paid.',
		noun: 'payment',
		lists: sales('payments', { states: paymentStates, userSearchKey }),
		options: { timeout },
		sorting: BY_UPDATE,
		observe: observation.observePayment,
		simplify: simplifyPayment,
	},
	{
		name: 'Updated Payment',
		value: 'updatedPayment',
		description:
			'A payment got into another state: refused, refunded, contested, an instalment paid … (one that is paid at once starts nothing here)',
		noun: 'payment',
		lists: sales('payments', { states: paymentStates, userSearchKey }),
		options: { timeout },
		sorting: BY_UPDATE,
		observe: observation.observePaymentState,
		isStateChange: true,
		simplify: simplifyPayment,
	},
];
