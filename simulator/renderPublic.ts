import type { Form, Organization } from './model';
import type { Store } from './store';
import { omit } from './omit';

/** Shapes of what everybody may see: forms and organizations. */

/** Segments of the public addresses. */
const FORM_PATHS: Record<string, string> = {
	Donation: 'formulaires',
	Event: 'evenements',
	Membership: 'adhesions',
	Shop: 'boutiques',
	CrowdFunding: 'collectes',
	PaymentForm: 'paiements',
	Checkout: 'checkout',
};

export const SITE = 'https://www.helloasso.com';

export function formUrl({ organizationSlug, formType, formSlug }: Form): string {
	return `${SITE}/associations/${organizationSlug}/${FORM_PATHS[formType]}/${formSlug}`;
}

export function renderFormLight(form: Form): object {
	const url = formUrl(form);
	return {
		banner: form.banner,
		currency: form.currency,
		description: form.description,
		startDate: form.startDate,
		endDate: form.endDate,
		logo: form.logo,
		meta: form.meta,
		state: form.state,
		title: form.title,
		privateTitle: form.privateTitle,
		widgetButtonUrl: `${url}/widget-bouton`,
		widgetFullUrl: `${url}/widget`,
		widgetVignetteHorizontalUrl: `${url}/widget-vignette-horizontale`,
		widgetVignetteVerticalUrl: `${url}/widget-vignette`,
		widgetCounterUrl: form.formType === 'CrowdFunding' ? `${url}/widget-compteur` : undefined,
		formSlug: form.formSlug,
		formType: form.formType,
		url,
		organizationSlug: form.organizationSlug,
	};
}

export function renderFormPublic(store: Store, form: Form): object {
	const organization = store.organization(form.organizationSlug) as Organization;
	return {
		organizationLogo: organization.logo,
		organizationName: organization.name,
		tiers: form.tiers.map((tier) => omit(tier, 'maxEntries')),
		activityType: form.activityType,
		activityTypeId: form.activityTypeId,
		place: form.place,
		saleEndDate: form.saleEndDate,
		saleStartDate: form.saleStartDate,
		validityType: form.validityType,
		personalizedMessage: form.personalizedMessage,
		...renderFormLight(form),
	};
}

export function renderOrganizationLight(organization: Organization, role?: string): object {
	const {
		logo,
		name,
		city,
		zipCode,
		description,
		updateDate,
		categoryJoId,
		url,
		organizationSlug,
	} = organization;
	return {
		logo,
		name,
		role,
		city,
		zipCode,
		description,
		updateDate,
		categoryJoId,
		url,
		organizationSlug,
	};
}

export function renderOrganization(organization: Organization, forAdmin: boolean): object {
	const { isAuthenticated, isCashInCompliant, ...open } = omit(
		organization,
		'linkedToPartner',
		'isUnderColucheLaw',
	);
	// Filled for the organization's own admins only (OpenAPI document; displayCoordinates since 04/2026).
	const own = { isAuthenticated, isCashInCompliant, displayCoordinates: true };
	return { ...open, ...(forAdmin ? { role: 'OrganizationAdmin', ...own } : {}) };
}

/** What partners see of the organizations that are linked to them. */
export function renderDirectoryOrganization(organization: Organization): object {
	const { linkedToPartner, ...model } = omit(
		organization,
		'facebookPage',
		'isUnderColucheLaw',
		'longDescription',
		'twitterPage',
		'webSite',
	);
	return { tags: ['vélo'], linkedPartners: linkedToPartner ? ['logiciel-exemple'] : [], ...model };
}
