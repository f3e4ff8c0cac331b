/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { startSimulator, type Simulator } from '../../simulator';
import { localhostCertificate } from '../load/bench/certificate';
import { Front } from '../load/bench/front';
import { BARE, HTTP, OURS, SEQUENTIAL } from '../load/bench/lists';
import { readOptions } from '../load/bench/options';
import type { Run } from '../load/bench/stage';
import { targets } from '../load/bench/targets';

const LIST = '/v5/organizations/les-amis-du-velo/payments?pageSize=10';

describe('the server of the benchmark', () => {
	const certificate = localhostCertificate();
	let simulator: Simulator;
	let front: Front;
	let agent: Agent;
	let token = '';

	/** Over a connection that is kept. */
	async function get(path: string, authorization = `Bearer ${token}`) {
		return await new Promise<{ status?: number; body: string; retryAfter?: string }>(
			(resolve, reject) => {
				const headers = { accept: 'application/json', 'user-agent': 'test', authorization };
				const sent = request(`${front.url}${path}`, { agent, headers }, (response) => {
					text(response).then(
						(body) =>
							resolve({
								status: response.statusCode,
								body,
								retryAfter: response.headers['retry-after'],
							}),
						reject,
					);
				});
				sent.on('error', reject).end();
			},
		);
	}

	beforeAll(async () => {
		simulator = await startSimulator({ snapshotFrom: 0 });
		front = await Front.start(simulator, certificate);
		agent = new Agent({ keepAlive: true, maxSockets: 1, ca: certificate.cert });
		token = simulator.connect(simulator.organizationSlug).access_token;
	});

	afterAll(async () => {
		agent.destroy();
		await front.stop();
		await simulator.stop();
	});

	test('a client that trusts its certificate › gets what the simulator answers, from memory the second time', async () => {
		const [first, second] = [await get(LIST), await get(LIST)];
		expect(first.status).toBe(200);
		expect((JSON.parse(first.body) as { data: unknown[] }).data).toHaveLength(10);
		expect(second).toEqual(first);
		expect(simulator.apiRequests).toHaveLength(1);
		expect(front.take()).toEqual({
			requests: 2,
			firstPages: 2,
			tokenCalls: 0,
			connections: 1,
			refused: 0,
			atATime: 1,
			windows: 1,
		});
	});

	test('what it remembers › is not given to a wrong token', async () => {
		expect((await get(LIST, 'Bearer wrong')).status).toBe(401);
	});

	test('above its limit › answers 429', async () => {
		front.take();
		front.limitPerSecond = 0;
		const refused = await get(LIST);
		front.limitPerSecond = Infinity;
		expect(refused).toEqual({ status: 429, body: '', retryAfter: '1' });
		expect((await get(LIST)).status).toBe(200);
		expect(front.take()).toMatchObject({ requests: 2, refused: 1 });
	});
});

test('options › those that do not exist are refused', () => {
	expect(readOptions(['--quick', 'only=list,get', 'latency=100'])).toMatchObject({
		only: ['list', 'get'],
		latency: [100],
		records: [500, 5_000],
		isWhole: false,
	});
	expect(readOptions([]).isWhole).toBe(true);
	for (const wrong of ['only=lists', 'latency=soon', 'speed=1', 'runs=1,2'])
		expect(() => readOptions([wrong])).toThrow(`'${wrong}' is not understood`);
});

test('targets › are ratios of the same round, and what was not measured has none', () => {
	const run = (ms: number, requests = 51): Run => ({
		ms,
		cpuSeconds: ms / 1_000,
		requests,
		firstPages: 1,
		tokenCalls: 0,
		connections: 1,
		refused: 0,
		atATime: 1,
		windows: 4,
		answer: { count: 5_000, unique: 5_000, ids: 1, cents: 1 },
	});
	const lists = [100, 0].map((latencyMs) => ({
		records: 5_000,
		latencyMs,
		tokenCalls: {},
		rounds: [
			{ [BARE]: run(100), [OURS]: run(20, 58), [HTTP]: run(200), [SEQUENTIAL]: run(100) },
			{ [BARE]: run(900), [OURS]: run(270, 54), [HTTP]: run(1_000), [SEQUENTIAL]: run(700) },
			{ [BARE]: run(100), [OURS]: run(24, 54), [HTTP]: run(200), [SEQUENTIAL]: run(100) },
		],
	}));
	const values = targets({ lists }).map(({ what, value }) => [what, value]);
	expect(Object.fromEntries(values)).toEqual({
		'5,000 payments at 100 ms, by the bare loop': 0.24,
		'The same, of a server that works on 8 requests at a time': undefined,
		'50,000 payments at 100 ms, by the bare loop': undefined,
		'500 × Get at 100 ms, by the bare loop': undefined,
		'Time without latency, one request at a time, by HTTP Request + Split Out': 0.5,
		'CPU of the same, by HTTP Request + Split Out': 0.5,
		'Time of ten times as many payments': undefined,
		'Memory, by HTTP Request + Split Out': undefined,
		'Memory, by HTTP Request, all in one answer': undefined,
		'Requests above the pages, one request at a time': 1,
		'Requests above the pages, for each window': 2,
		'Part of the requests that was refused at ten a second': undefined,
	});
});
