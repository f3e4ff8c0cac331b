import type { ChildProcess, SpawnOptions } from 'node:child_process';

export type Say = (line: string) => void;

/** The project's folder. */
export const ROOT: string;

/** `$HELLOASSO_CACHE_DIR`, else `$XDG_CACHE_HOME/n8n-nodes-helloasso`, else `~/.cache/n8n-nodes-helloasso`. */
export function cacheRoot(): string;
export function logFile(name: string): string;
export function installOnce(
	name: string,
	say: Say,
	install: (partialFolder: string) => Promise<void>,
): Promise<string>;
export function withLock<T>(name: string, say: Say, work: () => Promise<T>): Promise<T>;

export function findNode24(say: Say): Promise<string>;
export function installProject(say: Say): Promise<void>;

export interface NpmOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** File that gets npm's output. */
	log: string;
	say: Say;
}
export function npm(args: string[], options: NpmOptions): Promise<void>;
export function elapsed(sinceMs: number): string;
/** How much `read` has grown since now; never less than it was before. */
export function growth(read: () => number): () => number;

export function atExit(cleanup: () => void): () => void;
export function isAlive(pid: number): boolean;
export function onInterrupt(stop?: (signal: string) => Promise<void> | void): () => void;
export function runToEnd(command: string, args: string[], options?: SpawnOptions): Promise<number>;
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void;
