/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/** `npm run compatibility`: writes docs/compatibility.md, which says what of the nodes is tested on which n8n. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from '../bootstrap/index.cjs';
import { listTests } from './list';
import { toPage } from './page';

const FILE = 'docs/compatibility.md';

async function main(): Promise<void> {
	const tests = await listTests();
	await writeFile(path.join(ROOT, FILE), toPage(tests));
	process.stdout.write(`${FILE}: ${tests.length} end-to-end tests\n`);
}

main().catch((error: Error) => {
	process.stdout.write(`✗ ${error.message}\n`);
	process.exitCode = 1;
});
