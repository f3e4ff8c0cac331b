/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
/**
 * `npm run storm`: both triggers in a real n8n under more than they will ever see, with figures at the end.
 * `npm run storm -- notifications=10000 sales=10000 restarts=3` are its sizes; 0 leaves a storm out. With `queue=1`,
 * in n8n's queue mode, whose processes are killed where a single one is restarted.
 * Ends with 1 when an event started no run, or more than one, or a forged one did.
 */
import { notificationStorm } from './notifications';
import { pollingStorm } from './polling';
import { QueuedN8n, type Part } from './queuedN8n';
import { elapsed, onInterrupt } from '../../tools/bootstrap/index.cjs';

const SIZES = { notifications: 10_000, sales: 10_000, restarts: 3, queue: 0 };
type Sizes = typeof SIZES;

const say = (line: string) => void process.stdout.write(`${line}\n`);

function sizesOf(args: string[]): Sizes {
	const sizes = { ...SIZES };
	for (const arg of args) {
		const [, name, value] = /^(?:--)?(\w+)=(\d+)$/.exec(arg) ?? [];
		if (!(name in SIZES))
			throw new Error(
				`'${arg}' is none of: ${Object.keys(SIZES)
					.map((size) => `${size}=NUMBER`)
					.join(' ')}`,
			);
		sizes[name as keyof Sizes] = Number(value);
	}
	return sizes;
}

/** Long lists in a report are told by their length and first entries. */
function shortened(report: object): string {
	const short = (_name: string, value: unknown): unknown =>
		Array.isArray(value) && value.length > 10
			? [...value.slice(0, 10), `… ${value.length} in all`]
			: value;
	return JSON.stringify(report, short, 2);
}

async function storm(
	title: string,
	work: () => Promise<object>,
	isGood: (report: never) => boolean,
): Promise<boolean> {
	const begun = Date.now();
	say(`\n▸ ${title}`);
	const report = await work();
	const good = isGood(report as never);
	say(shortened(report));
	say(`${good ? '✓' : '✗'} ${title}: ${elapsed(begun)}`);
	return good;
}

async function main(args: string[]): Promise<void> {
	const { notifications, sales, restarts, queue } = sizesOf(args);
	const startWith = (...parts: Part[]) => (queue > 0 ? () => QueuedN8n.start(parts) : undefined);
	const results: boolean[] = [];
	if (notifications > 0) {
		const work = async () =>
			await notificationStorm(
				{ notifications, restarts, faultEvery: 25, say },
				startWith('webhook', 'worker', 'main'),
			);
		results.push(
			await storm(
				`${notifications} notifications, ${restarts} restarts`,
				work,
				queue > 0 ? everyEventOnceOrFailed : everyEventOnce,
			),
		);
	}
	if (sales > 0) {
		const work = async () =>
			await pollingStorm({ sales, restarts, faultEvery: 10, say }, startWith('main'));
		results.push(
			await storm(
				`${sales} sales to five polling triggers, ${restarts} restarts`,
				work,
				everyChangeOnce,
			),
		);
	}
	process.exitCode = results.every(Boolean) ? 0 : 1;
}

function everyEventOnce(report: Awaited<ReturnType<typeof notificationStorm>>): boolean {
	const { missing, surplus, wrongAnswers, undelivered, runs, executions, events } = report;
	return (
		[missing, surplus, wrongAnswers].every(({ length }) => length === 0) &&
		undelivered === 0 &&
		runs === events &&
		executions === events
	);
}

/** A killed worker loses what it runs, and n8n lists it as failed; of two that have one event, one ends at the trigger. */
function everyEventOnceOrFailed(report: Awaited<ReturnType<typeof notificationStorm>>): boolean {
	const { missing, surplus, wrongAnswers, undelivered, figures } = report;
	return (
		[surplus, wrongAnswers].every(({ length }) => length === 0) &&
		undelivered === 0 &&
		missing.length <= figures.failedExecutions
	);
}

function everyChangeOnce(report: Awaited<ReturnType<typeof pollingStorm>>): boolean {
	const { triggers, wrongWords } = report;
	const lists = Object.values(triggers).flatMap(({ missing, surplus }) => [missing, surplus]);
	return [...lists, wrongWords].every(({ length }) => length === 0);
}

const stopListening = onInterrupt();
main(process.argv.slice(2))
	.catch((error: unknown) => {
		say(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
		process.exitCode = 1;
	})
	.finally(stopListening);
