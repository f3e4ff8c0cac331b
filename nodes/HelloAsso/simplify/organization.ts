import type { IDataObject } from 'n8n-workflow';

import { pick } from './values';

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
