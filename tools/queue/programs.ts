/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { canInstallPackages, installPackages } from '../apt';
import { logFile, type Say } from '../bootstrap/index.cjs';

/** Folders in which Debian has programs; those of Postgres are in none of the PATH. */
function folders(): string[] {
	const postgres = '/usr/lib/postgresql';
	const versions = existsSync(postgres) ? readdirSync(postgres) : [];
	const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
	return [
		...newestFirst.map((version) => path.join(postgres, version, 'bin')),
		...(process.env.PATH ?? '').split(path.delimiter),
	];
}

export const PROGRAMS = ['initdb', 'postgres', 'psql', 'redis-server', 'setpriv'] as const;
export type Programs = Record<(typeof PROGRAMS)[number], string>;

/** Where Postgres and Redis are; undefined when one of them is missing. */
export function findPrograms(): Programs | undefined {
	const found = PROGRAMS.flatMap((name) => {
		const file = folders()
			.map((folder) => path.join(folder, name))
			.find((candidate) => existsSync(candidate));
		return file === undefined ? [] : [[name, file]];
	});
	return found.length === PROGRAMS.length
		? (Object.fromEntries(found) as unknown as Programs)
		: undefined;
}

/** Installs Debian's Postgres and Redis where they are missing and we may. @throws with what to do elsewhere */
export async function installPrograms(say: Say): Promise<Programs> {
	const present = findPrograms();
	if (present) return present;
	if (!canInstallPackages())
		throw new Error(
			'queue mode needs Postgres, Redis and setpriv (Debian, as root: apt-get install postgresql redis-server util-linux)',
		);
	say(`→ Installing Postgres and Redis (about a minute; log: ${logFile('queue')})`);
	await installPackages('queue', 'postgresql', 'redis-server');
	const installed = findPrograms();
	if (!installed) throw new Error(`queue mode needs Postgres and Redis: see ${logFile('queue')}`);
	return installed;
}
