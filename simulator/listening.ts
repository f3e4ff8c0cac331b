/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';

type Server = FastifyInstance['server'];

/** The ports of the servers that refuse connections for now. */
const closedPorts = new WeakMap<Server, number>();

/** Closes the port under a running server, and every connection to it. */
export async function stopListening({ server }: FastifyInstance): Promise<void> {
	if (closedPorts.has(server)) return;
	closedPorts.set(server, (server.address() as AddressInfo).port);
	await new Promise<void>((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

/** Opens the port again, where it was closed by `stopListening`. */
export async function listenAgain({ server }: FastifyInstance): Promise<void> {
	const port = closedPorts.get(server);
	if (port === undefined) return;
	closedPorts.delete(server);
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen({ port, host: '127.0.0.1' }, () => {
			server.off('error', reject);
			resolve();
		});
	});
}
