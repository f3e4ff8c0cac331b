/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
/**
 * `npm run torture`: refunds, cancellations, checkouts and long lists under every fault of the fault matrix, with
 * Retry On Fail, On Error, Stop and processes that are killed, in n8n's own engine, compared with the simulator's books.
 * `npm run torture -- runs=10000 lists=2000 kills=100 seed=1` are its sizes; without a seed it takes a new one.
 * Ends with 1 when something was sent twice, or the node's answer does not agree with the books.
 */
import { elapsed, onInterrupt } from '../../tools/bootstrap/index.cjs';
import { torture } from './torture/torture';

process.env.N8N_LOG_LEVEL = 'silent';
const SIZES = { runs: 10_000, lists: 2_000, kills: 100, workers: 8, seed: 0 };
const SHOWN = 20;

const say = (line: string) => void process.stdout.write(`${line}\n`);

function sizesOf(args: string[]): typeof SIZES {
	const sizes = { ...SIZES, seed: Date.now() % 1_000_000 };
	for (const arg of args) {
		const [, name, value] = /^(?:--)?(\w+)=(\d+)$/.exec(arg) ?? [];
		if (!(name in SIZES)) {
			const known = Object.keys(SIZES).map((size) => `${size}=NUMBER`);
			throw new Error(`'${arg}' is none of: ${known.join(' ')}`);
		}
		sizes[name as keyof typeof SIZES] = Number(value);
	}
	return sizes;
}

async function main(args: string[]): Promise<void> {
	const sizes = sizesOf(args);
	const begun = Date.now();
	const { runs, lists, kills, seed } = sizes;
	say(`▸ ${runs} runs, ${kills} of them killed, ${lists} lists; seed=${seed}`);
	const { violations, ...figures } = await torture({ ...sizes, say });
	say(JSON.stringify(figures, null, 2));
	const counts = new Map<string, number>();
	for (const { what } of violations) counts.set(what, (counts.get(what) ?? 0) + 1);
	for (const [what, count] of counts) say(`✗ ${what}: ${count}`);
	for (const { run, scenario, what } of violations.slice(0, SHOWN)) {
		say(`  run ${run}: ${what}: ${scenario}`);
	}
	say(`${violations.length === 0 ? '✓' : '✗'} seed=${seed}: ${elapsed(begun)}`);
	process.exitCode = violations.length === 0 ? 0 : 1;
}

const stopListening = onInterrupt();
main(process.argv.slice(2))
	.catch((error: unknown) => {
		say(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
		process.exitCode = 1;
	})
	.finally(stopListening);
