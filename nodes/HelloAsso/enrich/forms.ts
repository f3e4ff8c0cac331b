import type { IDataObject } from 'n8n-workflow';

import { buildPath, HelloAssoError, PUBLIC_FORM, type HelloAssoClient } from '../transport';

/** Forms that were read for one execution: many records share a few. */
const formsOf = new WeakMap<HelloAssoClient, Map<string, Promise<IDataObject | undefined>>>();

/**
 * The form of an order as everybody can see it, read once.
 *
 * @returns undefined for one that was deleted or hidden: what was sold on it stays in the lists
 */
export async function readForm(
	order: IDataObject,
	client: HelloAssoClient,
): Promise<IDataObject | undefined> {
	const forms = formsOf.get(client) ?? new Map<string, Promise<IDataObject | undefined>>();
	formsOf.set(client, forms);
	const parameters = ['organizationSlug', 'formType', 'formSlug'].map((name) => {
		return { label: name, name, value: String(order[name] ?? '') };
	});
	if (parameters.some(({ value }) => value === '')) return undefined;
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

/**
 * Adds `formName` to the orders of records, or to orders themselves, where HelloAsso left it out: it sends it, but
 * documents it nowhere. Costs nothing where it is there. What was sold by a checkout has no form.
 */
export async function addFormNames(
	records: IDataObject[],
	client: HelloAssoClient,
): Promise<IDataObject[]> {
	const named = async (order: IDataObject) => {
		const { formName, formSlug, formType } = order;
		const isKnown = typeof formName === 'string' || !formSlug || formType === 'Checkout';
		return isKnown ? order : { ...order, formName: (await readForm(order, client))?.title ?? null };
	};
	return await Promise.all(
		records.map(async (record) => {
			const { order } = record;
			if (order === undefined) return await named(record);
			return { ...record, order: await named((order ?? {}) as IDataObject) };
		}),
	);
}
