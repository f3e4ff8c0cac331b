import type { IDataObject } from 'n8n-workflow';

import { euros, moment, object, objects, payerFields, pick, plain } from './values';

/** `credit` and `debit` are not converted: whether they are in euros or in cents is nowhere documented. */
export function simplifyCashOutRow(row: IDataObject): IDataObject {
	return {
		...pick(row, ['operationType', 'credit', 'debit', 'designation']),
		formType: plain(row.campaignType),
		formName: plain(row.campaignName),
		...pick(row, ['orderId', 'paymentId']),
		paymentMeans: plain(row.paymentMethod),
		paymentStatus: plain(row.paymentStatus),
		...pick(row, ['payerFirstName', 'payerLastName', 'payerEmail', 'payerCompany']),
		...pick(row, ['cashOutId']),
		...pick(row, ['paymentDate', 'cashOutDate'], moment),
	};
}

/** States of a payment whose money does not come. */
const FAILED = ['Refused', 'Error', 'Abandoned', 'Canceled'];

/**
 * `isPaid` is true once HelloAsso has made an order of the intent, unless its first payment has failed: whether
 * there can be such an order is not documented. By SEPA the money is still to come: `paymentState` tells.
 */
export function simplifyCheckoutIntent(intent: IDataObject): IDataObject {
	const order = object(intent.order);
	const payments = objects(order.payments);
	const first = payments.find(({ installmentNumber }) => installmentNumber === 1) ?? payments[0];
	const paymentState = plain(first?.state);
	return {
		id: plain(intent.id),
		isPaid:
			intent.order !== undefined && intent.order !== null && !FAILED.includes(String(paymentState)),
		paymentState,
		redirectUrl: plain(intent.redirectUrl),
		orderId: plain(order.id),
		orderDate: moment(order.date),
		amountEuros: euros(object(order.amount).total),
		...payerFields(order.payer),
		metadata: plain(intent.metadata),
	};
}

/** One change of the directory: `Insert` (also for a change) or `Delete`. */
export function simplifyChange({ action, record, continuationToken }: IDataObject): IDataObject {
	return { action: plain(action), ...object(record), continuationToken: plain(continuationToken) };
}

export function simplifyStatistics(statistics: IDataObject): IDataObject {
	const tiers = (list: unknown) =>
		objects(list).map((tier) => ({
			...pick(tier, ['id', 'label', 'entriesTaken', 'maxEntries']),
			priceEuros: euros(tier.price),
			priceCategory: plain(tier.priceCategory),
		}));
	return {
		totalParticipant: plain(statistics.totalParticipant),
		tiers: tiers(statistics.unGroupedTiers),
		additionalOptions: tiers(statistics.additionalOptions),
	};
}

/** Without the signature keys, which are secrets; the raw data hold them. */
export function simplifyPartner(partner: IDataObject): IDataObject {
	return {
		...pick(partner, ['name', 'displayName', 'url']),
		...pick(object(partner.apiClient), ['domain', 'privileges']),
		notificationUrls: objects(partner.urlNotificationList).map(({ url, apiNotificationType }) => ({
			url: plain(url),
			notificationType: plain(apiNotificationType),
		})),
		...pick(object(partner.partnerStatistics), [
			'linkedOrganizationsCount',
			'availableOrganizationsAccessTokenCount',
		]),
	};
}

export function simplifyPartnerOrganization(entry: IDataObject): IDataObject {
	const organization = object(entry.organization);
	return {
		...pick(organization, ['organizationSlug', 'name', 'type', 'city', 'zipCode', 'url']),
		...pick(organization, ['isCashInCompliant']),
		...pick(entry, ['availableAccessToken', 'continuationToken']),
	};
}

/** HelloAsso refunds later: the state is normally `Init`, and the payment tells how it ended. */
export function simplifyRefund(refund: IDataObject): IDataObject {
	return {
		...pick(refund, ['id', 'paymentId']),
		amountEuros: euros(refund.amount),
		...pick(refund, ['state', 'cancelOrder', 'sendRefundMail']),
		creationDate: moment(refund.creationDate),
	};
}

export function simplifyTag(tag: IDataObject): IDataObject {
	return {
		...pick(tag, ['id', 'name', 'tagType']),
		parentName: plain(object(tag.tagParent).name),
		...pick(tag, ['formCount', 'organizationCount']),
		amountCollectedEuros: euros(tag.amountCollected),
	};
}

/** An organization as everybody can see it. */
export function simplifyOrganization(organization: IDataObject): IDataObject {
	return {
		...pick(organization, ['organizationSlug', 'name', 'type', 'category', 'role']),
		...pick(organization, ['city', 'zipCode', 'address']),
		...pick(organization, ['description', 'rnaNumber', 'webSite', 'url']),
	};
}

/** The short form in which the API lists the organizations of a key. */
export function simplifyOwnOrganization(organization: IDataObject): IDataObject {
	return {
		...pick(organization, ['organizationSlug', 'name', 'role', 'city', 'zipCode']),
		...pick(organization, ['description', 'url']),
	};
}
