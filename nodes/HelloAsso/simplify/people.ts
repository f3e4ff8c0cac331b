import type { IDataObject } from 'n8n-workflow';

import { customFieldsByLabel } from './customFields';
import { euros, joined, moment, object, objects, payerFields, pick, plain } from './values';

/** What the three kinds of people share: an item of theirs, and the form it was sold on. */
function sale(item: IDataObject): IDataObject {
	const order = object(item.order);
	return {
		itemId: plain(item.id),
		orderId: plain(order.id),
		date: moment(order.date),
		amountEuros: euros(item.amount),
		formSlug: plain(order.formSlug),
		customFields: customFieldsByLabel(item),
	};
}

/** The participant, or the payer where HelloAsso names no other. */
function person(item: IDataObject): IDataObject {
	const user = object(item.user);
	const payer = object(item.payer);
	return {
		firstName: plain(user.firstName ?? payer.firstName),
		lastName: plain(user.lastName ?? payer.lastName),
		payerEmail: plain(payer.email),
	};
}

/** A member. HelloAsso knows the payer's e-mail address only, who may be another person. */
export function simplifyMember(item: IDataObject): IDataObject {
	const validity = object(item.validity);
	return {
		...person(item),
		membership: plain(item.name),
		validFrom: moment(validity.from),
		validUntil: moment(validity.until),
		validityType: plain(validity.type),
		membershipCardUrl: plain(item.membershipCardUrl),
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
		options: joined(objects(item.options).map(({ name }) => name)),
		...pick(item, ['ticketUrl', 'qrCode']),
		...sale(item),
	};
}

/** A donation and who gave it. */
export function simplifyDonation(item: IDataObject): IDataObject {
	const { company } = object(item.payer);
	return {
		...payerFields(item.payer),
		payerCompany: plain(company),
		...pick(item, ['type', 'name']),
		...sale(item),
	};
}
