/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
/**
 * `npm run check:openapi [file or URL]`: compares the node's table of operations and the simulator with
 * a HelloAsso OpenAPI document, and says what is missing, changed, or ours alone. Ends with 0 when
 * nothing is to be done, 1 when something is, 2 when the document cannot be read.
 * Without argument it reads the document that lies beside the project, else HelloAsso's live one.
 */
import { RESOURCES } from '../nodes/HelloAsso/actions';
import { hasOpenApi, OPENAPI_FILE } from '../test/contract/sources';
import { OPERATIONS } from '../simulator/operations';
import { EXCEPTIONS } from './openapi/exceptions';
import { checkOpenapi } from './openapi/run';

const say = (line: string) => void process.stdout.write(`${line}\n`);

checkOpenapi(process.argv.slice(2), {
	resources: RESOURCES,
	simulator: OPERATIONS,
	exceptions: EXCEPTIONS,
	document: hasOpenApi ? OPENAPI_FILE : undefined,
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
