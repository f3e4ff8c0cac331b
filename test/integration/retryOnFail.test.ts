import type { IDataObject, INode } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { type Credential, credentialFor, runNode } from './engine';

/** n8n's 'Retry On Fail' runs the whole node again: what was sent must not be sent twice. */
let sim: Simulator;
let credential: Credential;

const RETRIED: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const REFUND = {
	resource: 'payment',
	operation: 'refund',
	paymentId: '={{ $json.id }}',
};
const CHECKOUT = {
	resource: 'checkoutIntent',
	operation: 'create',
	totalAmount: 12.5,
	itemName: 'Adhésion',
	backUrl: 'https://example.org/b',
	errorUrl: 'https://example.org/e',
	returnUrl: 'https://example.org/r',
};

beforeAll(async () => {
	sim = await startSimulator();
	credential = credentialFor(sim, 'fullAccess');
});
beforeEach(() => {
	sim.clearFaults();
	sim.clearRequests();
});
afterAll(async () => {
	await sim.stop();
});

/** Payments that were not refunded yet, each handed out once. */
let taken = 0;
function refundable(count: number): number[] {
	const ids = sim.data.payments
		.filter(({ state, type }) => state === 'Authorized' && type !== 'Offline')
		.map(({ id }) => id);
	return ids.slice(taken, (taken += count));
}

const refundsOf = (id: number) =>
	sim.data.refunds.filter(({ paymentId }) => paymentId === id).length;
const writes = () =>
	sim.apiRequests
		.filter(({ method }) => method === 'POST')
		.map(({ path }) => path.replace(/^\/v5/, ''));

const run = async (
	parameters: IDataObject,
	items: IDataObject[],
	node: Partial<INode> = {},
	key = credential,
) => await runNode({ credential: key, parameters, items, node: { ...RETRIED, ...node } });

describe('Retry On Fail › refunds', () => {
	test('beside one wrong id each is sent once over three tries, and the error tells what was done', async () => {
		const [one, other, last] = refundable(3);
		const { error } = await run(
			REFUND,
			[one, other, 999_999_999, last].map((id) => ({ id })),
		);
		expect(writes()).toEqual([
			`/payments/${one}/refund`,
			`/payments/${other}/refund`,
			'/payments/999999999/refund',
			'/payments/999999999/refund',
			'/payments/999999999/refund',
		]);
		expect([one, other, last].map(refundsOf)).toEqual([1, 1, 0]);
		expect(error?.description).toContain(
			'Of 4 items, 2 were carried out (0 to 1), item 2 failed, 1 was not begun.',
		);
	});

	test('a later try that succeeds puts out every item, each linked to its own', async () => {
		const ids = refundable(3);
		sim.failNext({ status: 429, match: { path: new RegExp(`/payments/${ids[1]}/refund`) } }, 1);
		const { error, output } = await run(
			REFUND,
			ids.map((id) => ({ id })),
		);
		expect(error).toBeUndefined();
		expect(output().map(({ json, pairedItem }) => [json.paymentId, pairedItem])).toEqual(
			ids.map((id, item) => [id, { item }]),
		);
		expect(ids.map(refundsOf)).toEqual([1, 1, 1]);
		expect(writes()).toHaveLength(4);
	});

	test('an answer that was lost after the refund is not asked for again: the outcome is unknown', async () => {
		const [id] = refundable(1);
		sim.failNext({ resetAfterHandling: true, match: { method: 'POST' } });
		const { error } = await run(REFUND, [{ id }]);
		expect(writes()).toEqual([`/payments/${id}/refund`]);
		expect(refundsOf(id)).toBe(1);
		expect(error?.description).toContain(
			'It is not known whether HelloAsso carried the request out',
		);
		expect(error?.description).toContain("'Retry On Fail' did not send it again.");
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'with %s a first item that fails makes n8n try again, and sends nothing twice',
		async (onError) => {
			const [one, other] = refundable(2);
			const { output, error } = await run(
				REFUND,
				[999_999_999, one, other].map((id) => ({ id })),
				{ onError },
			);
			expect(error).toBeUndefined();
			expect([one, other].map(refundsOf)).toEqual([1, 1]);
			expect(writes().filter((path) => !path.includes('999999999'))).toHaveLength(2);
			const all = [...output(0), ...output(1)].map(({ json }) => json.paymentId ?? json.errorType);
			expect(all.sort()).toEqual([one, other, 'notFound'].sort());
		},
	);

	test('without an execution id they are refused before anything is sent', async () => {
		const [id] = refundable(1);
		const { error } = await runNode({
			credential,
			parameters: REFUND,
			items: [{ id }],
			node: RETRIED,
			executionId: null,
		});
		expect(error?.message).toBe("'Retry On Fail' could send this twice: nothing was sent");
		expect(error?.description).toContain("Switch 'Retry On Fail' off under 'Settings'");
		expect(writes()).toEqual([]);
		expect(refundsOf(id)).toBe(0);
	});

	test('two executions of one workflow do not share what they carried out', async () => {
		const [one, other] = refundable(2);
		await run(REFUND, [{ id: one }]);
		const { json } = await run(REFUND, [{ id: other }]);
		expect(json()).toEqual([expect.objectContaining({ paymentId: other })]);
		expect([one, other].map(refundsOf)).toEqual([1, 1]);
	});
});

test('Retry On Fail › a checkout whose answer is lost makes one intent', async () => {
	const before = sim.data.checkoutIntents.length;
	sim.failNext({ resetAfterHandling: true, match: { method: 'POST' } });
	const { error } = await run(CHECKOUT, [{}]);
	expect(sim.data.checkoutIntents.length - before).toBe(1);
	expect(writes()).toHaveLength(1);
	expect(error?.description).toContain('It is not known');
});

test('Retry On Fail › an API Call that writes is sent once, too', async () => {
	const [one, other] = refundable(2);
	const call = {
		resource: 'api',
		operation: 'call',
		method: 'POST',
		path: '=/payments/{{ $json.id }}/refund',
	};
	await run(call, [{ id: one }, { id: other }, { id: 999_999_999 }]);
	expect([one, other].map(refundsOf)).toEqual([1, 1]);
	expect(writes()).toHaveLength(5);
});

test('Retry On Fail › a read is read again', async () => {
	sim.failNext({ status: 404, match: { path: /\/payments\/\d+$/ } }, 2);
	const [id] = refundable(1);
	const { error, json } = await run({ resource: 'payment', operation: 'get', paymentId: id }, [{}]);
	expect(error).toBeUndefined();
	expect(json()).toEqual([expect.objectContaining({ id })]);
	expect(sim.apiRequests).toHaveLength(3);
});
