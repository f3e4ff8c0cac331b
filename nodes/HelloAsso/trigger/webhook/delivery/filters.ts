import { object, objects } from '../../../simplify/values';
import { EVENT_TYPES, type NotificationEvent } from './event';

/** The trigger's filters; an empty list lets everything through. */
export interface Filters {
	formTypes: readonly string[];
	formSlugs: readonly string[];
	paymentStates: readonly string[];
	tierTypes: readonly string[];
}

/**
 * Whether the user chose this kind of event. `Organization.IsCashinCompliant` belongs to `Organization`;
 * a kind that is not documented yet passes where nothing is left out.
 */
export function isWantedType(eventType: string, chosen: readonly string[]): boolean {
	const family = familyOf(eventType);
	return EVENT_TYPES.some((type) => type === family)
		? chosen.includes(family)
		: EVENT_TYPES.every((type) => chosen.includes(type));
}

/** The documented kind of event to which an event belongs. */
export function familyOf(eventType: string): string {
	return eventType.split('.')[0];
}

/** The filter that an event does not pass; one that does not concern its kind leaves it alone. */
export function leftOutBy(
	{ eventType, data }: NotificationEvent,
	{ formTypes, formSlugs, paymentStates, tierTypes }: Filters,
): keyof Filters | undefined {
	const isSale = eventType === 'Order' || eventType === 'Payment';
	const form = eventType === 'Payment' ? object(data.order) : data;
	if (isSale || eventType === 'Form') {
		if (!admits(formTypes, form.formType)) return 'formTypes';
		// HelloAsso finds a form in any case; the address that visitors see may have another than its events.
		const slugs = formSlugs.map((slug) => slug.toLowerCase());
		if (!admits(slugs, String(form.formSlug).toLowerCase())) return 'formSlugs';
	}
	if (eventType === 'Payment' && !admits(paymentStates, data.state)) return 'paymentStates';
	const hasTier =
		tierTypes.length === 0 || objects(data.items).some(({ type }) => admits(tierTypes, type));
	return isSale && !hasTier ? 'tierTypes' : undefined;
}

function admits(wanted: readonly string[], value: unknown): boolean {
	return wanted.length === 0 || (typeof value === 'string' && wanted.includes(value));
}
