/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { readFileSync } from 'node:fs';

/** What Linux counts the time of a process in, on every architecture. */
const TICKS_PER_SECOND = 100;
const SAMPLE_MS = 20;
const UTIME = 11;

const read = (pid: string, name: string) => readFileSync(`/proc/${pid}/${name}`, 'utf8');

/** Resident memory, from `VmRSS`. */
export function memoryOf(pid: string): number {
	return Number(/^VmRSS:\s*(\d+) kB$/m.exec(read(pid, 'status'))?.[1] ?? 0) * 1024;
}

function cpuSecondsOf(pid: string): number {
	// The name of the command, in brackets, may hold blanks.
	const fields = read(pid, 'stat')
		.replace(/^.*\) /, '')
		.split(' ');
	return (Number(fields[UTIME]) + Number(fields[UTIME + 1])) / TICKS_PER_SECOND;
}

export interface Consumption {
	cpuSeconds?: number;
	/** The most that was seen, in bytes, and what it was before. */
	peakBytes?: number;
	beforeBytes?: number;
}

/** Watches a process; without one (no Linux) nothing is known. */
export function watch(pid: string | undefined): () => Consumption {
	if (pid === undefined) return () => ({});
	const cpu = cpuSecondsOf(pid);
	const beforeBytes = memoryOf(pid);
	let peakBytes = beforeBytes;
	const look = () => (peakBytes = Math.max(peakBytes, memoryOf(pid)));
	const timer = setInterval(look, SAMPLE_MS);
	return () => {
		clearInterval(timer);
		look();
		return { cpuSeconds: cpuSecondsOf(pid) - cpu, peakBytes, beforeBytes };
	};
}
