/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/**
 * `npm run bench`: what reading costs with this package, with n8n's HTTP Request node and without n8n, side by side.
 * Writes docs/benchmark.md; with `--quick` or other sizes, into test-output/bench/. Ends with 1 when a
 * reader did not find what it should: never for a time.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { elapsed, onInterrupt, ROOT } from '../../../tools/bootstrap/index.cjs';
import { packedTarball } from '../../../tools/pack';
import { wrong } from './compare';
import { limited } from './limited';
import { gets, lists } from './lists';
import { memory } from './memory';
import { EMPTY } from './nodes';
import { readOptions, type Part } from './options';
import { packageFigures } from './package';
import { plot } from './plot';
import { toMarkdown, verdict, type Report } from './report';
import { BenchStage } from './stage';
import { short } from './statistics';
import { targets } from './targets';
import { notifications, polls } from './triggers';

const begun = Date.now();
const say = (line: string) => void process.stdout.write(`${line}\n`);
const step = (line: string) => say(`${line} (${elapsed(begun)})`);

async function write(report: Report, folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	const file = path.join(folder, 'benchmark.md');
	await writeFile(file, toMarkdown(report));
	if (report.lists) await writeFile(path.join(folder, 'benchmark.svg'), plot(report.lists));
	say(`Written: ${path.relative(ROOT, file)}`);
}

async function main(args: string[]): Promise<void> {
	const options = readOptions(args);
	const report: Report = {
		command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
	};
	step('▸ The package, n8n and the simulator');
	process.env.HELLOASSO_TARBALL ??= await packedTarball(say);
	const bench = await BenchStage.open({ localUrls: true });
	const work: Record<Part, () => Promise<unknown>> = {
		package: async () => (report.package = await packageFigures(bench, options, say)),
		list: async () => (report.lists = await lists(bench, options, say)),
		get: async () => (report.gets = await gets(bench, options, say)),
		limit: async () => (report.limited = await limited(bench, options, say)),
		poll: async () => (report.polls = await polls(bench, options, say)),
		notification: async () => (report.notifications = await notifications(bench, options, say)),
		memory: async () => (report.memory = await memory(bench, options, say)),
	};
	try {
		report.overhead = await bench.measureOverhead(EMPTY);
		for (const [part, run] of Object.entries(work)) {
			if (!options.only.includes(part as Part)) continue;
			step(`▸ ${part}`);
			await run();
		}
	} finally {
		await bench.close();
	}
	const output = path.join(ROOT, 'test-output', 'bench');
	await write(report, options.isWhole ? path.join(ROOT, 'docs') : output);
	await mkdir(output, { recursive: true });
	await writeFile(path.join(output, 'results.json'), JSON.stringify(report, null, '\t'));
	for (const target of targets(report)) {
		const { what, most, value } = target;
		const sign = { holds: '✓', 'does not hold': '✗', 'not measured': '–' }[verdict(target)];
		say(`${sign} ${what}: ${value === undefined ? 'not measured' : short(value)} (≤ ${most})`);
	}
	for (const line of wrong) say(`✗ Wrong: ${line}`);
	step(wrong.length === 0 ? '✓ Every reader found the same' : '✗ A reader found something else');
	process.exitCode = wrong.length === 0 ? 0 : 1;
}

const stopListening = onInterrupt();
main(process.argv.slice(2))
	.catch((error: unknown) => {
		say(`\n✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
		process.exitCode = 1;
	})
	.finally(stopListening);
