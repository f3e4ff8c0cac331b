import type { IDataObject } from 'n8n-workflow';

import { euros, moment, object, objects, payerFields, plain } from './values';

/**
 * One line of a payout. `credit` and `debit` are as HelloAsso sends them: whether in euros or in cents
 * is nowhere documented, so nothing is converted.
 */
export function simplifyCashOutRow(row: IDataObject): IDataObject {
	const fields = [
		'operationType',
		'credit',
		'debit',
		'designation',
		'campaignType',
		'campaignName',
		'orderId',
		'paymentId',
		'paymentMethod',
		'paymentStatus',
		'payerFirstName',
		'payerLastName',
		'payerEmail',
		'payerCompany',
		'cashOutId',
	];
	return {
		...Object.fromEntries(fields.map((field) => [field, plain(row[field])])),
		paymentDate: moment(row.paymentDate),
		cashOutDate: moment(row.cashOutDate),
	};
}

/** `isPaid` is true once HelloAsso has made an order of the intent. */
export function simplifyCheckoutIntent(intent: IDataObject): IDataObject {
	const order = object(intent.order);
	return {
		id: plain(intent.id),
		isPaid: intent.order !== undefined && intent.order !== null,
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
		objects(list).map(({ id, label, entriesTaken, maxEntries, price, priceCategory }) => ({
			id: plain(id),
			label: plain(label),
			entriesTaken: plain(entriesTaken),
			maxEntries: plain(maxEntries),
			priceEuros: euros(price),
			priceCategory: plain(priceCategory),
		}));
	return {
		totalParticipant: plain(statistics.totalParticipant),
		tiers: tiers(statistics.unGroupedTiers),
		additionalOptions: tiers(statistics.additionalOptions),
	};
}

/** Without the signature keys, which are secrets; the raw data hold them. */
export function simplifyPartner(partner: IDataObject): IDataObject {
	const client = object(partner.apiClient);
	const statistics = object(partner.partnerStatistics);
	return {
		name: plain(partner.name),
		displayName: plain(partner.displayName),
		url: plain(partner.url),
		domain: plain(client.domain),
		privileges: plain(client.privileges),
		notificationUrls: objects(partner.urlNotificationList).map(({ url, apiNotificationType }) => ({
			url: plain(url),
			notificationType: plain(apiNotificationType),
		})),
		linkedOrganizationsCount: plain(statistics.linkedOrganizationsCount),
		availableOrganizationsAccessTokenCount: plain(
			statistics.availableOrganizationsAccessTokenCount,
		),
	};
}

export function simplifyPartnerOrganization(entry: IDataObject): IDataObject {
	const { organizationSlug, name, type, city, zipCode, url, isCashInCompliant } = object(
		entry.organization,
	);
	return {
		organizationSlug: plain(organizationSlug),
		name: plain(name),
		type: plain(type),
		city: plain(city),
		zipCode: plain(zipCode),
		url: plain(url),
		isCashInCompliant: plain(isCashInCompliant),
		availableAccessToken: plain(entry.availableAccessToken),
		continuationToken: plain(entry.continuationToken),
	};
}

/** HelloAsso refunds later: the state is normally `Init`, and the payment tells how it ended. */
export function simplifyRefund(refund: IDataObject): IDataObject {
	return {
		id: plain(refund.id),
		paymentId: plain(refund.paymentId),
		amountEuros: euros(refund.amount),
		state: plain(refund.state),
		cancelOrder: plain(refund.cancelOrder),
		sendRefundMail: plain(refund.sendRefundMail),
		creationDate: moment(refund.creationDate),
	};
}

export function simplifyTag(tag: IDataObject): IDataObject {
	return {
		id: plain(tag.id),
		name: plain(tag.name),
		tagType: plain(tag.tagType),
		parentName: plain(object(tag.tagParent).name),
		formCount: plain(tag.formCount),
		organizationCount: plain(tag.organizationCount),
		amountCollectedEuros: euros(tag.amountCollected),
	};
}
