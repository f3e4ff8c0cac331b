import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { readOrganization } from '../parameters';
import {
	buildPath,
	HelloAssoClient,
	isPage,
	OWN_ORGANIZATIONS,
	toNodeError,
	totalCount,
} from '../transport';
import type { PathValue } from '../transport';

const PAGE_SIZE = 100;
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
			path: buildPath(OWN_ORGANIZATIONS, []),
		});
		const results = (Array.isArray(body) ? body : []).map(({ name, organizationSlug, url }) => ({
			name: String(name ?? organizationSlug),
			value: String(organizationSlug),
			url: typeof url === 'string' ? url : undefined,
		}));
		return { results: results.filter((entry) => matches(filter, entry.name, entry.value)) };
	});
}

/** The forms of the chosen organization and form type, behind the locator 'Form'. */
export async function searchForms(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await shown(this, async (client) => {
		const organization = await readOrganization(
			this.getCurrentNodeParameter('organizationSlug'),
			client,
		);
		const parameters: PathValue[] = [
			{ label: 'Organization', name: 'organizationSlug', value: organization },
		];
		const path = buildPath('/organizations/{organizationSlug}/forms', parameters);
		const type = this.getCurrentNodeParameter('formType');
		const results: INodeListSearchResult['results'] = [];
		let token = paginationToken;
		let formsRead = 0;
		for (let pages = 0; pages < PAGES_PER_SEARCH; pages++) {
			const query = {
				formTypes: typeof type === 'string' ? type : undefined,
				pageSize: PAGE_SIZE,
				continuationToken: token,
			};
			const { body } = await client.request({ method: 'GET', path, query, parameters });
			const next = isPage(body) ? body.pagination.continuationToken : undefined;
			const forms = isPage(body) ? body.data : [];
			formsRead += forms.length;
			for (const form of forms) {
				const entry = toEntry(form);
				if (matches(filter, entry.name, entry.value)) results.push(entry);
			}
			// The token never runs out: the end is the empty page, or the same token again. Forms, unlike
			// sales, come with their number, which saves the empty page where all were read from the first on.
			const isComplete = paginationToken === undefined && formsRead === totalCount(body);
			if (forms.length === 0 || !next || next === token || isComplete) return { results };
			token = next;
			if (!filter) break;
		}
		return { results, paginationToken: token };
	});
}

/** A form that not everybody can see or use says so: two forms may have one title. */
function toEntry({ title, privateTitle, formSlug, state, url }: IDataObject) {
	const name = String(title ?? privateTitle ?? formSlug);
	const isPublic = typeof state !== 'string' || state === 'Public';
	return {
		name: isPublic ? name : `${name} (${state.toLowerCase()})`,
		value: String(formSlug),
		url: typeof url === 'string' ? url : undefined,
	};
}

async function shown(
	context: ILoadOptionsFunctions,
	search: (client: HelloAssoClient) => Promise<INodeListSearchResult>,
): Promise<INodeListSearchResult> {
	try {
		return await search(new HelloAssoClient(context));
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

function matches(filter: string | undefined, ...texts: string[]): boolean {
	const wanted = plainLetters(filter ?? '');
	return texts.some((text) => plainLetters(text).includes(wanted));
}

/** "Fete" finds "Fête". */
function plainLetters(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
