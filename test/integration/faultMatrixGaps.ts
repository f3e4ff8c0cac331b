/**
 * Cells of the fault matrix that fail today. The test fails when one of them is mended, so that its
 * line goes too: the list has to be empty.
 */
interface Gap {
	/** `read`, `write`, `silentWrite` (HelloAsso answers it with nothing) or `list`. */
	kinds: string[];
	/** The cell's name in the test, e.g. `status 410` or `cut gzip, carried out`. */
	cell: RegExp;
	/** Only of these operations; default all. */
	operations?: RegExp;
	/** What happens instead. */
	today: string;
}

const WRITES = ['write', 'silentWrite'];
const ALL = ['read', ...WRITES];

const KNOWN_GAPS: Gap[] = [
	{ kinds: ALL, cell: /^status 410$/, today: 'badRequest' },
	{ kinds: ['read'], cell: /Retry-After as a date$/, today: 'only 2.5 s are waited in all' },
	{
		kinds: ALL,
		cell: /^cut (short of its length|in chunks)/,
		today: 'invalidResponse, once; a write does not say unknown',
	},
	{ kinds: ALL, cell: /^cut (without a length|gzip|JSON)/, today: 'invalidResponse, once' },
	{ kinds: ALL, cell: /^cut 404/, today: 'notFound, once; a write does not say unknown' },
	{ kinds: ['read'], cell: /^cut 500$/, today: 'serverError' },
	{ kinds: WRITES, cell: /^cut 500/, today: 'serverError' },
	{ kinds: ALL, cell: /^dripping beyond the timeout/, today: 'is waited for to its end' },
	{ kinds: WRITES, cell: /^connection refused$/, today: 'says unknown' },
	{
		kinds: ['read'],
		cell: /^200 with an error body$/,
		operations: /\/get(Statistics)?$/,
		today: 'is put out as a record',
	},
	{ kinds: WRITES, cell: /^200 with an error body/, today: 'is a success' },
	{
		kinds: ['write'],
		cell: /^(an empty answer|null for an object)/,
		today: 'does not say unknown',
	},
	{ kinds: ['list'], cell: /^a page cut once$/, today: 'invalidResponse' },
	{ kinds: ['list'], cell: /^a page cut three times$/, today: 'invalidResponse' },
	{ kinds: ['list'], cell: /^the first page again and again/, today: 'is read without end' },
];

export function isKnownGap(operation: string, kind: string, cell: string): boolean {
	return KNOWN_GAPS.some(
		({ kinds, cell: gapCell, operations }) =>
			kinds.includes(kind) && gapCell.test(cell) && (operations?.test(operation) ?? true),
	);
}
