/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';

type Server = FastifyInstance['server'];

/** Where the servers listened that refuse connections for now. */
const closed = new WeakMap<Server, AddressInfo>();

/** Closes the port under a running server, and every connection to it. */
export async function stopListening({ server }: FastifyInstance): Promise<void> {
	if (closed.has(server)) return;
	closed.set(server, server.address() as AddressInfo);
	await new Promise<void>((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

/** Opens the port again, where it was closed by `stopListening`. */
export async function listenAgain({ server }: FastifyInstance): Promise<void> {
	const was = closed.get(server);
	if (was === undefined) return;
	closed.delete(server);
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen({ port: was.port, host: was.address }, () => {
			server.off('error', reject);
			resolve();
		});
	});
}
