import { renderOrganization, renderOrganizationLight } from '../renderPublic';
import { operation } from '../table';

export const organizations = [
	operation()({
		route: 'GET /organizations/{organizationSlug}',
		privilege: 'AccessPublicData',
		handle: ({ organization, caller }) =>
			renderOrganization(organization, caller.administers(organization.organizationSlug)),
	}),
	operation()({
		route: 'GET /users/me/organizations',
		privilege: 'AccessPublicData',
		// A bare array, not paginated.
		handle: ({ caller, simulation: { store } }) =>
			store.organizations
				.filter(({ organizationSlug }) => caller.administers(organizationSlug))
				.map((organization) => renderOrganizationLight(organization, 'OrganizationAdmin')),
	}),
];
