import type { IDataObject } from 'n8n-workflow';

import { joined, moment, object, objects, pick, plain } from './values';

/** One campaign: a membership form, a ticketing, a donation form, a shop … */
export function simplifyForm(form: IDataObject): IDataObject {
	return {
		...pick(form, ['formType', 'formSlug', 'title', 'privateTitle', 'state', 'description']),
		...pick(form, ['startDate', 'endDate'], moment),
		...pick(form, ['url', 'organizationSlug']),
		...pick(object(form.meta), ['createdAt', 'updatedAt'], moment),
	};
}

/** The same with what only the form's own page tells: the place and the prices. */
export function simplifyFormDetails(form: IDataObject): IDataObject {
	const place = object(form.place);
	return {
		...simplifyForm(form),
		placeName: plain(place.name),
		placeCity: plain(place.city),
		tierNames: joined(objects(form.tiers).map(({ label }) => label)),
	};
}
