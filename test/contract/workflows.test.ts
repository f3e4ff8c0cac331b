/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
/** What GitHub runs for us, and what it asks of people: nobody sees it fail before it is needed. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';

import { N8N_VERSIONS } from '../../tools/n8n/install';
import { filesBelow, read, ROOT } from './sources';

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
}
interface Job {
	name: string;
	permissions?: Record<string, string>;
	'timeout-minutes'?: number;
	strategy?: { matrix: Record<string, string[]> };
	environment?: string;
	steps: Step[];
}
interface Workflow {
	on: Record<string, unknown>;
	permissions?: object;
	concurrency?: { group: string; 'cancel-in-progress': boolean };
	jobs: Record<string, Job>;
}

const FILES = filesBelow('.github/workflows', '.yml');
const workflow = (name: string) => parse(read(`.github/workflows/${name}.yml`)) as Workflow;
const workflows = FILES.map((file) => ({ file, ...(parse(read(file)) as Workflow) }));
const jobs = workflows.flatMap(({ file, jobs: own }) =>
	Object.entries(own).map(([id, job]) => ({ place: `${file}: ${id}`, ...job })),
);
const steps = jobs.flatMap(({ place, steps: own }) => own.map((step) => ({ place, ...step })));

async function actionlint(...texts: Array<{ file: string; text: string }>): Promise<string[]> {
	const child = spawn(process.execPath, [path.join(__dirname, 'actionlint.cjs')], { cwd: ROOT });
	child.stdin.end(JSON.stringify(texts));
	const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
	if (output === '') throw new Error(errors);
	return JSON.parse(output) as string[];
}

describe('workflows', () => {
	test('actionlint › finds nothing in them, and finds what is wrong', async () => {
		expect(FILES.length).toBe(3);
		expect(await actionlint(...FILES.map((file) => ({ file, text: read(file) })))).toEqual([]);
		const ci = read('.github/workflows/ci.yml');
		const broken = ci
			.replace('${{ matrix.node }}', '${{ matrix.nodes }}')
			.replace('contents: read', 'content: read');
		expect(await actionlint({ file: 'broken.yml', text: broken })).toEqual([
			expect.stringContaining('property "nodes" is not defined'),
			expect.stringContaining('unknown permission scope "content"'),
		]);
	}, 120_000);

	test('actions › are pinned by commit, with their version beside it, one version of each', () => {
		const lines = FILES.flatMap((file) => read(file).split('\n')).filter((line) =>
			/\buses:/.test(line),
		);
		const pinned = /^\s*-? ?uses: (actions\/[\w-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$/;
		expect(lines.length).toBeGreaterThan(10);
		expect(lines.filter((line) => !pinned.test(line))).toEqual([]);
		const versions = new Map<string, Set<string>>();
		for (const line of lines) {
			const [, name, ...version] = pinned.exec(line) ?? [];
			versions.set(name, (versions.get(name) ?? new Set()).add(version.join(' ')));
		}
		expect([...versions].filter(([, known]) => known.size > 1)).toEqual([]);
	});

	test('rights › are given to single jobs, to read; one may prove to npm who it is, none has a secret', () => {
		expect(workflows.map(({ permissions }) => permissions)).toEqual(FILES.map(() => ({})));
		const rights = jobs.map(({ place, permissions }) => `${place} ${JSON.stringify(permissions)}`);
		const more = rights.filter((line) => !line.endsWith(' {"contents":"read"}'));
		expect(more).toEqual(['.github/workflows/publish.yml: publish {"id-token":"write"}']);
		expect(FILES.filter((file) => /secrets\.|GITHUB_TOKEN|_authToken/.test(read(file)))).toEqual(
			[],
		);
		const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
		expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(
			checkouts.map(() => false),
		);
	});

	test('jobs › end in time, and run commands that exist', () => {
		const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
		expect(jobs.filter((job) => !(Number(job['timeout-minutes']) <= 120))).toEqual([]);
		const named = steps.flatMap(({ run = '' }) =>
			[...run.matchAll(/\bnpm (?:run )?(test|(?<=run )[\w:-]+)/g)].map(([, name]) => name),
		);
		expect(new Set(named)).toEqual(
			new Set(['test', 'release:check', 'check:openapi', 'check:published']),
		);
		expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
	});

	test('CI › runs on each Node that n8n runs on, and the whole with both lines of n8n', () => {
		const { on, concurrency, jobs: own } = workflow('ci');
		expect(Object.keys(on).sort()).toEqual(['pull_request', 'push']);
		expect(concurrency?.['cancel-in-progress']).toBe(true);
		expect(concurrency?.group).toContain('${{ github.ref }}');
		expect(own.node.strategy?.matrix.node).toEqual(['20', '22', '24']);
		const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
		expect(engines.node).toBe('>=20.19');
		expect(own.n8n.name).toBe(`n8n ${N8N_VERSIONS.join(' and ')}`);
		expect(own.n8n.steps.map(({ run }) => run)).toContain('npm test');
	});

	test('publishing › begins with a released tag, and runs nothing of others where it may publish', () => {
		const { on, concurrency, jobs: own } = workflow('publish');
		expect(on).toEqual({ release: { types: ['published'] } });
		expect(concurrency?.['cancel-in-progress']).toBe(false);
		expect(own.publish.environment).toBe('npm');
		const commands = own.publish.steps.flatMap(({ run }) => run ?? []);
		expect(commands).toEqual([
			'npm publish "./$TARBALL" --provenance --access public --ignore-scripts --tag "$DIST_TAG"',
		]);
		const used = own.publish.steps.flatMap(({ uses = '' }) => uses.split('@')[0]);
		expect(used).toEqual(['actions/setup-node', 'actions/download-artifact', '']);
		// What a request of a stranger could have put there must not be published.
		expect(read('.github/workflows/publish.yml')).not.toMatch(/cache: npm|actions\/cache/);
	});

	test('weekly › asks HelloAsso, n8n and npm', () => {
		const { on, jobs: own } = workflow('weekly');
		expect(Object.keys(on).sort()).toEqual(['schedule', 'workflow_dispatch']);
		expect(Object.keys(own)).toEqual(['openapi', 'n8n', 'published']);
	});
});

describe('what people are asked', () => {
	interface Field {
		type: string;
		id?: string;
		attributes: Record<string, unknown>;
		validations?: { required: boolean };
	}
	/** By YAML 1.1, as GitHub reads it: a bare No is no text there. */
	const form = (name: string) =>
		parse(read(`.github/ISSUE_TEMPLATE/${name}.yml`), { version: '1.1' }) as {
			name: string;
			description: string;
			body: Field[];
		};
	const TYPES = ['markdown', 'checkboxes', 'dropdown', 'input', 'textarea'];

	test.each(['bug', 'idea'])('the form "%s" › is one that GitHub takes', (name) => {
		const { name: title, description, body } = form(name);
		expect([title, description].filter((given) => !given)).toEqual([]);
		expect(body.filter(({ type }) => !TYPES.includes(type))).toEqual([]);
		const asked = body.filter(({ type }) => type !== 'markdown');
		expect(asked.filter(({ attributes }) => !attributes.label)).toEqual([]);
		const ids = asked.map(({ id }) => id);
		expect(new Set(ids).size).toBe(asked.length);
		const choices = asked.flatMap(({ type, attributes }) =>
			type === 'dropdown' ? (attributes.options as unknown[]) : [],
		);
		expect(choices.filter((choice) => typeof choice !== 'string')).toEqual([]);
	});

	test('a bug report › warns of keys and of data of people first, and asks for what helps', () => {
		const { body } = form('bug');
		const warning = String(body[0].attributes.value);
		for (const word of ['Client Secret', 'token', 'signature key', 'names', 'webhook URL'])
			expect(warning).toContain(word);
		expect(body[1]).toMatchObject({ type: 'checkboxes' });
		expect(body[1].attributes.options).toEqual([
			{ label: expect.stringContaining('no data of people') as string, required: true },
		]);
		const required = body.filter(({ validations }) => validations?.required).map(({ id }) => id);
		expect(required).toEqual(
			expect.arrayContaining(['node', 'operation', 'happened', 'steps', 'package', 'n8n']),
		);
	});

	test('holes › are not reported as issues', () => {
		const config = parse(read('.github/ISSUE_TEMPLATE/config.yml')) as {
			blank_issues_enabled: boolean;
			contact_links: Array<{ url: string }>;
		};
		expect(config.blank_issues_enabled).toBe(false);
		expect(config.contact_links[0].url).toContain('/security/advisories/new');
	});

	test('dependencies › are kept up for npm and for the actions', () => {
		const { updates } = parse(read('.github/dependabot.yml')) as {
			updates: Array<Record<string, string>>;
		};
		expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
		expect(existsSync(path.join(ROOT, 'package-lock.json'))).toBe(true);
	});
});
