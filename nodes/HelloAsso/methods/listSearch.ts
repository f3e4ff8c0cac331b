import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { readOrganization } from '../parameters';
import * as transport from '../transport';

type Entry = INodeListSearchResult['results'][number];

/** A search text is compared here, since HelloAsso cannot search: this many pages are read for it at once. */
const PAGES_PER_SEARCH = 5;

/** The organizations of the key, behind the locator 'Organization'. */
export async function searchOrganizations(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await shown(this, async (client) => {
		const { body } = await client.request<IDataObject[]>({
			method: 'GET',
			path: transport.buildPath(transport.OWN_ORGANIZATIONS, []),
		});
		const results = (Array.isArray(body) ? body : []).map(({ name, organizationSlug, url }) =>
			toEntry(String(name ?? organizationSlug), organizationSlug, url),
		);
		return { results: results.filter((entry) => matches(filter, entry)) };
	});
}

/** The forms of the chosen organization and form type, behind the locator 'Form'. */
export async function searchForms(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await shown(this, async (client) => {
		const chosen = this.getCurrentNodeParameter('organizationSlug');
		const organization = await readOrganization(chosen, client);
		const parameters = [{ label: 'Organization', name: 'organizationSlug', value: organization }];
		const path = transport.buildPath('/organizations/{organizationSlug}/forms', parameters);
		const type = this.getCurrentNodeParameter('formType');
		const results: Entry[] = [];
		let token = paginationToken;
		let formsRead = 0;
		for (let pages = 0; pages < PAGES_PER_SEARCH; pages++) {
			const query = {
				formTypes: typeof type === 'string' ? type : undefined,
				pageSize: transport.PAGE_SIZE_MAX,
				continuationToken: token,
			};
			const { body } = await client.request({ method: 'GET', path, query, parameters });
			const next = transport.isPage(body) ? body.pagination.continuationToken : undefined;
			const forms = transport.isPage(body) ? body.data : [];
			formsRead += forms.length;
			for (const form of forms) {
				const entry = formEntry(form);
				if (matches(filter, entry)) results.push(entry);
			}
			// The token never runs out: the end is the empty page, or the same token again. Forms, unlike
			// sales, come with their number, which saves the empty page where all were read from the first on.
			const isComplete = paginationToken === undefined && formsRead === transport.totalCount(body);
			if (forms.length === 0 || !next || next === token || isComplete) return { results };
			token = next;
			if (!filter) break;
		}
		return { results, paginationToken: token };
	});
}

/** A form that not everybody can see or use says so: two forms may have one title. */
function formEntry({ title, privateTitle, formSlug, state, url }: IDataObject): Entry {
	const name = String(title ?? privateTitle ?? formSlug);
	const isPublic = typeof state !== 'string' || state === 'Public';
	return toEntry(isPublic ? name : `${name} (${state.toLowerCase()})`, formSlug, url);
}

function toEntry(name: string, slug: unknown, url: unknown): Entry {
	return { name, value: String(slug), url: typeof url === 'string' ? url : undefined };
}

async function shown(
	context: ILoadOptionsFunctions,
	search: (client: transport.HelloAssoClient) => Promise<INodeListSearchResult>,
): Promise<INodeListSearchResult> {
	try {
		return await search(new transport.HelloAssoClient(context));
	} catch (error) {
		throw transport.toNodeError(context.getNode(), error);
	}
}

function matches(filter: string | undefined, { name, value }: Entry): boolean {
	const wanted = plainLetters(filter ?? '');
	return [name, value].some((text) => plainLetters(String(text)).includes(wanted));
}

/** "Fete" finds "Fête". */
function plainLetters(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
