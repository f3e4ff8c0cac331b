import type { IDataObject } from 'n8n-workflow';

import { buildPath, HelloAssoError, PUBLIC_FORM, type HelloAssoClient } from '../transport';

/** Forms that were read for one execution: many members share a few. */
const formsOf = new WeakMap<HelloAssoClient, Map<string, Promise<IDataObject | undefined>>>();

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

/** Milliseconds; -Infinity and Infinity where it has no beginning or no end. */
export interface Validity {
	from: number;
	until: number;
}

/** The bounds of a `validity`; undefined where it is not known when the membership ends. */
export function boundsOf({ type, from, until }: IDataObject): Validity | undefined {
	if (type === 'Unknown') return undefined;
	// Of a purchase without a date, no year can be counted.
	if (type === 'MovingYear' && typeof until !== 'string') return undefined;
	return {
		from: typeof from === 'string' ? Date.parse(from) : -Infinity,
		until: typeof until === 'string' ? Date.parse(until) : Infinity,
	};
}

export function isValidAt(validity: IDataObject, moment: number): boolean {
	const bounds = boundsOf(validity);
	return bounds !== undefined && bounds.from <= moment && moment <= bounds.until;
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

/**
 * A form's public page, read once in an execution; undefined where the form was deleted or hidden.
 * @param slugs `organizationSlug`, `formType`, `formSlug`
 */
export async function readForm(
	slugs: IDataObject,
	client: HelloAssoClient,
): Promise<IDataObject | undefined> {
	const forms = formsOf.get(client) ?? new Map<string, Promise<IDataObject | undefined>>();
	formsOf.set(client, forms);
	const parameters = ['organizationSlug', 'formType', 'formSlug'].map((name) => {
		return { label: name, name, value: String(slugs[name]) };
	});
	const path = buildPath(PUBLIC_FORM, parameters);
	const form =
		forms.get(path) ??
		client
			.request<IDataObject>({ method: 'GET', path, parameters })
			.then(({ body }) => body ?? {})
			.catch(async (error: unknown) => (isGone(error) ? undefined : await Promise.reject(error)));
	forms.set(path, form);
	return await form;
}

function isGone(error: unknown): boolean {
	return error instanceof HelloAssoError && ['forbidden', 'notFound'].includes(error.type);
}

/** The same day a year later, in the offset that HelloAsso wrote; 29 February becomes 28 February. */
function oneYearLater(date: string): string | null {
	const [, year, rest] = /^(\d{4})(-.*)$/.exec(date) ?? [];
	if (year === undefined) return null;
	return `${Number(year) + 1}${rest.replace(/^-02-29/, '-02-28')}`;
}
