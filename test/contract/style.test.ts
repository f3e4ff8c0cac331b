/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
/** Formatter, linter and compiler, each run once over everything. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { HelloAssoOAuth2Api } from '../../credentials/HelloAssoOAuth2Api.credentials';
import { HelloAsso } from '../../nodes/HelloAsso/HelloAsso.node';
import { HelloAssoPollingTrigger } from '../../nodes/HelloAsso/HelloAssoPollingTrigger.node';
import { HelloAssoTrigger } from '../../nodes/HelloAsso/HelloAssoTrigger.node';
import { read, ROOT } from './sources';

/** Upper bound for a busy machine: it takes a tenth of it. */
const TIMEOUT_MS = 300_000;

/** n8n's lint plugin reads another file's rules where it believes itself under test. */
const env = { ...process.env, NODE_ENV: undefined };

interface Outcome {
	code: number | null;
	stdout: string;
	/** Both streams, as a person would have seen them. */
	output: string;
}

/** Runs a tool of the project to its end. */
async function run(script: string, args: string[], input = ''): Promise<Outcome> {
	const child = spawn(process.execPath, [script, ...args], { cwd: ROOT, env });
	const outcome: Outcome = { code: null, stdout: '', output: '' };
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		outcome.stdout += text;
		outcome.output += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => (outcome.output += text));
	child.stdin.end(input);
	outcome.code = await new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', resolve);
	});
	return outcome;
}

const tool = (file: string) => path.join(ROOT, 'node_modules', file);

interface Finding {
	ruleId: string | null;
	message: string;
	line: number;
}

const NODE = `import type { INodeType, INodeTypeDescription } from 'n8n-workflow';\n\nexport class Built implements INodeType {\n\tdescription: INodeTypeDescription = `;
const CREDENTIAL = `import type { ICredentialType, INodeProperties } from 'n8n-workflow';\n\nexport class Built implements ICredentialType {\n\tname = 'builtOAuth2Api';\n\n\tdisplayName = 'Built OAuth2 API';\n\n\tproperties: INodeProperties[] = `;

/** The linter reads literals only, so what the code computes is written out for it. */
const BUILT = [
	['nodes/HelloAsso/Built.node.ts', NODE, new HelloAsso().description],
	['nodes/HelloAsso/BuiltPollingTrigger.node.ts', NODE, new HelloAssoPollingTrigger().description],
	['nodes/HelloAsso/BuiltTrigger.node.ts', NODE, new HelloAssoTrigger().description],
	['credentials/Built.credentials.ts', CREDENTIAL, new HelloAssoOAuth2Api().properties],
].map(([file, head, value]) => ({ file: String(file), text: `${head}${literal(value)};\n}\n` }));

let prettier: Promise<Outcome>;
let lint: Promise<Outcome>;
let types: Promise<Outcome>;

// Started together: each is one thread of work.
beforeAll(() => {
	prettier = run(tool('prettier/bin/prettier.cjs'), ['--check', '.', '--log-level', 'warn']);
	lint = run(path.join(__dirname, 'lint.mjs'), [], JSON.stringify(BUILT));
	types = run(tool('typescript/bin/tsc'), ['--noEmit', '-p', 'tsconfig.test.json']);
});

describe('Prettier', () => {
	it(
		'finds every file formatted (else: npm run format)',
		async () => {
			expect((await prettier).output).toBe('');
		},
		TIMEOUT_MS,
	);
});

describe('TypeScript', () => {
	it(
		'finds no error, in tests and tools too',
		async () => {
			expect((await types).output).toBe('');
		},
		TIMEOUT_MS,
	);
});

describe("n8n's linter", () => {
	const findings = async (): Promise<{ report: string; built: Finding[][] }> => {
		const { code, stdout, output } = await lint;
		if (code !== 0) throw new Error(output);
		return JSON.parse(stdout);
	};

	it('has the configuration that strict mode asks for', () => {
		expect(read('eslint.config.mjs')).toBe(
			read('node_modules/@n8n/node-cli/dist/template/templates/shared/default/eslint.config.mjs'),
		);
	});

	it(
		'finds nothing in the project (else: npm run lint -- --fix)',
		async () => {
			expect((await findings()).report).toBe('');
		},
		TIMEOUT_MS,
	);

	it.each(BUILT)(
		'finds nothing in what is built: $file',
		async ({ file, text }) => {
			const built = (await findings()).built[BUILT.findIndex((each) => each.file === file)];
			const lines = text.split('\n');
			const wrong = built
				.filter(({ ruleId }) => ruleId?.startsWith('n8n-nodes-base/'))
				// A continuation token is a place in a list, not a secret.
				.filter(
					({ ruleId, line }) =>
						!(/password-missing/.test(ruleId ?? '') && /continuationToken/.test(lines[line - 2])),
				)
				// A made-up class has no icon, test or file of its own.
				.filter(({ ruleId }) => !/(filename|dirname|cred-class-|non-standard)/.test(ruleId ?? ''))
				.map(({ ruleId, message, line }) => `${ruleId}: ${message} — ${lines[line - 1].trim()}`);
			expect(wrong).toEqual([]);
		},
		TIMEOUT_MS,
	);
});

/** As code: keys without quotes, since the linter looks for names; indented, since it corrects by it. */
function literal(value: unknown, indent = '\t'): string {
	const inner = `${indent}\t`;
	if (Array.isArray(value)) {
		return `[\n${value.map((entry) => `${inner}${literal(entry, inner)},\n`).join('')}${indent}]`;
	}
	if (value !== null && typeof value === 'object') {
		const lines = Object.entries(value)
			.filter(([, entry]) => entry !== undefined)
			.map(
				([key, entry]) =>
					`${inner}${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${literal(entry, inner)},\n`,
			);
		return `{\n${lines.join('')}${indent}}`;
	}
	return typeof value === 'string'
		? `'${value.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`
		: String(value);
}
