/** The guide in French says what the English pages say: same files, same structure, same words of the screen. */
import { headingsOf, tablesOf } from './markdown';
import { filesBelow, read } from './sources';

/** For those who read the code, or the English of the editor, anyway. */
const ONLY_IN_ENGLISH = [
	...['benchmark.md', 'checkout.md', 'compatibility.md'],
	...['integrators.md', 'migration.md', 'operations.md'],
];

const english = filesBelow('docs', '.md')
	.filter((file) => !/^docs\/(?:fr|maintainers)\//.test(file))
	.map((file) => file.replace('docs/', ''));
const french = filesBelow('docs/fr', '.md').map((file) => file.replace('docs/fr/', ''));
const translated = english.filter((file) => !ONLY_IN_ENGLISH.includes(file));

const inBoth = (file: string) => [read(`docs/${file}`), read(`docs/fr/${file}`)];
const found = (text: string, mark: RegExp) => [...text.matchAll(mark)].map(([all]) => all).sort();
/** Names of fields, values and settings. */
const code = (text: string) => found(text, /`[^`\n]+`/g);
/** In a table, what stands on the screen. */
const bold = (text: string) => found(text, /\*\*[^*\n]+\*\*/g);

test('docs/fr › has the pages of docs/ that are meant for volunteers', () => {
	expect(french.sort()).toEqual(translated.sort());
	expect(english).toEqual(expect.arrayContaining(ONLY_IN_ENGLISH));
	expect(translated.length).toBeGreaterThan(10);
});

test.each(translated)('docs/fr/%s › has the headings of the English page', (file) => {
	const [expected, headings] = inBoth(file).map((text) =>
		headingsOf(text).map(({ level, text: heading }) => [level, ...code(heading)]),
	);
	expect(headings).toEqual(expected);
});

test.each(translated)('docs/fr/%s › has the tables of the English page, row by row', (file) => {
	const [expected, tables] = inBoth(file).map((text) =>
		tablesOf(text).map(({ rows }) => rows.map((row) => row.length)),
	);
	expect(tables).toEqual(expected);
});

test.each(translated)('docs/fr/%s › has the words of the screen as the screen has them', (file) => {
	const rowsOf = (text: string) =>
		tablesOf(text).flatMap(({ rows }) => rows.map((row) => row.join(' | ')));
	const [expected, rows] = inBoth(file).map((text) =>
		rowsOf(text).map((row) => [...code(row), ...bold(row)]),
	);
	expect(rows).toEqual(expected);
});

test('docs/fr/errors.md › has each message in the words of the screen', () => {
	const [expected, messages] = inBoth('errors.md').map((text) =>
		tablesOf(text)
			.filter(({ head }) => head[0] === 'Message')
			.flatMap(({ rows }) => rows.map(([message]) => message)),
	);
	expect(expected.length).toBeGreaterThan(100);
	expect(messages).toEqual(expected);
});

test.each(translated)('docs/fr/%s › has as many steps, points and notes', (file) => {
	const [expected, steps] = inBoth(file).map((text) => found(text, /^\d+\. /gm).length);
	expect(steps).toBe(expected);
});

test('the package › is in English alone', () => {
	const { files } = JSON.parse(read('package.json')) as { files: string[] };
	expect(files).toEqual(['dist', 'index.js']);
	const words = /\b(?:vous|votre|adhérents?|association est|paiements)\b/i;
	expect(words.test(read('docs/fr/README.md'))).toBe(true);
	const readme = read('README.md').replace(/\*[^*\n]*\*/g, '');
	expect(words.exec(readme)?.[0]).toBeUndefined();
});
