/** What a comparison found out. `information` and whatever is `expected` do not fail it. */
export interface Finding {
	readonly kind: Kind;
	/** A route, or `simulator` and a route, or the name of an enum. */
	readonly where: string;
	readonly what: string;
	readonly expected?: boolean;
}

const KINDS = ['missing', 'changed', 'ours alone', 'information'] as const;
export type Kind = (typeof KINDS)[number];

export const isProblem = ({ kind, expected = false }: Finding) =>
	kind !== 'information' && !expected;

/** Texts of the document may hold line breaks, and whatever else a terminal obeys. */
export const toLine = ({ kind, where, what }: Finding) =>
	`${kind}: ${where}: ${what}`.replace(/[\s\p{Cc}]+/gu, ' ');

/** One line each, the kinds in order, each place's lines together. */
export function toLines(findings: readonly Finding[]): string[] {
	const lines = KINDS.flatMap((kind) =>
		findings
			.filter((finding) => finding.kind === kind)
			.sort((one, other) => one.where.localeCompare(other.where, 'en'))
			.map(toLine),
	);
	return [...new Set(lines)];
}

/**
 * Differences of enums. One enum serves many parameters, and a value that HelloAsso adds should be one
 * line and not thirty.
 */
export class EnumFindings {
	private readonly places = new Map<string, { finding: Finding; places: Set<string> }>();

	add(finding: Finding, place: string): void {
		const key = toLine(finding);
		const entry = this.places.get(key) ?? { finding, places: new Set() };
		entry.places.add(place);
		this.places.set(key, entry);
	}

	toFindings(): Finding[] {
		return [...this.places.values()].map(({ finding, places: found }) => {
			const places = [...found];
			const others = places.length > 1 ? ` and ${places.length - 1} more` : '';
			return { ...finding, what: `${finding.what} (${places[0]}${others})` };
		});
	}
}
