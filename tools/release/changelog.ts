/** What CHANGELOG.md says of a version, and how a version is published. */

/** `1.2.0` or `1.2.0-beta.1`. */
const VERSION = /^(\d+)\.(\d+)\.(\d+)(?:-([\w.-]+))?$/;

export interface Section {
	/** undefined for `[Unreleased]`. */
	version?: string;
	date?: string;
	text: string;
}

/** Sections in their order: newest first. */
export function sectionsOf(changelog: string): Section[] {
	return changelog
		.split(/^## /m)
		.slice(1)
		.map((part) => {
			const [heading] = part.split('\n', 1);
			const [, version = heading, date] = /^\[([^\]]+)\](?: - (\S+))?/.exec(heading) ?? [];
			const text = part.slice(heading.length).trim();
			return version === 'Unreleased' ? { text } : { version, date, text };
		});
}

/** A pre-release is given only to who asks for it. */
export function distTag(version: string): 'latest' | 'beta' {
	return version.includes('-') ? 'beta' : 'latest';
}

/** Below 0 where `one` is older. A pre-release is older than its release; of two, their last numbers count. */
export function compareVersions(one: string, other: string): number {
	const [left, right] = [one, other].map((version) => VERSION.exec(version) ?? []);
	for (const index of [1, 2, 3])
		if (left[index] !== right[index]) return Number(left[index]) - Number(right[index]);
	if (left[4] === right[4]) return 0;
	if (left[4] === undefined || right[4] === undefined) return left[4] === undefined ? 1 : -1;
	return left[4].localeCompare(right[4], 'en', { numeric: true });
}

export interface ReleaseFacts {
	version: string;
	changelog: string;
	/** Of the repository, e.g. `v0.1.0`. */
	tags: readonly string[];
	/** The tag that was released, where that is what is checked: it has to be this version's. */
	released?: string;
	/** Whether the repository stands at that tag. */
	isAtTag?: boolean;
}

/** What speaks against publishing, and what is still to be done before it. */
export interface Verdict {
	wrong: string[];
	todo: string[];
}

/** Whether version, changelog and tags agree. */
export function checkVersion(facts: ReleaseFacts): Verdict {
	const { version, changelog, tags, released, isAtTag = true } = facts;
	const wrong: string[] = [];
	const todo: string[] = [];
	if (!VERSION.test(version)) return { wrong: [`package.json: ${version} is no version`], todo };
	const tag = `v${version}`;
	if (released === undefined && tags.includes(tag))
		wrong.push(`The tag ${tag} is there already: package.json needs the next version`);
	if (released !== undefined && released !== tag)
		wrong.push(`The tag is ${released}, the version of package.json ${version}`);
	if (!isAtTag) wrong.push(`This is not the commit of the tag ${tag}`);
	const [first, ...others] = sectionsOf(changelog);
	const sections = first?.version === undefined ? others : [first, ...others];
	const unreleased = first?.version === undefined ? (first?.text ?? '') : '';
	const own = sections.find((section) => section.version === version);
	if (own) {
		if (unreleased)
			wrong.push('CHANGELOG.md: [Unreleased] has entries beside those of the version');
		if (own !== sections[0]) wrong.push(`CHANGELOG.md: [${version}] is not the newest`);
		if (own.text === '') wrong.push(`CHANGELOG.md: [${version}] is empty`);
	} else if (unreleased === '') wrong.push(`CHANGELOG.md says nothing of ${version}`);
	else {
		const missing = `CHANGELOG.md: [Unreleased] becomes [${version}] with the day of the release`;
		if (released === undefined) todo.push(missing);
		else wrong.push(missing);
	}
	const undated = sections.filter(({ date }) => !/^\d{4}-\d{2}-\d{2}$/.test(date ?? ''));
	wrong.push(...undated.map((section) => `CHANGELOG.md: [${section.version}] has no date`));
	const known = sections.flatMap((section) => section.version ?? []);
	const older = known.slice(1).filter((one, index) => compareVersions(known[index], one) <= 0);
	wrong.push(...older.map((one) => `CHANGELOG.md: [${one}] stands below a version that is older`));
	const later = tags.map((name) => name.replace(/^v/, '')).filter((one) => VERSION.test(one));
	const newest = later.filter((one) => compareVersions(one, version) > 0);
	wrong.push(...newest.map((one) => `The tag v${one} is newer than the version of package.json`));
	return { wrong, todo };
}
