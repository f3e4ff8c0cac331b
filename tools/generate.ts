/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
/**
 * `npm run generate`: writes what follows from the operations: the files from which n8n shows the output
 * fields before a first run (`__schema__`), the tables of docs/operations.md and docs/events.md, and what workflows
 * store by this version (`test/fixtures/saved/`). The tests of these files know what has to be in them; here they write
 * it before they look.
 */
import { ROOT, runToEnd } from './bootstrap/index.cjs';

const JEST = ['node_modules/jest/bin/jest.js', '--selectProjects', 'contract', '--'];
const TESTS = ['schemas', 'tables', 'saved', 'places'].map(
	(name) => `test/contract/${name}.test.ts`,
);

void runToEnd(process.execPath, [...JEST, ...TESTS], {
	cwd: ROOT,
	env: { ...process.env, HELLOASSO_GENERATE: '1' },
}).then((code) => {
	process.exitCode = code;
});
