/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { n8nCli } from '../../tools/n8n/cli';
import type { N8nHome } from '../../tools/n8n/install';

interface Decrypted {
	id: string;
	data: {
		clientSecret?: string;
		oauthTokenData?: { access_token?: string; refresh_token?: string };
	};
}

/** The credentials as n8n's own export gives them. */
async function exportCredentials(home: N8nHome): Promise<Decrypted[]> {
	const folder = await mkdtemp(path.join(tmpdir(), 'helloasso-secrets-'));
	try {
		const file = path.join(folder, 'credentials.json');
		await n8nCli(home, ['export:credentials', '--all', '--decrypted', `--output=${file}`]);
		return JSON.parse(await readFile(file, 'utf8')) as Decrypted[];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** What one credential holds at the moment. */
export async function storedCredential(home: N8nHome, id: string): Promise<Decrypted['data']> {
	return (await exportCredentials(home)).find((credential) => credential.id === id)?.data ?? {};
}

/** Everything the stored credentials hold that nobody may read elsewhere. */
export async function storedSecrets(home: N8nHome): Promise<string[]> {
	const secrets = (await exportCredentials(home)).flatMap(({ data }) => [
		data.clientSecret,
		data.oauthTokenData?.access_token,
		data.oauthTokenData?.refresh_token,
	]);
	return [...new Set(secrets.filter((secret) => secret !== undefined))];
}

/** Files below n8n's data folder (database with its executions, logs, files) that contain one of the texts. */
export async function filesWith(home: N8nHome, texts: string[]): Promise<string[]> {
	const found: string[] = [];
	for (const entry of await readdir(home.folder, { recursive: true, withFileTypes: true })) {
		const file = path.join(entry.parentPath, entry.name);
		// The package itself is no place for a secret, and its compiled code is long.
		if (!entry.isFile() || file.includes('node_modules')) continue;
		const content = await readFile(file);
		if (texts.some((text) => content.includes(text))) found.push(path.relative(home.folder, file));
	}
	return found;
}
