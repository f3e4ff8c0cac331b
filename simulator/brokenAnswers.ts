/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/**
 * Where an answer breaks off: within its headers; or halfway through its body, which the client can
 * tell from the `length` that is missing or the `chunked` end that does not come, and cannot tell by
 * HTTP alone of a body that ends with its connection (`close`) or of a `gzip` stream without length.
 */
export const CUTS = ['headers', 'length', 'chunked', 'close', 'gzip'] as const;
export type Cut = (typeof CUTS)[number];

const LINE = '\r\n';

/** Sends the first part of an answer, and ends the connection. */
export async function breakOff(
	socket: Socket,
	cut: Cut,
	status: number,
	headers: Record<string, string>,
	body: string | Buffer,
): Promise<void> {
	const start = head(status, { ...headers, ...framing(cut, body) });
	const part = cut === 'headers' ? start.slice(0, -LINE.length * 2 - 5) : start;
	await new Promise<void>((resolve) => {
		socket.end(Buffer.concat([Buffer.from(part), beginning(cut, Buffer.from(body))]), resolve);
	});
	socket.destroy();
}

function framing(cut: Cut, body: string | Buffer): Record<string, string> {
	if (cut === 'chunked') return { 'transfer-encoding': 'chunked' };
	if (cut === 'gzip') return { 'content-encoding': 'gzip', connection: 'close' };
	if (cut === 'close') return { connection: 'close' };
	return { 'content-length': String(Buffer.byteLength(body)) };
}

function beginning(cut: Cut, body: Buffer): Buffer {
	const half = body.subarray(0, Math.ceil(body.length / 2));
	if (cut === 'headers') return Buffer.alloc(0);
	if (cut === 'chunked') {
		return Buffer.concat([Buffer.from(half.length.toString(16) + LINE), half, Buffer.from(LINE)]);
	}
	if (cut !== 'gzip') return half;
	// Without compression, so that the first half of a short answer can be unpacked at all.
	const packed = gzipSync(body, { level: 0 });
	return packed.subarray(0, Math.ceil(packed.length / 2));
}

function head(status: number, headers: Record<string, string>): string {
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
	return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', ''].join(LINE);
}
