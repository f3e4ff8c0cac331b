import { formSlug, formType as anyFormType, organizationSlug, whereStored } from '../parameters';
import { defineEndpoint, type Endpoint } from './operation';

/** The lists of an organization and of one form, with the same inputs. Members and donations are items too. */
export function salesEndpoints(
	list: 'items' | 'orders' | 'payments',
	inputs: Pick<Endpoint, 'filters' | 'options' | 'sort' | 'query' | 'fixedQuery'>,
	formType = anyFormType,
): Record<'organization' | 'form', Endpoint> {
	const { options, sort = {} } = inputs;
	const stored = Object.entries(sort).map(([name, field]) => [name, whereStored(field, name)]);
	const all = { ...inputs, options: { ...options, ...Object.fromEntries(stored) } };
	return {
		organization: defineEndpoint({
			route: `GET /organizations/{organizationSlug}/${list}`,
			path: { organizationSlug },
			isByDate: true,
			...all,
		}),
		form: defineEndpoint({
			route: `GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/${list}`,
			path: { organizationSlug, formType, formSlug },
			isByDate: true,
			...all,
		}),
	};
}
