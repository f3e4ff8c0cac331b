import { formSlug, formType as anyFormType, organizationSlug } from '../../parameters';
import { defineEndpoint, type Endpoint } from '../operation';

/**
 * The two lists of items, of an organization and of one form, with the same inputs on both. Members and
 * donations are items too, so their operations stand on these.
 */
export function itemEndpoints(
	inputs: Pick<Endpoint, 'filters' | 'options' | 'fixedQuery'>,
	formType = anyFormType,
): Record<'organization' | 'form', Endpoint> {
	return {
		organization: defineEndpoint({
			route: 'GET /organizations/{organizationSlug}/items',
			path: { organizationSlug },
			...inputs,
		}),
		form: defineEndpoint({
			route: 'GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/items',
			path: { organizationSlug, formType, formSlug },
			...inputs,
		}),
	};
}
