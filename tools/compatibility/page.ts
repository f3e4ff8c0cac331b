import { N8N_NEW, N8N_VERSIONS } from '../n8n/install';
import { FEATURES, OTHER_FILES, WITHOUT_N8N } from './features';

/** One end-to-end test. */
export interface ListedTest {
	/** Of its file. */
	readonly file: string;
	/** Of the groups around it, and its own. */
	readonly titles: readonly string[];
}

/** The n8n that a test runs: its title says which, and without a word it is the newest. */
export function lineOf({ titles }: ListedTest): string {
	const named = N8N_VERSIONS.filter((version) => titles.some((title) => title.includes(version)));
	if (named.length > 1) throw new Error(`Which n8n is it? ${titles.join(' ')}`);
	return named[0] ?? N8N_NEW;
}

const ANY_VERSION = new RegExp(
	N8N_VERSIONS.map((version) => version.replaceAll('.', '\\.')).join('|'),
);

/** Without the n8n, so that the same test of both lines is the same text. */
function textOf({ titles }: ListedTest): string {
	const [own = '', ...groups] = [...titles].reverse();
	const around = groups.reverse().filter((title) => !ANY_VERSION.test(title));
	const bare = ANY_VERSION.test(own) ? own.replace(/^n8n \S+: /, '') : own;
	return [...around, bare].join(' › ');
}

/** The tests of each feature: for each text the lines on which it runs. */
function group(tests: readonly ListedTest[]): Map<string, Map<string, Set<string>>> {
	const features = new Map<string, Map<string, Set<string>>>();
	for (const test of tests) {
		if (test.file in OTHER_FILES || WITHOUT_N8N.includes(test.titles.join(' '))) continue;
		const feature = FEATURES[test.file];
		if (!feature) throw new Error(`${test.file} has no name in tools/compatibility/features.ts`);
		const texts = features.get(feature) ?? new Map<string, Set<string>>();
		features.set(feature, texts);
		const text = textOf(test);
		texts.set(text, (texts.get(text) ?? new Set()).add(lineOf(test)));
	}
	return new Map([...features].sort(([one], [other]) => one.localeCompare(other, 'en')));
}

const filesOf = (feature: string) =>
	Object.keys(FEATURES)
		.filter((file) => FEATURES[file] === feature)
		.map((file) => `[${file.replace('.test.ts', '')}](../test/e2e/${file})`)
		.join(', ');
const escaped = (text: string) => text.replace(/[\\<|`*_[\]]/g, '\\$&');

/** docs/compatibility.md, from the list of all end-to-end tests. */
export function toPage(tests: readonly ListedTest[]): string {
	const features = group(tests);
	const rows = [...features].map(([feature, texts]) => {
		const cells = N8N_VERSIONS.map((version) => {
			const count = [...texts.values()].filter((lines) => lines.has(version)).length;
			return count > 0 ? `✓ ${count}` : '–';
		});
		return `| ${feature} | ${cells.join(' | ')} | ${filesOf(feature)} |`;
	});
	const details = [...features].flatMap(([feature, texts]) => [
		`### ${feature}`,
		'',
		...[...texts]
			.sort(([one], [other]) => one.localeCompare(other, 'en'))
			.map(([text, lines]) => {
				const versions = N8N_VERSIONS.filter((version) => lines.has(version));
				return `* ${escaped(text)} (${versions.join(', ')})`;
			}),
		'',
	]);
	return [
		'# Compatibility',
		'',
		'<!-- Written by `npm run compatibility`, from the end-to-end tests: do not change it by hand. -->',
		'',
		'The packed package runs in a real n8n of both lines that are alive. Each number is how many end-to-end tests of the',
		'feature are run on that n8n by `npm test`, which fails when one of them fails, or is not on this page. A dash is no',
		'finding: nobody has looked.',
		'',
		`| Feature | ${N8N_VERSIONS.map((version) => `n8n ${version}`).join(' | ')} | Tests |`,
		`|---|${N8N_VERSIONS.map(() => '---|').join('')}---|`,
		...rows,
		'',
		'Another n8n, such as a container of your own, is tested as [test/README.md](../test/README.md#an-n8n-that-is-already-there) says.',
		'',
		'## The tests',
		'',
		...details,
	].join('\n');
}
