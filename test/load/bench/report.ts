/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { cpus, totalmem } from 'node:os';
import { N8N_NEW } from '../../../tools/n8n/install';
import { figure, ratio } from './compare';
import { BARE, HTTP, HTTP_EACH, OURS, SEQUENTIAL, SIMPLIFIED, type Comparison } from './lists';
import { WHOLE_ANSWER, type Memory } from './memory';
import type { Description, PackageFigures } from './package';
import { short, spreadOf, withSpread, type Spread } from './statistics';
import { targets, type Results, type Target } from './targets';
import type { Notifications, Polls } from './triggers';

export interface Report extends Results {
	package?: PackageFigures;
	polls?: Polls;
	notifications?: Notifications;
	/** Of a workflow that does nothing. */
	overhead?: Spread;
	/** What was typed. */
	command: string;
}

type Row = Array<string | number>;

function table(head: string[], rows: Row[]): string {
	const all = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows];
	return all.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const number = (value: number) => value.toLocaleString('en');
const kilobytes = (bytes: number) => `${number(Math.round(bytes / 1_000))} kB`;
const megabytes = (bytes: number) => `${number(Math.round(bytes / 1_000_000))} MB`;
const shown = (spread: Spread | undefined) => (spread ? withSpread(spread) : '–');

export function verdict({ most, value }: Target): string {
	if (value === undefined) return 'not measured';
	return value <= most ? 'holds' : 'does not hold';
}

function targetsSection(report: Report): string {
	const rows = targets(report).map(
		(target): Row => [
			target.what,
			`≤ ${target.most}`,
			target.value === undefined ? '–' : short(target.value),
			verdict(target),
		],
	);
	return `## Targets\n\n${table(['', 'Target', 'Measured', ''], rows)}`;
}

function comparisonRows(
	{ records, latencyMs, workers, rounds }: Comparison,
	names: string[],
): Row[] {
	return names.flatMap((name) => {
		const time = ratio(rounds, name, BARE);
		if (!time) return [];
		const count = (key: 'requests' | 'connections' | 'atATime') =>
			number(figure(rounds, name, key)?.median ?? 0);
		return [
			[
				`${latencyMs} ms${workers ? `, ${workers} at a time` : ''}`,
				number(records),
				name,
				withSpread(time),
				count('requests'),
				count('atATime'),
				count('connections'),
				shown(figure(rounds, name, 'cpuSeconds')),
			],
		];
	});
}

const HEAD = [
	'Latency',
	'Records',
	'Reader',
	'Time',
	'Requests',
	'At a time',
	'Connections',
	'CPU seconds',
];

function tokenCalls(comparisons: Comparison[]): string {
	const calls = (isBare: boolean) => {
		const [first] = comparisons;
		const ofFirst = Object.entries(first.tokenCalls).filter(([name]) => (name === BARE) === isBare);
		const later = comparisons.flatMap(({ rounds }) =>
			rounds.flatMap((round) =>
				Object.entries(round).flatMap(([name, run]) =>
					(name === BARE) === isBare ? run.tokenCalls : [],
				),
			),
		);
		const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);
		return `${sum(ofFirst.map(([, count]) => count))} in the first runs and ${sum(later)} in all others`;
	};
	return `Token calls of n8n: ${calls(false)}; of the bare loop: ${calls(true)}.`;
}

function listsSection(lists: Comparison[]): string {
	const names = [BARE, OURS, HTTP, SEQUENTIAL, SIMPLIFIED];
	const rows = lists.flatMap((one) => comparisonRows(one, names));
	const shortest = Math.min(...lists.map(({ records }) => records));
	const own = lists.filter(({ records }) => records === shortest);
	return `## Whole lists of payments

Time is given as a multiple of the bare loop's in the same round: the median, and in brackets the least and the most. 'At a time' is how many requests were under way together; a server that works on 8 at a time lets others wait.

${table(HEAD, rows)}

${tokenCalls(own)}

![Time against records](benchmark.svg)

The unit of the picture is what the bare loop takes for ${number(shortest)} payments at the same latency.`;
}

function getsSection(gets: Comparison[]): string {
	return `## Payments one by one

Each by its id, as items of a workflow. n8n's ${HTTP_EACH} node sends all its requests at once; the bare loop sends one after another.

${table(
	HEAD,
	gets.flatMap((one) => comparisonRows(one, [BARE, OURS, HTTP_EACH])),
)}`;
}

function limitedSection({
	records,
	perSecond,
	run,
	failure,
	byShortest,
}: NonNullable<Report['limited']>): string {
	const outcome = run
		? `All arrived, each once, in ${short(byShortest ?? 0)} × the shortest time that the limit allows: ${number(run.requests)} requests, of which ${number(run.refused)} were refused (${short((100 * run.refused) / run.requests)} %).`
		: `They did not arrive: ${failure}`;
	return `## ${perSecond} requests a second

${number(records)} payments from a server that answers 429 above ${perSecond} requests a second. ${outcome}`;
}

