import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { HelloAssoError, isTransient } from '../transport';

interface ListOptions {
	/** Items wanted at the most; undefined for all of them. */
	limit?: number;
	/** Whether a list that breaks off behind its first page is put out as far as it was read. */
	allowIncomplete: boolean;
}

/**
 * The items of a list, made page by page, so that of a long one the large raw records of one page only are
 * held. With `allowIncomplete`, the last item of a list that broke off is e.g.
 * `{ incomplete: true, reason: 'HelloAsso returned a server error (status 503)', description }`.
 */
export async function readList<Entry = IDataObject>(
	pages: AsyncIterable<Entry[]>,
	toItems: (page: Entry[]) => INodeExecutionData[] | Promise<INodeExecutionData[]>,
	{ limit = Infinity, allowIncomplete }: ListOptions,
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	let hasPage = false;
	const read = async () => {
		for await (const page of pages) {
			for (const item of await toItems(page)) if (items.length < limit) items.push(item);
			hasPage = true;
			if (items.length >= limit) return;
		}
	};
	await read().catch(async (error: unknown) => {
		if (!allowIncomplete || !hasPage || !isAboutReading(error)) return await Promise.reject(error);
		const { message: reason, details } = error;
		// Of a list of changes: where the next run goes on.
		const continuationToken = items.at(-1)?.json.continuationToken;
		const place = continuationToken !== undefined && { continuationToken };
		const { description } = details;
		items.push({ json: { incomplete: true, reason, description, ...place } });
	});
	return items;
}

function isAboutReading(error: unknown): error is HelloAssoError {
	return (
		error instanceof HelloAssoError && (isTransient(error) || error.type === 'invalidResponse')
	);
}
