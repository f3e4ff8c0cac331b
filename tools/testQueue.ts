/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
/** `npm run test:queue`: the tests of n8n's queue mode at full size. What is added is for Jest. */
import { ROOT, runToEnd } from './bootstrap/index.cjs';

const JEST = ['node_modules/jest/bin/jest.js', '--selectProjects', 'queue'];

void runToEnd(process.execPath, [...JEST, ...process.argv.slice(2)], {
	cwd: ROOT,
	env: { ...process.env, HELLOASSO_QUEUE: 'full' },
}).then((code) => {
	process.exitCode = code;
});
