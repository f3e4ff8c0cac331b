import type { IDataObject } from 'n8n-workflow';

import { plain } from './values';

export function simplifyOrganization(organization: IDataObject): IDataObject {
	const fields = [
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
	];
	return Object.fromEntries(fields.map((field) => [field, plain(organization[field])]));
}
