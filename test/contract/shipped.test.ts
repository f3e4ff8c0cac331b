/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs in Jest on a developer's machine, never inside n8n */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { HelloAssoOAuth2Api } from '../../credentials/HelloAssoOAuth2Api.credentials';
import { HelloAsso } from '../../nodes/HelloAsso/HelloAsso.node';
import { HelloAssoPollingTrigger } from '../../nodes/HelloAsso/HelloAssoPollingTrigger.node';
import { HelloAssoTrigger } from '../../nodes/HelloAsso/HelloAssoTrigger.node';
import { filesBelow, read, ROOT, shippedFiles } from './sources';

const run = promisify(execFile);
/** n8n's lint plugin reads another file's rules where it believes itself under test. */
const settings = { cwd: ROOT, maxBuffer: 1e8, env: { ...process.env, NODE_ENV: undefined } };
const binary = (file: string) => path.join(ROOT, 'node_modules', file);

/** Runs a tool of the project; its whole output is the answer when it fails. */
async function outcome(file: string, ...options: string[]): Promise<string> {
	try {
		await run(process.execPath, [binary(file), ...options], settings);
		return 'clean';
	} catch (error) {
		const { stdout, stderr } = error as { stdout: string; stderr: string };
		return stdout + stderr;
	}
}

interface Manifest {
	name: string;
	dependencies?: object;
	optionalDependencies?: object;
	peerDependencies: object;
	scripts: Record<string, string>;
	n8n: { credentials: string[]; nodes: string[]; strict: boolean };
}
const manifest = JSON.parse(read('package.json')) as Manifest;

describe('the package', () => {
	test('has no runtime dependency and one peer', () => {
		expect(manifest.name).toBe('n8n-nodes-helloasso');
		expect(manifest.dependencies).toBeUndefined();
		expect(manifest.optionalDependencies).toBeUndefined();
		expect(Object.keys(manifest.peerDependencies)).toEqual(['n8n-workflow']);
		expect(
			Object.keys(manifest.scripts).filter((name) => /^(pre|post|prepare)/.test(name)),
		).toEqual([]);
	});

	test('holds dist, index.js, README, LICENSE and nothing else', async () => {
		expect(await outcome('gulp/bin/gulp.js', 'build')).toBe('clean');
		const { stdout } = await run('npm', ['pack', '--dry-run', '--json'], settings);
		const [{ files }] = JSON.parse(stdout) as Array<{ files: Array<{ path: string }> }>;
		const paths = files.map((file) => file.path);
		const compiled = shippedFiles().map((file) => `dist/${file.replace(/\.ts$/, '.js')}`);
		expect(paths.sort()).toEqual(
			[
				'LICENSE',
				'README.md',
				'index.js',
				'package.json',
				'dist/nodes/HelloAsso/HelloAsso.node.json',
				'dist/nodes/HelloAsso/HelloAssoPollingTrigger.node.json',
				'dist/nodes/HelloAsso/HelloAssoTrigger.node.json',
				'dist/nodes/HelloAsso/helloasso.dark.svg',
				'dist/nodes/HelloAsso/helloasso.svg',
				...filesBelow('nodes/HelloAsso/__schema__', '.json').map((file) => `dist/${file}`),
				...compiled,
			].sort(),
		);
		for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
			expect(paths).toContain(file);
		}
	}, 120_000);

	test('the lock file carries no download addresses', () => {
		expect(read('package-lock.json')).not.toMatch(/"resolved": "https?:/);
	});
});

