import type { IDataObject } from 'n8n-workflow';

import { joined, moment, object, objects, plain } from './values';

/** One campaign: a membership form, a ticketing, a donation form, a shop … */
export function simplifyForm(form: IDataObject): IDataObject {
	const meta = object(form.meta);
	return {
		formType: plain(form.formType),
		formSlug: plain(form.formSlug),
		title: plain(form.title),
		privateTitle: plain(form.privateTitle),
		state: plain(form.state),
		description: plain(form.description),
		startDate: moment(form.startDate),
		endDate: moment(form.endDate),
		url: plain(form.url),
		organizationSlug: plain(form.organizationSlug),
		createdAt: moment(meta.createdAt),
		updatedAt: moment(meta.updatedAt),
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
