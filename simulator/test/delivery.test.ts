/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import { startSimulator, type Simulator, type SimulatorOptions } from '../index';
import { Api, NOW } from './api';
import { Receiver } from './receiver';

let receiver: Receiver;
let sim: Simulator;

const start = async (notifications: SimulatorOptions['notifications'] = {}) => {
	sim = await startSimulator({
		now: NOW,
		seed: { orders: 22 },
		localUrls: true,
		notifications: { retryMs: 4, ...notifications },
	});
	return sim;
};
beforeEach(async () => {
	receiver = await Receiver.start();
});
afterEach(async () => {
	await sim.stop();
	await receiver.stop();
});

const statuses = () => sim.notifications.sent.map(({ tries }) => tries.map(({ status }) => status));

describe('one notification', () => {
	test("an association's: JSON, with an agent of its own and without signature", async () => {
		await start();
		sim.setBackOfficeUrl(`${receiver.url}/hook?secret=1`);
		const { order } = sim.sell({ kind: 'free' });
		await sim.notifications.settled();
		expect(receiver.received).toHaveLength(1);
		const [{ method, path: where, headers, raw }] = receiver.received;
		expect([method, where]).toEqual(['POST', '/hook?secret=1']);
		expect(headers).toEqual({
			host: new URL(receiver.url).host,
			connection: 'keep-alive',
			'content-type': 'application/json; charset=utf-8',
			'content-length': String(raw.length),
			'user-agent': 'HelloAsso-Notifications/1.0 (simulator)',
		});
		expect(sim.notifications.sent).toEqual([
			{
				id: 1,
				scope: sim.organizationSlug,
				notificationType: undefined,
				url: `${receiver.url}/hook?secret=1`,
				eventType: 'Order',
				body: raw.toString(),
				signed: false,
				tries: [{ at: expect.any(Number) as number, status: 200 }],
				state: 'delivered',
			},
		]);
		expect(receiver.received[0].json.data.id).toBe(order.id);
		expect(Math.abs(sim.notifications.sent[0].tries[0].at - sim.now())).toBeLessThan(60_000);
	});

	test("a partner's: signed over the bytes, in lower-case hex, with the slot's key", async () => {
		await start();
		const partner = await Api.as(sim, sim.keys.partner);
		const slot = await partner.call('PUT', '/partners/me/api-notifications', { url: receiver.url });
		const { signatureKey } = slot.json as { signatureKey: string };
		sim.sell({ payer: { firstName: 'Zoé', lastName: 'Œuf 🥚' } });
		await sim.notifications.settled();
		expect(receiver.received).toHaveLength(2);
		for (const { raw, headers } of receiver.received) {
			expect(raw.toString()).toContain('Œuf 🥚');
			const expected = createHmac('sha256', Buffer.from(signatureKey, 'utf8')).update(raw);
			expect(headers['x-ha-signature']).toBe(expected.digest('hex'));
			expect(headers['x-ha-signature']).toMatch(/^[0-9a-f]{64}$/);
		}
		expect(sim.notifications.sent.map(({ signed, scope }) => [signed, scope])).toEqual([
			[true, 'partner'],
			[true, 'partner'],
		]);
	});

	test('is tried again until exactly 200, after a delay that doubles', async () => {
		await start();
		sim.setBackOfficeUrl(receiver.url);
		receiver.reactions = [503, 'cut', 204, 302];
		sim.sell({ kind: 'free' });
		await sim.notifications.settled();
		const [{ tries, state }] = sim.notifications.sent;
		expect(state).toBe('delivered');
		expect(tries.map(({ status, retryInMs }) => [status, retryInMs])).toEqual([
			[503, 4],
			[0, 8],
			[204, 16],
			[302, 32],
			[200, undefined],
		]);
		expect(receiver.received.map(({ path: where }) => where)).toEqual(['/', '/', '/', '/', '/']);
		expect(new Set(receiver.received.map(({ raw }) => raw.toString())).size).toBe(1);
		// Timers may be early by the millisecond that they are rounded to, and as late as the machine is busy.
		receiver.received.slice(1).forEach(({ at }, index) => {
			expect(at - receiver.received[index].at).toBeGreaterThan((tries[index].retryInMs ?? 0) - 2);
		});
	});

	test('waits 3 seconds at first, and is given up after 16 tries', async () => {
		await start({ retryMs: undefined });
		sim.setBackOfficeUrl(receiver.url);
		receiver.reactions = [500];
		sim.sell({ kind: 'free' });
		await receiver.arrived(1);
		while (sim.notifications.sent[0].tries.length === 0) await new Promise(setImmediate);
		expect(sim.notifications.sent[0].tries[0].retryInMs).toBe(3_000);
		await sim.stop();

		await start({ retryMs: 0 });
		sim.setBackOfficeUrl(receiver.url);
		receiver.reactions = Array<number>(99).fill(500);
		sim.sell({ kind: 'free' });
		await sim.notifications.settled();
		expect(statuses()).toEqual([Array<number>(16).fill(500)]);
		expect(sim.notifications.sent[0].state).toBe('gaveUp');
		expect(receiver.received).toHaveLength(17);
	});

	test('no answer in time and nobody there count as failures', async () => {
		await start({ timeoutMs: 30, maxTries: 2 });
		receiver.reactions = ['silence', 'silence'];
		sim.setBackOfficeUrl(receiver.url);
		sim.sell({ kind: 'free' });
		await sim.notifications.settled();
		await receiver.stop();
		sim.sell({ kind: 'free' });
		await sim.notifications.settled();
		expect(statuses()).toEqual([
			[0, 0],
			[0, 0],
		]);
		receiver = await Receiver.start();
	});

	test('carries what a proxy would add', async () => {
		await start({ headers: { 'X-Forwarded-For': '4.233.135.234' } });
		sim.setBackOfficeUrl(receiver.url);
		sim.sell({ kind: 'free' });
		await sim.notifications.settled();
		expect(receiver.received[0].headers['x-forwarded-for']).toBe('4.233.135.234');
	});
});

