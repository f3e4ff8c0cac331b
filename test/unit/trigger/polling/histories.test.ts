import type { IDataObject } from 'n8n-workflow';

import { Seeded } from '../../../load/torture/random';
import { History, type Flaws } from './history';
import { ListServer, Trigger, type Habits } from './listServer';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const RUNS = 8;
const ROUNDS = 25;
const PAID = ['Authorized', 'Registered'];

interface World extends Habits, Flaws {
	/** Of a record without times nothing tells, after a restart or with other filters, what it has come through. */
	isSteady?: boolean;
}
const WORLDS: Array<[string, World]> = [
	['all as assumed', {}],
	['shuffled pages', { isShuffled: true }],
	['records move between pages', { isByPosition: true }],
	['no times of update on some', { lacksMeta: true, isSteady: true }],
	['no dates on some', { lacksDates: true, isShuffled: true, isSteady: true }],
];

interface Scene {
	random: Seeded;
	server: ListServer;
	history: History;
	trigger: Trigger;
	/** Polls again where a request fails on the way. */
	poll: () => Promise<IDataObject[]>;
}

async function activated(event: string, world: World, seed: number): Promise<Scene> {
	const random = new Seeded(seed);
	const server = new ListServer(random, world);
	const history = new History(server, random, world);
	for (let one = 0; one < random.pick([0, 3, 80, 350]); one++) {
		server.nowMs += random.int(0, 2 * MINUTE);
		history.step(new Set(server.rows.map(({ id }) => Number(id))));
	}
	history.deeds = [];
	const trigger = new Trigger(server, { event });
	const poll = async () => {
		if (random.chance(0.2)) {
			server.failsAfter = random.int(0, 1);
			const items = await trigger.poll().catch(() => undefined);
			server.failsAfter = undefined;
			if (items) return items;
		}
		return await trigger.poll();
	};
	expect(await trigger.poll()).toEqual([]);
	return { random, server, history, trigger, poll };
}

/** What may happen between two polls beside what happens at HelloAsso. */
function disturb({ random, server, trigger }: Scene, { isSteady }: World): void {
	if (isSteady) return;
	if (random.chance(0.1)) server.slug = `renamed-${random.int(1, 1e9)}`;
	if (random.chance(0.15)) trigger.restart();
	const { event } = trigger.parameters;
	if (random.chance(0.1))
		trigger.change({ event, filters: random.chance(0.5) ? { userSearchKey: 'a' } : {} });
}

const seeds = Array.from({ length: RUNS }, (_, run) => 7 + run * 101);
const idsOf = (rows: IDataObject[]) => rows.map(({ id }) => Number(id));

describe.each(WORLDS)('in a random history, %s', (_name, world) => {
	test.each(seeds)(
		'paymentReceived hands on each payment once, when it is paid: seed %i',
		async (seed) => {
			const scene = await activated('paymentReceived', world, seed);
			const { random, server, history, poll } = scene;
			const paidNow = () => idsOf(server.rows.filter(({ state }) => PAID.includes(String(state))));
			const expected: number[] = [];
			const known = new Set(paidNow());
			const seen: number[] = [];
			for (let round = 0; round < ROUNDS; round++) {
				server.nowMs += random.int(0, 2) * MINUTE;
				for (let step = random.int(0, 6); step > 0; step--)
					history.step(new Set(server.rows.map(({ id }) => Number(id))));
				history.deeds = [];
				disturb(scene, world);
				const isBusy = random.chance(0.3);
				// What comes while the list is read comes out then or with the next poll.
				let coming = isBusy ? random.int(1, 120) : 0;
				if (isBusy)
					server.afterPage = () => {
						for (; coming > 0; coming--) history.pay('Authorized');
					};
				seen.push(...idsOf(await poll()));
				server.afterPage = () => {};
				if (isBusy) seen.push(...idsOf(await poll()));
				for (const id of paidNow()) {
					if (known.has(id)) continue;
					known.add(id);
					expected.push(id);
				}
				expect([round, [...seen].sort()]).toEqual([round, [...expected].sort()]);
			}
		},
	);

	test.each(seeds)(
		'updatedPayment hands on each change once and names it: seed %i',
		async (seed) => {
			const scene = await activated('updatedPayment', world, seed);
			const { random, server, history, poll } = scene;
			for (let round = 0; round < ROUNDS; round++) {
				const before = new Set(idsOf(server.rows));
				server.nowMs += random.int(1, 2) * MINUTE;
				for (let step = random.int(0, 6); step > 0; step--) history.step(before);
				disturb(scene, world);
				const expected = history.deeds.map(({ id, change }) => `${id} ${change}`);
				history.deeds = [];
				const seen = (await poll()).map(({ id, change }) => `${String(id)} ${String(change)}`);
				expect([round, seen.sort()]).toEqual([round, expected.sort()]);
			}
		},
	);
});

/** A list of some pages, older than any overlap. */
async function longList(event: string, habits: Habits, flaws: Flaws): Promise<Omit<Scene, 'poll'>> {
	const random = new Seeded(11);
	const server = new ListServer(random, habits);
	const history = new History(server, random, flaws);
	history.plan(2);
	for (let one = 0; one < 400; one++) {
		server.nowMs += MINUTE;
		history.pay('Authorized');
	}
	const trigger = new Trigger(server, { event });
	server.nowMs += DAY;
	expect(await trigger.poll()).toEqual([]);
	server.nowMs += DAY;
	return { random, server, history, trigger };
}

describe('what stands deep in the list comes with the first new sale after a day', () => {
	test('updatedPayment: a refund that does not touch its payment', async () => {
		const { server, history, trigger } = await longList(
			'updatedPayment',
			{},
			{ refundsUntouched: true },
		);
		const old = server.rows[50];
		history.become(old, 'refunded', { state: 'Refunded' });
		expect(await trigger.poll()).toEqual([]);
		history.pay('Authorized');
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({ id: old.id, change: 'refunded' }),
		]);
		expect(await trigger.poll()).toEqual([]);
		expect(server.requests).toBeGreaterThan(10);
	});

	test('paymentReceived: an instalment, in a list that is sorted otherwise than was asked', async () => {
		const { server, history, trigger } = await longList(
			'paymentReceived',
			{ sortsBy: 'number' },
			{},
		);
		const late = history.pay('Authorized');
		expect(await trigger.poll()).toEqual([]);
		const [planned] = server.rows;
		history.become(planned, 'paid', { state: 'Authorized' });
		expect(idsOf(await trigger.poll()).sort()).toEqual(idsOf([planned, late]).sort());
		expect(await trigger.poll()).toEqual([]);
	});

	test('a request that fails on the way there keeps nothing back, and the rest comes an hour later', async () => {
		const { server, history, trigger } = await longList(
			'updatedPayment',
			{},
			{ refundsUntouched: true },
		);
		const [deep] = server.rows.slice(50);
		const [near] = server.rows.slice(-2);
		history.become(deep, 'refunded', { state: 'Refunded' });
		history.become(near, 'contested', { state: 'Contested' });
		server.failsAfter = 2;
		expect(idsOf(await trigger.poll())).toEqual([near.id]);
		server.nowMs += 30 * MINUTE;
		history.become(near, 'paid', { state: 'Authorized' });
		expect(idsOf(await trigger.poll())).toEqual([near.id]);
		server.nowMs += 31 * MINUTE;
		history.become(near, 'contested', { state: 'Contested' });
		expect(idsOf(await trigger.poll()).sort()).toEqual(idsOf([deep, near]).sort());
	});
});
