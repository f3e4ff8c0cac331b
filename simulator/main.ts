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
		'Make a sale (membership, ticket, donation, product, free or checkout), then refund it:',
		`  curl -s ${url}/simulator/sales -d '{"kind":"donation","amount":2500}'`,
		`  curl -s ${url}/simulator/payments/PAYMENT_ID/state -d '{"state":"Refunded"}'`,
		'Send notifications of it to a URL, and see what became of them:',
		`  curl -s -X PUT ${url}/simulator/back-office-url -d '{"url":"http://127.0.0.1:5678/webhook/…"}'`,
		`  curl -s ${url}/simulator/notifications`,
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
