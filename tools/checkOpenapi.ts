/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/**
 * `npm run check:openapi -- [--write] [file or URL]`: compares the node's table of operations and the
 * simulator with a HelloAsso OpenAPI document, and says what is missing, changed, or ours alone. Without file or URL it
 * reads HelloAsso's live one. `--write` keeps the document's facts in the repository, where the
 * contract tests read them. Ends with 0 when nothing is to be done, 1 when something is, 2 when the document
 * cannot be read.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';

import { RESOURCES } from '../nodes/HelloAsso/actions';
import { OPERATIONS } from '../simulator/operations';
import { ROOT } from './bootstrap/index.cjs';
import { EXCEPTIONS } from './openapi/exceptions';
import { CONTRACT_FILE } from './openapi/facts';
import { checkOpenapi } from './openapi/run';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** What fits on one line stands on one line. */
async function write(facts: object): Promise<void> {
	const filepath = path.join(ROOT, CONTRACT_FILE);
	const style = await resolveConfig(filepath);
	await writeFile(filepath, await format(JSON.stringify(facts), { ...style, filepath }));
}

checkOpenapi(process.argv.slice(2), {
	resources: RESOURCES,
	simulator: OPERATIONS,
	exceptions: EXCEPTIONS,
	write,
	say,
}).then(
	(code) => {
		process.exitCode = code;
	},
	(error: unknown) => {
		say(`✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
		process.exitCode = 2;
	},
);
