import { parseCsv } from '../../csv';
import { mediaType, type Api } from '../api';
import { entriesOf, fill, inner, records, ROUTES, type Entry } from '../reads';
import { AS_HERE, ofAll, other, timeOf, unknown } from './decision';
import type { Decision, Facts } from './decision';

const ORGANIZATION = '/organizations/{organizationSlug}';
const LISTS = [ROUTES.items, ROUTES.orders, ROUTES.payments];

async function countOf(facts: Facts, list: string, query: Record<string, string>) {
	const path = fill(`${ORGANIZATION}/${list}`, { organizationSlug: facts.live.organizationSlug });
	const answer = await facts.api.send(path, { query: { ...query, pageSize: 20 } });
	return answer.status === 200 ? entriesOf(answer).length : 0;
}

function shufflesPages({ live }: Facts) {
	const [page] = live.answers.get(ROUTES.payments) ?? [];
	const times = page ? entriesOf(page).map(({ date }) => timeOf(date)) : [];
	if (times.length < 3) return unknown('there are fewer than three payments');
	const isSorted = times.every((time, index) => index === 0 || time <= times[index - 1]);
	return isSorted ? AS_HERE : other('true');
}

/** How many records of all lists lack something. */
function lacking({ live }: Facts, lacks: (entry: Entry) => boolean) {
	const all = LISTS.flatMap((route) => records(live, route));
	const count = all.filter(lacks).length;
	if (all.length === 0) return unknown('there are no records');
	return count === 0 ? AS_HERE : other(`${count} of ${all.length} records`);
}

function shortPages({ walk }: Facts) {
	if (!walk) return unknown('there are fewer than five payments');
	// The last one with records is as long as what is left.
	const last = walk.sizes.findLastIndex((size) => size > 0);
	const isShort = walk.sizes.slice(0, last).some((size) => size < walk.pageSize);
	return isShort ? other('pages before the last are short') : AS_HERE;
}

/** Capitals and small letters the other way round. */
const swapped = (text: string) =>
	[...text]
		.map((letter) =>
			letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
		)
		.join('');

async function personSearch(facts: Facts) {
	const names = records(facts.live, ROUTES.payments).map((one) => inner(one, 'payer').lastName);
	const name = names.find(
		(one): one is string => typeof one === 'string' && /^\p{L}{5,}$/u.test(one),
	);
	if (!name) return unknown('no payer has a name of five letters or more');
	const search = async (userSearchKey: string) =>
		(await countOf(facts, 'payments', { userSearchKey })) > 0;
	if (await search('zzqxzzqxzz')) return other("'ignored'");
	const part = name.slice(1, -1);
	if (await search(swapped(part))) return AS_HERE;
	if (await search(part)) return other("'spelledPart'");
	return (await search(name)) ? other("'whole'") : unknown('a payer was not found by the name');
}

async function tierNameMatch(facts: Facts) {
	const names = records(facts.live, ROUTES.items).map(({ name }) => name);
	const name = names.find((one): one is string => typeof one === 'string' && one.length > 3);
	if (!name) return unknown('no item has a name');
	const part = name.slice(0, -1);
	if (names.includes(part)) return unknown('the name of an item begins another');
	if ((await countOf(facts, 'items', { tierName: name })) === 0)
		return unknown('an item was not found by its whole name');
	const isPart = (await countOf(facts, 'items', { tierName: part })) > 0;
	return isPart ? other('a part of the name does') : AS_HERE;
}

async function csvOf(api: Api, organizationSlug: string) {
	const path = fill(`${ORGANIZATION}/payments`, { organizationSlug });
	const answer = await api.send(path, { accept: 'text/csv', query: { pageSize: 2 } });
	if (answer.status !== 200 || mediaType(answer) !== 'text/csv') return undefined;
	const [first = ''] = answer.text.split('\n', 1);
	const delimiter = [';', ',', '\t'].find((sign) => first.includes(sign)) ?? ';';
	const [columns, ...rows] = parseCsv(answer.text, delimiter);
	return { delimiter, columns, rows };
}

async function csvColumns({ api, live, simulatorApi, simulated }: Facts) {
	const theirs = await csvOf(api, live.organizationSlug);
	const ours = await csvOf(simulatorApi, simulated.organizationSlug);
	if (!theirs || !ours) return unknown('the payments did not come as CSV');
	if (JSON.stringify(theirs.columns) === JSON.stringify(ours.columns)) return AS_HERE;
	const shared = theirs.columns.filter((column) => ours.columns.includes(column)).length;
	const signs: Record<string, string> = { ';': 'semicolons', ',': 'commas', '\t': 'tabs' };
	return other(
		`${theirs.columns.length} columns between ${signs[theirs.delimiter]}, ${shared} of them as here`,
	);
}

async function filesHoldOnePage({ api, live }: Facts) {
	if (records(live, ROUTES.payments).length < 3)
		return unknown('there are fewer than three payments');
	const file = await csvOf(api, live.organizationSlug);
	if (!file) return unknown('the payments did not come as CSV');
	return file.rows.length === 2 ? AS_HERE : other(`${file.rows.length} rows where the page has 2`);
}

function itemFollowsSepa({ live }: Facts) {
	let [here, others] = [0, 0];
	const states: Record<string, string> = { Authorized: 'Processed', Refused: 'Refused' };
	for (const payment of records(live, ROUTES.payments)) {
		const expected = states[String(payment.state)];
		if (payment.paymentMeans !== 'Sepa' || !expected || !Array.isArray(payment.items)) continue;
		for (const { state } of payment.items as Entry[]) {
			if (state === expected) here++;
			else others++;
		}
	}
	return ofAll(here, others, 'items keep another state', 'no SEPA payment has come through');
}

export const LISTED: readonly Decision[] = [
	{ name: 'shufflesPages', check: shufflesPages },
	{
		name: 'withoutMeta',
		check: (facts) => lacking(facts, (one) => !one.meta && !inner(one, 'order').meta),
	},
	{
		name: 'withoutDates',
		check: (facts) => lacking(facts, (one) => !one.date && !one.meta && !inner(one, 'order').date),
	},
	{ name: 'shortPages', check: shortPages },
	{ name: 'personSearch', check: personSearch },
	{ name: 'tierNameMatch', check: tierNameMatch },
	{ name: 'csvColumns', check: csvColumns },
	{ name: 'filesHoldOnePage', check: filesHoldOnePage },
	{ name: 'itemFollowsSepa', check: itemFollowsSepa },
];
