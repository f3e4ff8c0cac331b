/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../bootstrap/index.cjs';
import type { ListedTest } from './page';

interface JestResults {
	testResults: Array<{
		name: string;
		message: string;
		assertionResults: Array<{ ancestorTitles: string[]; title: string }>;
	}>;
}

/** A title that no test has: Jest reads every file and runs nothing of it. */
const NONE = '^no test has this title$';

/** All end-to-end tests, none of which is run. */
export async function listTests(): Promise<ListedTest[]> {
	const folder = await mkdtemp(path.join(tmpdir(), 'helloasso-tests-'));
	try {
		const file = path.join(folder, 'list.json');
		const jest = path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
		const args = [jest, '--selectProjects', 'e2e', '-t', NONE, '--json', '--outputFile', file];
		// Jest counts a run without tests as failed; what counts here is the list.
		await promisify(execFile)(process.execPath, args, { cwd: ROOT }).catch(() => undefined);
		const { testResults } = JSON.parse(await readFile(file, 'utf8')) as JestResults;
		return testResults.flatMap(({ name, message, assertionResults }) => {
			if (assertionResults.length === 0) throw new Error(`${name} has no tests: ${message}`);
			return assertionResults.map(({ ancestorTitles, title }) => ({
				file: path.basename(name),
				titles: [...ancestorTitles, title],
			}));
		});
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
