/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer on its way: a drift changes it in place. */
export interface Passing {
	readonly method: string;
	/** Without its query. */
	readonly path: string;
	readonly query: URLSearchParams;
	status: number;
	headers: Record<string, string>;
	// Of any JSON: a drift knows what it changes.
	// eslint-disable-next-line @typescript-eslint/no-explicit-any
	body: any;
}

/** A HelloAsso that is not what the simulator is: stands in front of one and changes its answers. */
export async function driftingHelloAsso(target: string, drift: (passing: Passing) => void) {
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const headers = { ...request.headers } as Record<string, string>;
		delete headers.host;
		delete headers.connection;
		const answer = await fetch(`${target}${request.url}`, {
			method: request.method,
			headers,
			redirect: 'manual',
			...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
		});
		const text = await answer.text();
		const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
		const { pathname, searchParams } = new URL(request.url ?? '', target);
		const passing: Passing = {
			method: request.method ?? '',
			path: pathname,
			query: searchParams,
			status: answer.status,
			headers: Object.fromEntries(answer.headers),
			body: isJson ? JSON.parse(text) : text,
		};
		try {
			drift(passing);
		} catch (error) {
			// Else a drift that fails is a request without an end.
			passing.status = 500;
			passing.body = String(error);
		}
		const { body } = passing;
		for (const name of ['content-length', 'connection', 'keep-alive', 'transfer-encoding'])
			delete passing.headers[name];
		response.writeHead(passing.status, passing.headers);
		response.end(typeof body === 'string' ? body : JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
