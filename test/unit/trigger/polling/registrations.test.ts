import { Seeded } from '../../../load/torture/random';
import { History } from './history';
import { ListServer, Trigger } from './listServer';

const idsOf = (rows: Array<{ id?: unknown }>) => rows.map(({ id }) => id);
let workflows = 0;

function scene() {
	const random = new Seeded(5);
	const server = new ListServer(random);
	const history = new History(server, random);
	return {
		server,
		history,
		workflow: `twice-${++workflows}`,
		parameters: { event: 'updatedPayment' },
	};
}

test('two registrations of a trigger with data of their own › a record comes out once', async () => {
	const { server, history, workflow } = scene();
	const parameters = { event: 'newPayment' };
	const both = [0, 1].map(() => new Trigger(server, parameters, workflow));
	await both[0].poll();
	await both[1].poll();
	const seen: unknown[] = [];
	const expected: unknown[] = [];
	for (let round = 0; round < 6; round++) {
		expected.push(history.pay('Authorized').id);
		server.nowMs += 60_000;
		const found = await Promise.all(both.map(async (trigger) => await trigger.poll()));
		seen.push(...idsOf(found.flat()));
		both.reverse();
	}
	expect(seen).toEqual(expected);
});

test('two registrations with copies of the same data, also of another process › a record comes out once', async () => {
	const { server, history, workflow } = scene();
	const parameters = { event: 'newPayment' };
	const first = new Trigger(server, parameters, workflow);
	await first.poll();
	const foreign = JSON.stringify({ ...first.data, handedOn: 'another-process 12' });
	for (const stored of [first.stored, foreign]) {
		const both = [0, 1].map(() => new Trigger(server, parameters, workflow, stored));
		const { id } = history.pay('Authorized');
		const expected = stored === foreign ? server.rows.map((row) => row.id) : [id];
		expect(idsOf(await both[0].poll())).toEqual(expected);
		expect(idsOf(await both[1].poll())).toEqual([]);
	}
});

test('two registrations › each change of a payment to and fro comes out once, and one alone misses none', async () => {
	const { server, history, workflow, parameters } = scene();
	const payment = history.pay('Authorized');
	const both = [0, 1].map(() => new Trigger(server, parameters, workflow));
	for (const trigger of both) await trigger.poll();
	const change = (name: string, state: string) => {
		server.nowMs += 60_000;
		history.become(payment, name, { state });
	};
	for (let round = 0; round < 4; round++) {
		const [name, state] = round % 2 ? ['paid', 'Authorized'] : ['contested', 'Contested'];
		change(name, state);
		const found = [...(await both[0].poll()), ...(await both[1].poll())];
		expect(found.map((one) => one.change)).toEqual([name]);
		both.reverse();
	}
	for (const name of ['contested', 'paid', 'contested']) {
		change(name, name === 'paid' ? 'Authorized' : 'Contested');
		expect((await both[1].poll()).map((one) => one.change)).toEqual([name]);
	}
});

test('a trigger that begins later in the same process › gets everything anew', async () => {
	const { server, history, workflow } = scene();
	const parameters = { event: 'newPayment' };
	for (let run = 0; run < 2; run++) {
		server.rows = [];
		const trigger = new Trigger(server, parameters, workflow);
		await trigger.poll();
		server.rows = [{ ...history.pay('Authorized'), id: 77 }];
		expect(idsOf(await trigger.poll())).toEqual([77]);
	}
});

test('what a poll found that n8n threw away, because the workflow was saved meanwhile › comes by the next registration', async () => {
	const { server, history, workflow } = scene();
	const parameters = { event: 'newPayment' };
	const former = new Trigger(server, parameters, workflow);
	await former.poll();
	const { stored } = former;
	const { id } = history.pay('Authorized');
	expect(idsOf(await former.poll())).toEqual([id]);
	const present = new Trigger(server, parameters, workflow, stored);
	const found: unknown[] = [];
	for (let minute = 0; minute < 5; minute++) {
		server.nowMs += 60_000;
		found.push(...idsOf(await present.poll()));
	}
	expect(found).toEqual([id]);
});
