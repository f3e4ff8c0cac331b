/** What is found of an operation of the document in a list of ours. */
export interface Match<Own> {
	readonly own: readonly Own[];
	/** Of the path: names that differ, and what we fixed in the place of a name. */
	readonly renamed: ReadonlyArray<{ theirs: string; ours: string }>;
	readonly fixed: ReadonlyArray<{ theirs: string; ours: string }>;
}

export interface Matched<Theirs, Own> {
	readonly pairs: ReadonlyMap<Theirs, Match<Own>>;
	/** Ours that no operation of the document is like. */
	readonly alone: readonly Own[];
}

interface Routed {
	readonly route: string;
}

/**
 * Finds ours for each operation of the document: by the same route, else by one that differs only in
 * the name of a parameter, or has a value in its place (`forms/Event` for `forms/{formType}`).
 */
export function matchRoutes<Theirs extends Routed, Own extends Routed>(
	theirs: readonly Theirs[],
	ours: readonly Own[],
): Matched<Theirs, Own> {
	const exact = new Set(theirs.map(({ route }) => route));
	const pairs = new Map<Theirs, Match<Own>>();
	const used = new Set<Own>();
	for (const operation of theirs) {
		const same = ours.filter(({ route }) => route === operation.route);
		const free = ours.filter((own) => !exact.has(own.route) && !used.has(own));
		const own = [...same, ...free.filter(({ route }) => differences(operation.route, route))];
		own.forEach((each) => used.add(each));
		const found = own.flatMap(({ route }) => differences(operation.route, route) ?? []);
		pairs.set(operation, {
			own,
			renamed: found.filter(({ ours: name }) => isName(name)),
			fixed: found.filter(({ ours: name }) => !isName(name)),
		});
	}
	return { pairs, alone: ours.filter((own) => !used.has(own)) };
}

const isName = (segment: string) => segment.startsWith('{');

/** Segments that differ, where the document has a parameter; undefined for another route altogether. */
function differences(
	theirs: string,
	ours: string,
): Array<{ theirs: string; ours: string }> | undefined {
	const own = ours.split('/');
	const segments = theirs
		.split('/')
		.map((segment, index) => ({ theirs: segment, ours: own[index] }));
	if (segments.length !== own.length) return undefined;
	const different = segments.filter(({ theirs: segment, ours: other }) => segment !== other);
	return different.every(({ theirs: segment }) => isName(segment)) ? different : undefined;
}
