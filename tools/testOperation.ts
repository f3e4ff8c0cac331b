/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
/**
 * `npm run test:operation -- payment/refund`: types, and the tests of one operation: against HelloAsso's contract, its
 * case in n8n's engine, hostile inputs, its output fields.
 */
import { ROOT, runToEnd } from './bootstrap/index.cjs';

const TESTS = [
	'test/contract/openapi.test.ts',
	'test/contract/operations.test.ts',
	'test/contract/tables.test.ts',
	'test/contract/schemas.test.ts',
	'test/integration/hostile.test.ts',
	'test/integration/operations.test.ts',
];
/** Begins of the titles that are about all operations together. */
const GENERAL = ['every operation', "HelloAsso's contract", 'docs/operations.md'];

const say = (line: string) => void process.stdout.write(`${line}\n`);
const node = async (...args: string[]) => await runToEnd(process.execPath, args, { cwd: ROOT });

async function main(args: string[]): Promise<number> {
	const types = await node(
		'node_modules/typescript/bin/tsc',
		'--noEmit',
		'-p',
		'tsconfig.test.json',
	);
	if (types !== 0) return types;
	// Only now: what does not compile cannot be loaded either.
	const { RESOURCES } = await import('../nodes/HelloAsso/actions');
	const name = args.join('/');
	const names = RESOURCES.flatMap(({ value, operations }) =>
		operations.map((operation) => `${value}/${operation.value}`),
	);
	if (!names.includes(name)) {
		say(`Usage: npm run test:operation -- <resource>/<operation>, one of\n  ${names.join('\n  ')}`);
		return 2;
	}
	const titles = `^(${GENERAL.join('|')}|${name}(?!\\w))`;
	const projects = ['--selectProjects', 'contract', 'integration'];
	return await node('node_modules/jest/bin/jest.js', ...projects, '-t', titles, '--', ...TESTS);
}

void main(process.argv.slice(2)).then((code) => {
	process.exitCode = code;
});
