import type { IDataObject } from 'n8n-workflow';

import { plain } from './values';

/** An organization as everybody can see it. */
export function simplifyOrganization(organization: IDataObject): IDataObject {
	return pick(organization, [
		'organizationSlug',
		'name',
		'type',
		'category',
		'role',
		'city',
		'zipCode',
		'address',
		'description',
		'rnaNumber',
		'webSite',
		'url',
	]);
}

/** The short form in which the API lists the organizations of a key. */
export function simplifyOwnOrganization(organization: IDataObject): IDataObject {
	return pick(organization, [
		'organizationSlug',
		'name',
		'role',
		'city',
		'zipCode',
		'description',
		'url',
	]);
}

function pick(record: IDataObject, fields: readonly string[]): IDataObject {
	return Object.fromEntries(fields.map((field) => [field, plain(record[field])]));
}