describe('the code that ships', () => {
	test('no file has more than 250 lines, no operation more than 60', () => {
		const lengths = shippedFiles().map((file) => ({
			file,
			lines: read(file).split('\n').length - 1,
		}));
		const tooLong = lengths.filter(
			({ file, lines }) => lines > (file.endsWith('.operation.ts') ? 60 : 250),
		);
		expect(tooLong).toEqual([]);
	});

	test('no rule of the linter or the compiler is switched off', () => {
		const switches = /eslint-disable|@ts-ignore|@ts-nocheck|@ts-expect-error|\bas any\b/;
		const found = shippedFiles().map((file) => ({ file, found: switches.exec(read(file))?.[0] }));
		expect(found.filter((one) => one.found)).toEqual([]);
	});

	test("only n8n-workflow and Node's crypto are imported, and one file alone sends requests", () => {
		const packages = new Set<string>();
		const senders: string[] = [];
		for (const file of shippedFiles()) {
			const text = read(file);
			for (const [, name] of text.matchAll(/^(?:import|export|\}) .*from '([^.'][^']*)';$/gm))
				packages.add(name);
			if (/httpRequest/.test(text)) senders.push(file);
		}
		expect([...packages].sort()).toEqual(['n8n-workflow', 'node:crypto']);
		expect(senders).toEqual(['nodes/HelloAsso/transport/client.ts']);
	});

	test("n8n's linter finds nothing, in strict mode", async () => {
		expect(manifest.n8n.strict).toBe(true);
		expect(await outcome('@n8n/node-cli/bin/n8n-node.mjs', 'lint')).toBe('clean');
	}, 180_000);

	test('types are right, in tests and tools too', async () => {
		expect(await outcome('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.test.json')).toBe(
			'clean',
		);
	}, 180_000);
});

describe("n8n's linter on what is built", () => {
	const node = `import type { INodeType, INodeTypeDescription } from 'n8n-workflow';\n\nexport class Built implements INodeType {\n\tdescription: INodeTypeDescription = `;

	/** The linter reads literals only, so what the code computes is written out for it. */
	test.each([
		['nodes/HelloAsso/Built.node.ts', node, new HelloAsso().description],
		[
			'nodes/HelloAsso/BuiltPollingTrigger.node.ts',
			node,
			new HelloAssoPollingTrigger().description,
		],
		['nodes/HelloAsso/BuiltTrigger.node.ts', node, new HelloAssoTrigger().description],
		[
			'credentials/Built.credentials.ts',
			`import type { ICredentialType, INodeProperties } from 'n8n-workflow';\n\nexport class Built implements ICredentialType {\n\tname = 'builtOAuth2Api';\n\n\tdisplayName = 'Built OAuth2 API';\n\n\tproperties: INodeProperties[] = `,
			new HelloAssoOAuth2Api().properties,
		],
	])(
		'%s',
		async (filePath, head, built) => {
			const source = `${head}${literal(built)};\n}\n`;
			const [{ messages }] = JSON.parse(await lintText(filePath, source)) as Array<{
				messages: Array<{ ruleId: string; message: string; line: number }>;
			}>;
			const lines = source.split('\n');
			const findings = messages
				.filter(({ ruleId }) => ruleId?.startsWith('n8n-nodes-base/'))
				// A continuation token is a place in a list, not a secret.
				.filter(
					({ ruleId, line }) =>
						!(/password-missing/.test(ruleId) && /continuationToken/.test(lines[line - 2])),
				)
				// A made-up class has no icon, test or file of its own.
				.filter(({ ruleId }) => !/(filename|dirname|cred-class-|non-standard)/.test(ruleId))
				.map(({ ruleId, message, line }) => `${ruleId}: ${message} — ${lines[line - 1].trim()}`);
			expect(findings).toEqual([]);
		},
		120_000,
	);

	/** ESLint's findings as JSON, by way of a file: it ends before a pipe has taken all of a long answer. */
	async function lintText(filePath: string, source: string): Promise<string> {
		const folder = await mkdtemp(path.join(tmpdir(), 'helloasso-lint-'));
		const answer = path.join(folder, 'findings.json');
		const options = ['--stdin', '--stdin-filename', filePath, '--format', 'json', '-o', answer];
		await new Promise<void>((resolve) => {
			const child = execFile(
				process.execPath,
				[binary('eslint/bin/eslint.js'), ...options],
				settings,
				() => resolve(),
			);
			child.stdin?.end(source);
		});
		const findings = await readFile(answer, 'utf8');
		await rm(folder, { recursive: true });
		return findings;
	}

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
});
