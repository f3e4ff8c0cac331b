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
	const [family] = eventType.split('.');
	return EVENT_TYPES.some((type) => type === family)
		? chosen.includes(family)
		: EVENT_TYPES.every((type) => chosen.includes(type));
}

/** Whether an event passes the filters. A filter that does not concern its kind leaves it alone. */
export function passes({ eventType, data }: NotificationEvent, filters: Filters): boolean {
	const { formTypes, formSlugs, paymentStates, tierTypes } = filters;
	const isSale = eventType === 'Order' || eventType === 'Payment';
	const form = eventType === 'Payment' ? object(data.order) : data;
	if (isSale || eventType === 'Form') {
		if (!admits(formTypes, form.formType) || !admits(formSlugs, form.formSlug)) return false;
	}
	if (eventType === 'Payment' && !admits(paymentStates, data.state)) return false;
	return (
		!isSale ||
		tierTypes.length === 0 ||
		objects(data.items).some(({ type }) => admits(tierTypes, type))
	);
}

function admits(wanted: readonly string[], value: unknown): boolean {
	return wanted.length === 0 || (typeof value === 'string' && wanted.includes(value));
}
