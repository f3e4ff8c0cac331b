/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import { connect } from 'node:net';
import { PRODUCTION_ADDRESS } from './notificationStage';

export interface RawRequest {
	headers?: Record<string, string>;
	/** Sent one after the other, as they are. */
	body?: Array<string | Buffer>;
	/** The sender waits for the answer, or hangs up when this is over. */
	hangUpAfter?: Promise<unknown>;
}

/** Far longer than n8n takes to refuse. */
const TIMEOUT_MS = 60_000;

/**
 * POSTs what no HTTP library would send, byte by byte. Resolves to the status of the answer, or to 'closed' when
 * the connection ended without one.
 */
export async function rawPost(
	address: string,
	{ headers, body = [], hangUpAfter }: RawRequest,
): Promise<number | 'closed'> {
	const { hostname, port, pathname } = new URL(address);
	const lines = Object.entries({
		host: `${hostname}:${port}`,
		'x-forwarded-for': PRODUCTION_ADDRESS,
		'content-type': 'application/json',
		...headers,
	}).map(([name, value]) => `${name}: ${value}\r\n`);
	const socket = connect(Number(port), hostname);
	try {
		return await new Promise((resolve, reject) => {
			let answer = '';
			const timer = setTimeout(
				() => reject(new Error(`No answer in ${TIMEOUT_MS / 1000} s`)),
				TIMEOUT_MS,
			);
			const status = () => {
				clearTimeout(timer);
				const [, code] = /^HTTP\/1\.1 (\d{3}) /.exec(answer) ?? [];
				resolve(code === undefined ? 'closed' : Number(code));
			};
			socket.setEncoding('latin1').on('data', (text: string) => {
				answer += text;
				if (answer.includes('\r\n\r\n')) status();
			});
			socket.on('close', status).on('error', () => {
				// What follows is 'close'.
			});
			socket.write(`POST ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`);
			for (const part of body) socket.write(part);
			hangUpAfter?.finally(() => socket.destroy());
		});
	} finally {
		socket.destroy();
	}
}
