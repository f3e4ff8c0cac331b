/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { n8nBinary } from '../../tools/n8n/install';
import type { N8nHome } from '../../tools/n8n/install';

const read = async (pid: string, name: string) =>
	await readFile(path.join('/proc', pid, name), 'utf8').catch(() => '');

/** The process of the server on this data folder; undefined where there is no /proc. */
export async function serverPid(home: N8nHome): Promise<string | undefined> {
	const command = `${n8nBinary(home.installation)}\0start\0`;
	for (const pid of await readdir('/proc').catch(() => [])) {
		if (!(await read(pid, 'cmdline')).endsWith(command)) continue;
		if ((await read(pid, 'environ')).split('\0').includes(`N8N_USER_FOLDER=${home.folder}`))
			return pid;
	}
	return undefined;
}

/** The most memory, in bytes, that the server on this data folder ever had; undefined where there is no /proc. */
export async function peakMemory(home: N8nHome): Promise<number | undefined> {
	const pid = await serverPid(home);
	const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(pid ? await read(pid, 'status') : '') ?? [];
	return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
