import type { IDataObject } from 'n8n-workflow';

import type { HelloAssoClient } from '../transport';
import { readForm } from './forms';

/**
 * Adds `validity` (`type`, `from`, `until`) to memberships, which the API keeps in the form: a moving
 * year from the purchase, a fixed season, or no end. The memberships of a form that was deleted or hidden
 * stay in the lists: their validity is `Unknown`.
 */
export async function addValidity(
	items: IDataObject[],
	client: HelloAssoClient,
): Promise<IDataObject[]> {
	return await Promise.all(
		items.map(async (item) => ({ ...item, validity: await validity(item, client) })),
	);
}

async function validity({ order }: IDataObject, client: HelloAssoClient): Promise<IDataObject> {
	const { date, ...slugs } = (order ?? {}) as IDataObject;
	const form = await readForm(slugs, client);
	if (form === undefined) return { type: 'Unknown', from: null, until: null };
	const type = form.validityType ?? null;
	if (type === 'MovingYear') return { type, from: date ?? null, until: oneYearLater(String(date)) };
	if (type === 'Custom') return { type, from: form.startDate ?? null, until: form.endDate ?? null };
	return { type, from: date ?? null, until: null };
}

/** The same day a year later, in the offset that HelloAsso wrote; 29 February becomes 28 February. */
function oneYearLater(date: string): string | null {
	const [, year, rest] = /^(\d{4})(-.*)$/.exec(date) ?? [];
	if (year === undefined) return null;
	return `${Number(year) + 1}${rest.replace(/^-02-29/, '-02-28')}`;
}