describe('many', () => {
	test('use few connections', async () => {
		await start({ concurrency: 3 });
		sim.setBackOfficeUrl(receiver.url);
		sim.sellMany(50);
		await sim.notifications.settled();
		expect(receiver.received).toHaveLength(100);
		expect(receiver.connections.size).toBe(3);
	});

	const held = async (release: object) => {
		await start({ concurrency: 1 });
		sim.setBackOfficeUrl(receiver.url);
		sim.notifications.hold();
		sim.sellMany(20);
		expect(sim.notifications.held).toHaveLength(40);
		await sim.notifications.settled();
		expect(sim.notifications.sent).toEqual([]);
		const released = sim.notifications.release(release);
		await sim.notifications.settled();
		expect(sim.notifications.held).toEqual([]);
		expect(receiver.received.map(({ raw }) => raw.toString())).toEqual(
			released.map(({ body }) => body),
		);
		return released.map(({ id, duplicateOf }) => duplicateOf ?? id);
	};
	const count = (ids: number[]) => ids.map((id) => ids.filter((other) => other === id).length);
	const rising = Array.from({ length: 40 }, (_none, index) => index + 1);

	test('are held, and released in their order', async () => {
		expect(await held({})).toEqual(rising);
		sim.sell({ kind: 'free' });
		await sim.notifications.settled();
		expect(receiver.received).toHaveLength(41);
	});

	test('are released with a part of them twice', async () => {
		const ids = await held({ duplicates: 0.2 });
		expect(ids).toHaveLength(48);
		expect(ids).toEqual([...ids].sort((a, b) => a - b));
		expect(count(ids).filter((times) => times === 2)).toHaveLength(16);
	});

	test('are shuffled the same way for the same seed', async () => {
		const orders: number[][] = [];
		for (const seed of [7, 7, 8]) {
			orders.push(await held({ shuffle: true, duplicates: 0.5, seed }));
			await sim.stop();
			receiver.received.length = 0;
		}
		expect(orders[0]).toEqual(orders[1]);
		expect(orders[0]).not.toEqual(orders[2]);
		expect(orders[0]).not.toEqual([...orders[0]].sort((a, b) => a - b));
		expect([...new Set(orders[0])].sort((a, b) => a - b)).toEqual(rising);
		expect(orders[0]).toHaveLength(60);
	});

	test('as many at a time as the release says, until all have settled', async () => {
		await start({ concurrency: 2 });
		sim.setBackOfficeUrl(receiver.url);
		sim.notifications.hold();
		sim.sellMany(20);
		receiver.reactions = Array<'silence'>(5).fill('silence');
		sim.notifications.release({ concurrency: 5 });
		await receiver.arrived(5);
		for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
		expect(receiver.received).toHaveLength(5);
	});
});

