/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { gzipSync } from 'node:zlib';
import { N8N_VERSIONS } from '../../tools/n8n/install';
import { waitFor } from './browser/waitFor';
import { RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS } from './harness';
import { NotificationStage, type ActiveWorkflow } from './notificationStage';
import { rawPost, type RawRequest } from './rawPost';

const EVENT = JSON.stringify({ eventType: 'Order', data: { id: 1 } });
const MEGABYTE = Buffer.alloc(1024 * 1024, ' ');
/** More than n8n takes (N8N_PAYLOAD_SIZE_MAX, by default 16). */
const MEGABYTES = Array.from({ length: 17 }, () => MEGABYTE);
const GZIP = { 'content-encoding': 'gzip' };
const CHUNKED = { 'transfer-encoding': 'chunked' };

/** With its true length, unless another is given. */
function sized(body: string | Buffer, headers: Record<string, string> = {}): RawRequest {
	return {
		headers: { 'content-length': String(Buffer.byteLength(body)), ...headers },
		body: [body],
	};
}

const chunk = (bytes: string | Buffer) => [
	`${Buffer.byteLength(bytes).toString(16)}\r\n`,
	bytes,
	'\r\n',
];
const field = '--x\r\ncontent-disposition: form-data; name="eventType"\r\n\r\nOrder\r\n--x--\r\n';

const BODIES: Array<[string, number, RawRequest]> = [
	['huge', 413, sized(Buffer.concat(MEGABYTES))],
	['said to be huge', 413, sized(EVENT, { 'content-length': String(17 * MEGABYTE.length) })],
	[
		'huge, in pieces of which nobody knows how many',
		413,
		{ headers: CHUNKED, body: MEGABYTES.flatMap(chunk) },
	],
	['a zip bomb', 413, sized(gzipSync(Buffer.alloc(200_000_000)), GZIP)],
	['not the gzip that it is said to be', 400, sized(EVENT, GZIP)],
	['cut off within its gzip', 400, sized(gzipSync(EVENT).subarray(0, 15), GZIP)],
	['not deflated as it is said to be', 400, sized(EVENT, { 'content-encoding': 'deflate' })],
	['shorter by its length', 400, sized(EVENT, { 'content-length': '10' })],
	['of a length that is no number', 400, sized(EVENT, { 'content-length': 'ten' })],
	['of a negative length', 400, sized(EVENT, { 'content-length': '-1' })],
	[
		'of two lengths',
		400,
		{ headers: { 'content-length': '5', ...CHUNKED }, body: [...chunk(EVENT), '0\r\n\r\n'] },
	],
	['in pieces of no length', 400, { headers: CHUNKED, body: ['zz\r\n', EVENT] }],
	[
		'of another character set',
		400,
		sized(Buffer.from(EVENT, 'utf16le'), { 'content-type': 'application/json; charset=utf-16le' }),
	],
	['a form', 400, sized(field, { 'content-type': 'multipart/form-data; boundary=x' })],
	[
		'half a form',
		400,
		sized(field.slice(0, 40), { 'content-type': 'multipart/form-data; boundary=x' }),
	],
	['a form without boundary', 400, sized(field, { 'content-type': 'multipart/form-data' })],
	['half of an XML document', 400, sized('<a><b', { 'content-type': 'application/xml' })],
	['not there', 400, {}],
	['empty', 400, sized('')],
];

/** Nobody is left to be answered, or n8n waits for the rest as long as Node's HTTP server does: five minutes. */
const UNFINISHED: Array<[string, RawRequest]> = [
	['longer by its length', sized(EVENT, { 'content-length': '500' })],
	['in pieces without an end', { headers: CHUNKED, body: chunk(EVENT) }],
];

/** What a true notification's sender never sends. n8n reads bodies itself for most nodes; here it is left to ours. */
describe.each(N8N_VERSIONS)('n8n %s', (version) => {
	let stage: NotificationStage;
	let workflow: ActiveWorkflow;
	let lastId = 100;

	/** A true event, of another order each time. */
	async function post(): Promise<number> {
		lastId += 1;
		return (
			await stage.simulator.notifications.post(workflow.url, EVENT.replace('1', String(lastId)))
		).status;
	}

	/** All runs so far, of which there is one at least: n8n 1.x answers before it has noted down a run. */
	async function firstRuns() {
		await waitFor(() => stage.collector.received.length > 0, { what: () => 'a run' });
		return await stage.runs(workflow);
	}

	beforeAll(async () => {
		stage = await NotificationStage.open(version);
		// Without a credential nothing but the address and the body stands before a run.
		workflow = await stage.listen({ simplify: false }, '');
	}, STAGE_TIMEOUT_MS);
	afterAll(async () => await stage?.close());
	afterEach(async () => {
		expect(await post()).toBe(200);
		expect((await firstRuns()).map(({ data }) => data)).toEqual([{ id: lastId }]);
	}, RUN_TIMEOUT_MS);

	it.each(BODIES)(
		'a body that is %s: %d, no run, and n8n goes on',
		async (_title, expected, request) => {
			expect(await rawPost(workflow.url, request)).toBe(expected);
		},
		RUN_TIMEOUT_MS,
	);

	it.each(UNFINISHED)(
		'bodies that are %s, many at once, until their sender hangs up: no run, and n8n goes on',
		async (_title, request) => {
			const served = post();
			const hanging = Array.from(
				{ length: 50 },
				async () => await rawPost(workflow.url, { ...request, hangUpAfter: served }),
			);
			expect(await served).toBe(200);
			expect((await firstRuns()).map(({ data }) => data)).toEqual([{ id: lastId }]);
			expect(new Set(await Promise.all(hanging))).toEqual(new Set(['closed']));
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'n8n/rawBody.ts is needed as long as n8n, without its hidden option, reads the body itself and answers 500',
		async () => {
			const written = await stage.listen({ simplify: false, options: {} }, '');
			const [[, , huge], , , , [, , notGzip]] = BODIES;
			expect([await rawPost(written.url, huge), await rawPost(written.url, notGzip)]).toEqual([
				500, 500,
			]);
		},
		RUN_TIMEOUT_MS,
	);
});
