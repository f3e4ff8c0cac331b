/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
/** The workflows in examples/: none is forgotten where they are listed. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { EXAMPLES, readExample } from '../../tools/examples';
import { RECIPES } from '../../tools/recipes';
import { DEMONSTRATED } from '../../tools/triggerExamples';
import { read, ROOT } from './sources';

const files = readdirSync(path.join(ROOT, 'examples')).filter((file) => file.endsWith('.json'));

test('an example › is in the demonstration, under the id that it has', async () => {
	const listed = [...EXAMPLES, ...RECIPES, ...DEMONSTRATED];
	expect(listed.map(({ file }) => file).sort()).toEqual(files.sort());
	const ids = await Promise.all(listed.map(async (example) => (await readExample(example)).id));
	expect(ids).toEqual(listed.map(({ id }) => id));
	expect(new Set(ids).size).toBe(ids.length);
});

test('an example › is described in examples/README.md', () => {
	const text = read('examples/README.md');
	expect(files.filter((file) => !text.includes(`(${file})`))).toEqual([]);
});
