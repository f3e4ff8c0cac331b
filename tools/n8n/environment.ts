/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { createServer } from 'node:net';
import { N8N_NEW, type N8nHome } from './install';

/**
 * Settings of the user's own n8n must not reach ours (its database, its keys), nor Jest's NODE_ENV:
 * n8n keeps nothing under "test".
 */
const FOREIGN_SETTINGS =
	/^(N8N_|DB_|QUEUE_|EXECUTIONS_|CREDENTIALS_|WEBHOOK_|NODES_|GENERIC_TIMEZONE$|NODE_OPTIONS$|NODE_ENV$|JEST_|E2E_TESTS$)/;

/** Asks n8n's own server for a list at every start; the 1.x line does not know the name. */
const DISABLED_MODULES: Partial<Record<N8nHome['version'], string>> = { [N8N_NEW]: 'mcp-registry' };

export function n8nEnvironment(
	{ version, folder, settings }: N8nHome,
	extra: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
	const disabled = DISABLED_MODULES[version];
	const own = Object.entries(process.env).filter(([name]) => !FOREIGN_SETTINGS.test(name));
	return {
		...Object.fromEntries(own),
		N8N_USER_FOLDER: folder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_SECURE_COOKIE: 'false',
		// The default of 2.x: lets a command and the server use one database at the same time.
		DB_SQLITE_POOL_SIZE: '3',
		N8N_BLOCK_ENV_ACCESS_IN_NODE: 'true',
		N8N_GIT_NODE_DISABLE_BARE_REPOS: 'true',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		// Verified packages are looked up at n8n's own server; ours is installed by hand.
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		...(disabled && { N8N_DISABLED_MODULES: disabled }),
		// HelloAsso's own, so that "yesterday" means the same to both.
		GENERIC_TIMEZONE: 'Europe/Paris',
		...settings,
		...extra,
	};
}

function isFree(port: number): Promise<number | undefined> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			server.close(() =>
				resolve(typeof address === 'object' && address ? address.port : undefined),
			);
		});
	});
}

/** The first free port from `first` on; without it, any free port. */
export async function freePort(first = 0): Promise<number> {
	for (let port = first; port < first + 100; port++) {
		const free = await isFree(port);
		if (free !== undefined) return free;
	}
	throw new Error(`No free port between ${first} and ${first + 99} on 127.0.0.1`);
}
