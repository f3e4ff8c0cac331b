/** Routes that are used in several places, as HelloAsso's specification writes them. */
export const OWN_ORGANIZATIONS = '/users/me/organizations';
export const PUBLIC_FORM = '/organizations/{organizationSlug}/forms/{formType}/{formSlug}/public';
