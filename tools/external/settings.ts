/** What the tests against an n8n that is already there have to know, from the environment. */
export interface ExternalSettings {
	/** Of the editor, without a slash at the end. */
	readonly url: string;
	readonly email: string;
	readonly password: string;
	/** Installed by n8n itself, from the registry that it knows: `n8n-nodes-helloasso@1.2.3`. Else the package is there. */
	readonly packageName?: string;
	/** Where that n8n reaches the simulator, when it is not on this machine. */
	readonly simulatorUrl?: string;
}

const NEEDED = {
	N8N_URL: 'the address of its editor, such as http://127.0.0.1:5678',
	N8N_EMAIL: "its owner's e-mail; on an n8n that nobody has set up yet, the owner is made with it",
	N8N_PASSWORD: "its owner's password",
};

const OPTIONAL = {
	N8N_PACKAGE:
		'what n8n itself is to install from its registry, such as n8n-nodes-helloasso@1.2.3; left out, the package has to be there',
	HELLOASSO_SIMULATOR_URL:
		'where that n8n reaches this machine, such as http://host.docker.internal:4010; left out, both are on one machine',
};

const lines = (names: Record<string, string>) =>
	Object.entries(names).map(([name, what]) => `  ${name}: ${what}`);

/** @throws Error that says everything that is to be set */
export function readSettings(env: NodeJS.ProcessEnv): ExternalSettings {
	const missing = Object.keys(NEEDED).filter((name) => !env[name]?.trim());
	if (missing.length > 0) {
		throw new Error(
			[
				`The tests against an n8n that is already there need ${missing.join(', ')}. Set`,
				...lines(NEEDED),
				'and if need be',
				...lines(OPTIONAL),
				'then run: npm test -- --selectProjects external',
			].join('\n'),
		);
	}
	return {
		url: address('N8N_URL', env.N8N_URL),
		email: env.N8N_EMAIL?.trim() ?? '',
		password: env.N8N_PASSWORD ?? '',
		packageName: env.N8N_PACKAGE?.trim() || undefined,
		simulatorUrl: env.HELLOASSO_SIMULATOR_URL?.trim()
			? address('HELLOASSO_SIMULATOR_URL', env.HELLOASSO_SIMULATOR_URL)
			: undefined,
	};
}

function address(name: string, value = ''): string {
	const text = value.trim();
	if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
		throw new Error(`${name} is no http or https address: ${text}`);
	return text.replace(/\/+$/, '');
}

const LOOPBACK: Record<string, string> = {
	'127.0.0.1': '127.0.0.1',
	localhost: '127.0.0.1',
	'[::1]': '::1',
};

/** Where the simulator has to listen so that this address leads to it: beyond this machine only when it is asked to. */
export function listenFor(simulatorUrl = 'http://127.0.0.1:0'): { host: string; port: number } {
	const { hostname, port } = new URL(simulatorUrl);
	return { host: LOOPBACK[hostname] ?? '0.0.0.0', port: Number(port || 80) };
}
