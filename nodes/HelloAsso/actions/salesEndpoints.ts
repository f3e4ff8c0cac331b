import { formSlug, formType as anyFormType, organizationSlug } from '../parameters';
import { defineEndpoint, type Endpoint } from './operation';

/** The lists of an organization and of one form, with the same inputs. Members and donations are items too. */
export function salesEndpoints(
	list: 'items' | 'orders' | 'payments',
	inputs: Pick<Endpoint, 'filters' | 'options' | 'query' | 'fixedQuery'>,
	formType = anyFormType,
): Record<'organization' | 'form', Endpoint> {
	return {
		organization: defineEndpoint({
			route: `GET /organizations/{organizationSlug}/${list}`,
			path: { organizationSlug },
			isByDate: true,
			...inputs,
		}),
		form: defineEndpoint({
			route: `GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/${list}`,
			path: { organizationSlug, formType, formSlug },
			isByDate: true,
			...inputs,
		}),
	};
}