describe('an end', () => {
	test('clear forgets what was sent and what would be tried again', async () => {
		await start({ retryMs: 20 });
		sim.setBackOfficeUrl(receiver.url);
		receiver.reactions = [500];
		sim.sell({ kind: 'free' });
		await receiver.arrived(1);
		while (sim.notifications.sent[0].tries.length === 0) await new Promise(setImmediate);
		sim.notifications.clear();
		expect(sim.notifications.sent).toEqual([]);
		await sim.notifications.settled();
		const { order } = sim.sell({ kind: 'free' });
		await sim.notifications.settled();
		expect(receiver.received).toHaveLength(2);
		expect(receiver.received[1].json.data.id).toBe(order.id);
	});

	test('stop lets nobody wait, and sends no more', async () => {
		await start({ retryMs: 600_000 });
		sim.setBackOfficeUrl(receiver.url);
		receiver.reactions = [500, 'silence'];
		sim.sellMany(2, { kind: 'free' });
		await receiver.arrived(2);
		const settled = sim.notifications.settled();
		await sim.stop();
		await settled;
		sim.sell();
		await sim.notifications.settled();
		expect(receiver.received).toHaveLength(2);
		expect(sim.notifications.sent.map(({ state }) => state)).toEqual(['pending', 'pending']);
	});

	test('a stopped simulator does not keep its process alive', async () => {
		await start();
		const script = `
			const { startSimulator } = require('./index.ts');
			startSimulator({ seed: { orders: 6 }, notifications: { retryMs: 600000 } }).then(async (sim) => {
				sim.setBackOfficeUrl('${receiver.url}');
				sim.sellMany(2);
				while (!sim.notifications.sent.every(({ tries }) => tries.length > 0)) await new Promise(setImmediate);
				await sim.stop();
				console.log(sim.notifications.sent.map(({ state }) => state).join());
			});`;
		receiver.reactions = [500, 200, 500, 200];
		const { stdout } = await promisify(execFile)(
			process.execPath,
			['--require', 'tsx/cjs', '--eval', script],
			{ cwd: path.resolve(__dirname, '..'), timeout: 60_000 },
		);
		expect(stdout.trim().split(',').sort()).toEqual([
			'delivered',
			'delivered',
			'pending',
			'pending',
		]);
	}, 90_000);
});

describe('forged ones', () => {
	test('go out as they are told to', async () => {
		await start({ headers: { 'x-forwarded-for': '4.233.135.234' } });
		const { notifications } = sim;
		const body = { eventType: 'Order', data: { id: 1 } };
		receiver.reactions = [401];
		expect(await notifications.post(receiver.url, body, { signature: 'nonsense' })).toEqual({
			status: 401,
			body: 'thanks',
		});
		await notifications.post(receiver.url, body, { signatureKey: 'guessed' });
		await notifications.post(receiver.url, Buffer.from([0xff, 0x00]), {
			headers: { 'Content-Type': undefined, 'x-forwarded-for': '192.0.2.1', 'user-agent': 'curl' },
		});
		await notifications.post(receiver.url, '');
		expect(receiver.received.map(({ raw }) => raw.toString('latin1'))).toEqual([
			JSON.stringify(body),
			JSON.stringify(body),
			'\u00ff\u0000',
			'',
		]);
		const [wrong, guessed, bytes, empty] = receiver.received.map(({ headers }) => headers);
		expect(wrong).toMatchObject({
			'x-ha-signature': 'nonsense',
			'x-forwarded-for': '4.233.135.234',
			'content-type': 'application/json; charset=utf-8',
		});
		expect(guessed['x-ha-signature']).toBe(
			createHmac('sha256', 'guessed').update(JSON.stringify(body)).digest('hex'),
		);
		expect(bytes).toMatchObject({ 'x-forwarded-for': '192.0.2.1', 'user-agent': 'curl' });
		expect(bytes).not.toHaveProperty('content-type');
		expect(bytes).not.toHaveProperty('x-ha-signature');
		expect(empty['content-length']).toBe('0');
		expect(notifications.sent).toEqual([]);
	});

	test('may lie about their length; no answer is status 0', async () => {
		await start();
		const lie = { headers: { 'content-length': '500' }, timeoutMs: 50 };
		expect(await sim.notifications.post(receiver.url, '{"eventType":"Order"}', lie)).toEqual({
			status: 0,
			body: '',
		});
		expect(receiver.received).toEqual([]);
	});
});
