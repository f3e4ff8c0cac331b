/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
import { startSimulator } from './index';

/** By hand: `npm run simulator`, or with another port as argument or in PORT. */
async function main(): Promise<void> {
	const port = Number(process.argv[2] ?? process.env.PORT ?? 4010);
	const simulator = await startSimulator({ port, localUrls: true });
	const { url, keys, data } = simulator;
	const lines = [
		`HelloAsso simulator on ${url} (API under ${url}/v5, tokens from ${url}/oauth2/token)`,
		'',
		'Organizations:',
		...data.organizations.map(({ organizationSlug, name }) => `  ${organizationSlug}  ${name}`),
		'',
		'API keys (id / secret):',
		...Object.entries(keys).map(
			([name, { clientId, clientSecret }]) => `  ${name.padEnd(16)} ${clientId} / ${clientSecret}`,
		),
		'',
		'Try:',
		`  TOKEN=$(curl -s ${url}/oauth2/token -d grant_type=client_credentials \\`,
		`    -d client_id=${keys.association.clientId} \\`,
		`    -d client_secret=${keys.association.clientSecret} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
		`  curl -s -H "Authorization: Bearer $TOKEN" "${url}/v5/organizations/${simulator.organizationSlug}/payments?pageSize=2"`,
		'',
		'Ctrl-C ends it.',
	];
	process.stdout.write(`${lines.join('\n')}\n`);

	const end = () => {
		void simulator.stop().then(() => process.exit(0));
	};
	// `on`, not `once`: a Ctrl-C can arrive twice, from the terminal and through a runner.
	process.on('SIGINT', end);
	process.on('SIGTERM', end);
}

main().catch((error: unknown) => {
	process.stderr.write(
		`The simulator could not start: ${error instanceof Error ? error.message : String(error)}\n`,
	);
	process.exitCode = 1;
});
