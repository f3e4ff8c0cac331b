import { isObject } from '../openapi/shape';
import type { Answer, Api } from './api';
import type { Difference } from './compare';
import { entriesOf, fill, tokenOf, type Entry } from './reads';

/** How a list was paged through to its end, in words of ours. */
export interface Walk {
	/** Records of each page, until one was empty, the token ran out or a page came again. */
	readonly sizes: readonly number[];
	readonly pageSize: number;
	readonly facts: Readonly<Record<string, string>>;
}

const PAYMENTS = '/organizations/{organizationSlug}/payments';
const PAGE_SIZE = 2;
const PAGES_MAX = 8;

const paginationOf = ({ body }: Answer) =>
	(isObject(body) && isObject(body.pagination) ? body.pagination : {}) as Entry;
const sameRecords = (one: Answer, other: Answer) =>
	JSON.stringify(entriesOf(one)) === JSON.stringify(entriesOf(other));

/** What ended the list. */
function endOf(pages: readonly Answer[]): string {
	const last = pages.at(-1) as Answer;
	if (last.status !== 200) return `status ${last.status}`;
	const before = pages.at(-2);
	if (entriesOf(last).length === 0) return 'an empty page';
	if (before && sameRecords(before, last)) return 'the last page, again and again';
	return tokenOf(last) === undefined ? 'a page without a token' : 'not in sight';
}

/** Pages through the newest few payments, beyond the end. */
export async function walk(api: Api, organizationSlug: string): Promise<Walk | undefined> {
	const path = fill(PAYMENTS, { organizationSlug });
	const newest = entriesOf(await api.send(path, { query: { pageSize: 5, sortOrder: 'Desc' } }));
	const from = newest.at(-1)?.date;
	if (newest.length < 5 || typeof from !== 'string') return undefined;
	const pages: Answer[] = [];
	let token: string | undefined;
	for (;;) {
		const query = { from, pageSize: PAGE_SIZE, ...(token && { continuationToken: token }) };
		pages.push(await api.send(path, { query }));
		if (endOf(pages) !== 'not in sight' || pages.length === PAGES_MAX) break;
		token = tokenOf(pages.at(-1) as Answer);
	}
	const last = pages.at(-1) as Answer;
	const given = tokenOf(last);
	const { totalCount, totalPages } = paginationOf(pages[0]);
	const count = (value: unknown) =>
		value === -1 ? '-1' : typeof value === 'number' ? 'counted' : 'none';
	const sizes = pages.map((page) => entriesOf(page).length);
	const numbers = pages.map((page) => paginationOf(page).pageIndex);
	return {
		sizes,
		pageSize: PAGE_SIZE,
		facts: {
			'what ends a list': endOf(pages),
			'the token that the last page gives':
				given === undefined ? 'none' : given === token ? 'the same' : 'another',
			totalCount: count(totalCount),
			totalPages: count(totalPages),
			'page numbers': numbers.every((number, index) => number === index + 1)
				? 'counted'
				: 'not counted',
		},
	};
}

export function compareWalks(live: Walk | undefined, simulated: Walk | undefined): Difference[] {
	if (!live || !simulated) return [];
	return Object.entries(simulated.facts)
		.filter(([name, fact]) => live.facts[name] !== fact)
		.map(([name, fact]) => ({
			kind: 'paging',
			where: `GET ${PAYMENTS}`,
			what: `${name}: ${live.facts[name]}, ${fact} in the simulator`,
		}));
}
