/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs on a developer's machine, never inside n8n */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import type { Simulator } from '../../../simulator';
import { startNode, type RunOptions } from '../../integration/engine';
import { carriedOut, planFaults, type Violate, type WriteRun } from './writes';

const nextTurn = async () => await new Promise((resolve) => setImmediate(resolve));

/** Requests that write, as they have come in so far. */
const writesOf = (sim: Simulator) =>
	sim.apiRequests.filter(({ method }) => method !== 'GET').length;

/**
 * Begins a run, and interrupts it while the request of one item has been carried out and not answered.
 * A run that fails before it comes to that is not interrupted.
 */
async function interrupted(
	sim: Simulator,
	run: WriteRun,
	begin: () => { isOver: () => boolean; interrupt: () => Promise<void>; end: () => Promise<void> },
	violate: Violate,
): Promise<void> {
	const { interruptedAt = 0, items } = run;
	let release = () => {};
	const held = new Promise<void>((resolve) => {
		release = resolve;
	});
	items[interruptedAt].planned = {
		name: 'no answer before the interruption',
		fault: { answerAfter: held },
		times: 1,
	};
	planFaults(sim, run);
	const { isOver, interrupt, end } = begin();
	while ((carriedOut(sim, run)[interruptedAt] ?? 0) === 0 && !isOver()) await nextTurn();
	const wasOver = isOver();
	await interrupt();
	const writes = writesOf(sim);
	release();
	await end();
	// What was still on its way has been read when a later request is answered.
	await fetch(sim.url).then(async (answer) => await answer.text());
	const more = writesOf(sim) - writes;
	if (!wasOver && more > 0) {
		violate('went on after the interruption', 'interruption', `${more} requests more`);
	}
}

/** The user presses Stop. */
export async function stopMidway(
	sim: Simulator,
	run: WriteRun,
	options: RunOptions,
	violate: Violate,
): Promise<void> {
	const begin = () => {
		let isOver = false;
		const { finished, ended, stop } = startNode(options);
		const done = finished.then(() => {
			isOver = true;
		});
		return {
			isOver: () => isOver,
			interrupt: async () => stop(),
			end: async () => {
				await done;
				while (!ended()) await nextTurn();
			},
		};
	};
	await interrupted(sim, run, begin, violate);
}

/** A process with the engine in it, which is killed and started anew. */
export class KilledEngine {
	private child: ChildProcess | undefined;

	private async start(): Promise<ChildProcess> {
		const file = path.join(__dirname, 'child.ts');
		const child = fork(file, {
			execArgv: ['--import', 'tsx'],
			stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
		});
		const gone = once(child, 'exit').then(() => {
			throw new Error("The process with n8n's engine ended before it was ready.");
		});
		await Promise.race([once(child, 'message'), gone]);
		this.child = child;
		return child;
	}

	async killMidway(
		sim: Simulator,
		run: WriteRun,
		options: RunOptions,
		violate: Violate,
	): Promise<void> {
		const child = this.child ?? (await this.start());
		const begin = () => {
			let isOver = false;
			child.once('message', () => {
				isOver = true;
			});
			child.send(options);
			return {
				isOver: () => isOver,
				interrupt: async () => await this.kill(),
				end: async () => {},
			};
		};
		await interrupted(sim, run, begin, violate);
	}

	async kill(): Promise<void> {
		const { child } = this;
		this.child = undefined;
		if (!child || child.exitCode !== null) return;
		const gone = once(child, 'exit');
		child.kill('SIGKILL');
		await gone;
	}
}
