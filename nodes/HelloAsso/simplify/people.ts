import type { IDataObject } from 'n8n-workflow';

import { customFieldsByLabel } from './customFields';
import { discountFields, moneyFields, optionsOf } from './money';
import { paymentsOf } from './paidFor';
import { day, formFields, moment, object, payerFields, pick, plain } from './values';

/** What the three kinds of people share: the money for an item of theirs, and when it was sold. */
function sale(item: IDataObject): IDataObject {
	return { ...moneyFields(item), date: moment(object(item.order).date) };
}

/** What is looked at last: where the item was sold, its numbers, and the answers. */
function origin(item: IDataObject): IDataObject {
	const order = object(item.order);
	return {
		...formFields(order),
		itemId: plain(item.id),
		orderId: plain(order.id),
		customFields: customFieldsByLabel(item),
	};
}

/** The participant, or the payer where HelloAsso names no other, or leaves the name blank. */
export function participantOf({ user, payer }: IDataObject): IDataObject {
	const nameOf = (part: 'firstName' | 'lastName') => {
		const own = object(user)[part];
		const isBlank = own === undefined || own === null || String(own).trim() === '';
		return plain(isBlank ? object(payer)[part] : own);
	};
	return { firstName: nameOf('firstName'), lastName: nameOf('lastName') };
}

function person(item: IDataObject): IDataObject {
	return { ...participantOf(item), payerEmail: plain(object(item.payer).email) };
}

/** What else is known of the payer of a person's item. */
function payerOf(item: IDataObject): IDataObject {
	const payer = object(item.payer);
	return {
		...payerFields(payer),
		payerZipCode: plain(payer.zipCode),
		payerCity: plain(payer.city),
	};
}

/** A member. HelloAsso knows e-mail and address of the payer only, who may be another person. */
export function simplifyMember(item: IDataObject): IDataObject {
	const validity = object(item.validity);
	return {
		...person(item),
		membership: plain(item.name),
		validFrom: day(validity.from),
		validUntil: day(validity.until),
		validityType: plain(validity.type),
		...sale(item),
		...discountFields(item),
		...payerOf(item),
		membershipCardUrl: plain(item.membershipCardUrl),
		...origin(item),
	};
}

/** A member whose membership ends, with where it can be renewed. */
export function simplifyEndingMember(item: IDataObject): IDataObject {
	const form = object(item.renewalForm);
	const { firstName, lastName, payerEmail, membership, validUntil, ...member } =
		simplifyMember(item);
	return {
		...{ firstName, lastName, payerEmail, membership, validUntil },
		isRenewal: plain(item.isRenewal),
		renewalFormSlug: plain(form.formSlug),
		renewalFormTitle: plain(form.title),
		renewalUrl: plain(form.url),
		possibleRenewalId: plain(item.possibleRenewalId),
		...member,
	};
}

/** An attendee of an event, with the ticket and the options that were taken with it. */
export function simplifyAttendee(item: IDataObject): IDataObject {
	return {
		...person(item),
		tier: plain(item.name),
		options: optionsOf(item),
		...sale(item),
		...discountFields(item),
		...payerOf(item),
		...pick(item, ['ticketUrl', 'qrCode']),
		...origin(item),
	};
}

/**
 * A donation and who gave it, with the address that a tax receipt needs. `paymentId` and `paymentDate` are of its
 * only payment, null where it has several: a monthly donation, instalments.
 */
export function simplifyDonation(item: IDataObject): IDataObject {
	const payer = object(item.payer);
	const payments = paymentsOf(item);
	const [payment] = payments.length === 1 ? payments : [{} as IDataObject];
	return {
		...payerFields(payer),
		...pick(item, ['type', 'name']),
		...sale(item),
		paymentDate: moment(payment.date),
		payerAddress: plain(payer.address),
		payerZipCode: plain(payer.zipCode),
		payerCity: plain(payer.city),
		payerCountry: plain(payer.country),
		paymentId: plain(payment.id),
		...origin(item),
	};
}
