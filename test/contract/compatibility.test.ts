import { listTests } from '../../tools/compatibility/list';
import { OTHER_FILES } from '../../tools/compatibility/features';
import { lineOf, toPage, type ListedTest } from '../../tools/compatibility/page';
import { N8N_OLD } from '../../tools/n8n/install';
import { filesBelow, read } from './sources';

/** Jest reads all end-to-end tests for it, on a machine that may be busy. */
const LIST_TIMEOUT_MS = 5 * 60_000;

let tests: ListedTest[];
beforeAll(async () => {
	tests = await listTests();
}, LIST_TIMEOUT_MS);

test('docs/compatibility.md is what `npm run compatibility` writes: every end-to-end test there is, and no other', () => {
	expect(read('docs/compatibility.md')).toBe(toPage(tests));
});

test('a test of the 1.x line says so in its title, as only those do whose file knows that line', () => {
	const files = filesBelow('test/e2e', '.test.ts').map((file) => file.replace('test/e2e/', ''));
	const knows = files.filter((file) => /\bN8N_(OLD|VERSIONS)\b/.test(read(`test/e2e/${file}`)));
	const says = tests.filter((one) => lineOf(one) === N8N_OLD).map(({ file }) => file);
	expect([...new Set(says)].sort()).toEqual(knows.sort());
	expect(Object.keys(OTHER_FILES).filter((file) => !files.includes(file))).toEqual([]);
});
