import type { IDataObject } from 'n8n-workflow';

import { customFieldsByLabel } from './customFields';
import { discountFields, moneyFields, optionsOf } from './money';
import { paymentsOf } from './paidFor';
import { day, formFields, moment, object, payerFields, pick, plain } from './values';

/** What the three kinds of people share: an item of theirs, the money for it, and the form it was sold on. */
function sale(item: IDataObject): IDataObject {
	const order = object(item.order);
	return {
		...moneyFields(item),
		itemId: plain(item.id),
		orderId: plain(order.id),
		date: moment(order.date),
		...formFields(order),
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
	const payer = object(item.payer);
	return {
		...participantOf(item),
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
		membershipCardUrl: plain(item.membershipCardUrl),
		...discountFields(item),
		...sale(item),
	};
}

/** A member whose membership ends, with where it can be renewed. */
export function simplifyEndingMember(item: IDataObject): IDataObject {
	const form = object(item.renewalForm);
	const { customFields, ...member } = simplifyMember(item);
	return {
		...member,
		isRenewal: plain(item.isRenewal),
		renewalFormSlug: plain(form.formSlug),
		renewalFormTitle: plain(form.title),
		renewalUrl: plain(form.url),
		possibleRenewalId: plain(item.possibleRenewalId),
		customFields,
	};
}

/** An attendee of an event, with the ticket and the options that were taken with it. */
export function simplifyAttendee(item: IDataObject): IDataObject {
	return {
		...person(item),
		tier: plain(item.name),
		options: optionsOf(item),
		...discountFields(item),
		...pick(item, ['ticketUrl', 'qrCode']),
		...sale(item),
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
		payerAddress: plain(payer.address),
		payerZipCode: plain(payer.zipCode),
		payerCity: plain(payer.city),
		payerCountry: plain(payer.country),
		...pick(item, ['type', 'name']),
		paymentId: plain(payment.id),
		paymentDate: moment(payment.date),
		...sale(item),
	};
}