function memorySection({ records, rounds }: Memory): string {
	const rows = [OURS, HTTP, WHOLE_ANSWER].map((name): Row => {
		const values = rounds.flatMap((round) => round[name] ?? []);
		const by = (other: string) =>
			shown(spreadOf(rounds.map((round) => round[name] / round[other])));
		return [
			name,
			values.length > 0 ? megabytes(spreadOf(values).median) : '–',
			by(HTTP),
			by(WHOLE_ANSWER),
		];
	});
	return `## Memory

What n8n's resident memory rises by, at its peak, in the first long run of a new process: ${number(records)} payments, all of which it holds at the end. What the records themselves take in n8n is shown by the same items made by other means: pages that are split, and one answer that holds them all.

${table(['Reader', 'Rise', `By ${HTTP}`, `By ${WHOLE_ANSWER}`], rows)}`;
}

function triggersSection({ polls, notifications }: Report): string {
	const parts: string[] = [];
	if (polls)
		parts.push(
			`A poll of ${number(polls.records)} payments of which none is new: ${short(polls.requests / polls.polls)} requests, ${short(polls.connections / polls.polls)} connections${polls.cpuMsPerPoll === undefined ? '' : `, ${short(polls.cpuMsPerPoll)} ms of CPU`}.`,
		);
	if (notifications) {
		const { count, byWebhook, perSecond, webhookPerSecond, requests, cpuMs, webhookCpuMs } =
			notifications;
		parts.push(
			`${number(count)} notifications, 16 at a time. HelloAsso Trigger confirms each by the API (${number(requests)} requests); n8n's Webhook node takes them as they come.`,
			table(
				['', 'Notifications a second', 'By the Webhook node', 'CPU of each, ms'],
				[
					['HelloAsso Trigger', withSpread(perSecond), withSpread(byWebhook), shown(cpuMs)],
					['Webhook', withSpread(webhookPerSecond), 1, shown(webhookCpuMs)],
				],
			),
		);
	}
	return `## Triggers\n\n${parts.join('\n\n')}`;
}

function packageSection(figures: PackageFigures): string {
	const { loading, descriptions, theirs, tarballBytes, unpackedBytes, files } = figures;
	const sum = (all: Description[]) => all.reduce((total, { bytes }) => total + bytes, 0);
	const row = ({ name, bytes, compressed, properties }: Description): Row => [
		`\`${name}\``,
		number(bytes),
		number(compressed),
		properties,
		short(bytes / theirs.medianBytes),
	];
	return `## What n8n pays for the package

Loading, in a process that has \`n8n-workflow\` already. n8n loads its own nodes when a workflow first needs them, and those of a community package at its start.

${table(
	['', 'Time, ms', 'Memory', 'Modules'],
	loading.map(({ name, ms, heapBytes, modules }) => [
		name,
		withSpread(ms),
		kilobytes(heapBytes),
		modules,
	]),
)}

The description that the editor downloads, as JSON, and compressed as it travels. The action node is there twice, because an AI agent can use it as a tool; of n8n's own nodes, each version counts, and tools do not. All of ours are ${short((100 * sum(descriptions)) / theirs.allBytes)} % of what the editor downloads.

${table(
	['', 'Bytes', 'Compressed', 'Parameters', "Bytes by the median of n8n's own"],
	[
		...descriptions.map(row),
		[
			`Median of n8n's own ${theirs.count}`,
			number(theirs.medianBytes),
			number(theirs.medianCompressed),
			theirs.medianProperties,
			1,
		],
		row(theirs.biggest),
	],
)}

The tarball: ${kilobytes(tarballBytes)}, ${kilobytes(unpackedBytes)} unpacked, ${files} files.`;
}

export function toMarkdown(report: Report): string {
	const { lists, gets, limited, memory, polls, notifications, overhead } = report;
	const machine = `${cpus().length} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}`;
	const sections = [
		`# Benchmark

What reading HelloAsso costs with this package, beside what it costs by other means: n8n's ${HTTP_EACH} node with pagination, and a loop of \`fetch\` in a process of its own that keeps its connection and sends one request after another. All of them in one run against the same simulated HelloAsso, over TLS. Only ratios say something: times are those of one machine.

* Command: \`${report.command}\`
* Machine: ${machine}; the simulator runs on it too
* n8n ${N8N_NEW}, Node.js ${process.versions.node}`,
		targetsSection(report),
		...(lists ? [listsSection(lists)] : []),
		...(gets ? [getsSection(gets)] : []),
		...(limited ? [limitedSection(limited)] : []),
		...(memory ? [memorySection(memory)] : []),
		...(polls || notifications ? [triggersSection(report)] : []),
		...(report.package ? [packageSection(report.package)] : []),
		`## How it is measured

* Each round has every reader once, in a new order, so that a slow moment of the machine does not hit one of them alone. A first run of each does not count.
* A run that finds other records than the simulator has (number, distinct ids, sums of ids and amounts) ends the benchmark with an error.
* Latency is added to each answer, not to the making of a connection; how many connections there were is in the tables.
* The simulator answers from memory what it was asked before, so that its work is in nobody's time.
* Workflows start from a webhook and end in a Summarize node; nothing of them is saved. Time is taken at the webhook, less the least that a workflow takes that does nothing${overhead ? ` (which takes up to ${short(overhead.most / overhead.least)} × that)` : ''}.
* CPU seconds are those of n8n's main process (Linux only), of the loop those of its own.`,
	];
	return `${sections.join('\n\n')}\n`;
}
