/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
/**
 * `npm run pictures`: writes the pictures of the documents into docs/images. The test that walks the first workflow in a
 * browser takes them on its way.
 */
import { ROOT, runToEnd } from './bootstrap/index.cjs';
import { installChromium } from './chromium';

const JEST = ['node_modules/jest/bin/jest.js', '--selectProjects', 'e2e', '--testPathPatterns'];
const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
	await installChromium(say);
	return await runToEnd(process.execPath, [...JEST, 'e2e/pictures.browser'], {
		cwd: ROOT,
		env: { ...process.env, HELLOASSO_PICTURES: '1' },
	});
}

void main().then((code) => {
	process.exitCode = code;
});
