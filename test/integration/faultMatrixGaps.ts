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

const KNOWN_GAPS: Gap[] = [];

export function isKnownGap(operation: string, kind: string, cell: string): boolean {
	return KNOWN_GAPS.some(
		({ kinds, cell: gapCell, operations }) =>
			kinds.includes(kind) && gapCell.test(cell) && (operations?.test(operation) ?? true),
	);
}
