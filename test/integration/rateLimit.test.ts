/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

import { startSimulator, type Simulator } from '../../simulator';
import { credentialFor, runNode } from './engine';

const PER_SECOND = 10;
const LATENCY_MS = 50;
const RECORDS = 10_000;

/** In front of the simulator: answers 429 to what is more than ten requests within a second. */
async function limited(sim: Simulator) {
	const seen = { refused: 0 };
	let accepted: number[] = [];
	const isRefused = () => {
		const now = performance.now();
		accepted = accepted.filter((ms) => ms > now - 1_000);
		if (accepted.length >= PER_SECOND) return true;
		accepted.push(now);
		return false;
	};
	const serve = async (request: IncomingMessage, response: ServerResponse) => {
		const { url = '', method, headers } = request;
		const isApi = url.startsWith('/v5/');
		if (isApi && isRefused()) {
			seen.refused++;
			response.writeHead(429, { 'retry-after': '1' }).end();
			return;
		}
		const { authorization = '', accept = '', 'user-agent': agent = '', ...rest } = headers;
		const type = rest['content-type'];
		const sent = await buffer(request);
		const answer = await fetch(`${sim.url}${url}`, {
			method,
			headers: {
				accept,
				'user-agent': agent,
				...(authorization && { authorization }),
				...(type && { 'content-type': type }),
			},
			...(sent.length > 0 && { body: new Uint8Array(sent) }),
		});
		const body = Buffer.from(await answer.arrayBuffer());
		await wait(LATENCY_MS);
		response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
	};
	const server = createServer((request, response) => {
		serve(request, response).catch(() => response.destroy());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const stop = async () => {
		server.closeAllConnections();
		server.close();
		await once(server, 'close');
	};
	return { seen, url, stop };
}

test('of 10 requests a second, 429 above: 10,000 payments arrive whole', async () => {
	const sim = await startSimulator({ seed: { payments: RECORDS } });
	const front = await limited(sim);
	try {
		const { json, error } = await runNode({
			credential: credentialFor({ url: front.url, keys: sim.keys }),
			parameters: { resource: 'payment', operation: 'getAll', returnAll: true, simplify: false },
		});
		expect(error).toBeUndefined();
		const payments = json();
		expect(payments).toHaveLength(RECORDS);
		expect(new Set(payments.map(({ id }) => id)).size).toBe(RECORDS);
		const dates = payments.map(({ date }) => Date.parse(date as string));
		expect(dates).toEqual([...dates].sort((one, other) => other - one));
		// How few are refused depends on the machine here; test/unit/transport/concurrency.test.ts has it by a clock of its own.
		expect(front.seen.refused).toBeGreaterThan(0);
	} finally {
		await front.stop();
		await sim.stop();
	}
}, 120_000);
