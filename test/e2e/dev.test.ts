/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT, signalGroup } from '../../tools/bootstrap/index.cjs';
import { RestClient } from '../../tools/n8n/rest';
import { readUntil, waitFor } from './browser/waitFor';
import { RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS } from './harness';

/** What the copy gets anew or does not need. */
const LEFT_OUT = /^(\.git|\.n8n-data|dist|node_modules|test|test-output)$/;
/** Upper bound: it takes 3 s on an idle machine. */
const RELOAD_TIMEOUT_MS = 60_000;

/** n8n writes the file anew while it is read: a text that is cut is not the one that is waited for. */
function parse(text: string): Array<{ name: string }> {
	try {
		return JSON.parse(text);
	} catch {
		return [];
	}
}

/** In a copy of the project, so that the test can change files. */
describe('npm run dev', () => {
	let project: string;
	let dev: ChildProcess;
	let output = '';
	let n8n: string;
	let simulator: string;
	let cookie: string;

	beforeAll(async () => {
		project = await mkdtemp(path.join(tmpdir(), 'helloasso-dev-'));
		const filter = (source: string) => !LEFT_OUT.test(path.relative(ROOT, source));
		await cp(ROOT, project, { recursive: true, filter });
		await symlink(path.join(ROOT, 'node_modules'), path.join(project, 'node_modules'), 'junction');
		dev = spawn(process.execPath, ['tools/run.mjs', 'dev'], { cwd: project, detached: true });
		for (const stream of [dev.stdout, dev.stderr])
			stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
		await waitFor(
			() => {
				if (dev.exitCode !== null) throw new Error(`npm run dev has ended:\n${output}`);
				return output.includes('Ctrl-C ends everything');
			},
			{ what: () => `npm run dev to be ready:\n${output}`, timeoutMs: RUN_TIMEOUT_MS },
		);
		[n8n, simulator] = [...output.matchAll(/http:\/\/127\.0\.0\.1:\d+/g)].map(
			([address]) => address,
		);
		const rest = new RestClient({ url: n8n });
		await rest.logIn();
		const { name, value } = rest.sessionCookie();
		cookie = `${name}=${value}`;
	}, STAGE_TIMEOUT_MS);

	afterAll(async () => {
		if (dev) signalGroup(dev, 'SIGKILL');
		await rm(project, { recursive: true, force: true, maxRetries: 5 });
	});

	const NODE = 'n8n-nodes-helloasso.helloAsso';
	const DESCRIPTION = /description:\s*'/;
	it.each([
		['a node', 'nodes/HelloAsso/HelloAsso.node.ts', DESCRIPTION, 'nodes', NODE],
		[
			'an operation',
			'nodes/HelloAsso/actions/payment/get.operation.ts',
			DESCRIPTION,
			'nodes',
			NODE,
		],
		['a codex file', 'nodes/HelloAsso/HelloAsso.node.json', /"alias": \[\s*"/, 'nodes', NODE],
		[
			'the credential',
			'credentials/HelloAssoOAuth2Api.credentials.ts',
			/displayName = '/,
			'credentials',
			'helloAssoOAuth2Api',
		],
	])(
		'serves the changed text of %s to the editor, without a restart',
		async (_title, file, before, types, changedType) => {
			const mark = `Changed in ${path.basename(file)}: `;
			const source = await readFile(path.join(project, file), 'utf8');
			const changed = source.replace(before, (start) => start + mark);
			expect(changed).not.toBe(source);
			await writeFile(path.join(project, file), changed);
			const marked = async () => {
				const response = await fetch(`${n8n}/types/${types}.json`, { headers: { cookie } });
				const text = await response.text();
				return parse(text)
					.filter((description) => JSON.stringify(description).includes(mark))
					.map(({ name }) => name);
			};
			const names = await readUntil(marked, (found) => found.length > 0, RELOAD_TIMEOUT_MS);
			expect(names).toContain(changedType);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'ends n8n and the simulator on Ctrl-C',
		async () => {
			const ended = once(dev, 'exit');
			dev.kill('SIGINT');
			expect(await ended).toEqual([130, null]);
			await expect(fetch(n8n)).rejects.toThrow('fetch failed');
			await expect(fetch(simulator)).rejects.toThrow('fetch failed');
		},
		RUN_TIMEOUT_MS,
	);
});
