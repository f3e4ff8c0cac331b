import { BinaryDataService } from 'n8n-core';
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

describe('Retry On Fail › what the failure says was done', () => {
	test('items that an earlier try carried out count, and one whose outcome is unknown is called so', async () => {
		const ids = refundable(4);
		sim.failNext({ status: 429, match: { path: new RegExp(`/payments/${ids[1]}/refund`) } }, 1);
		sim.failNext(
			{ resetAfterHandling: true, match: { path: new RegExp(`/payments/${ids[2]}/refund`) } },
			1,
		);
		const { error } = await run(
			REFUND,
			ids.map((id) => ({ id })),
		);
		expect(ids.map(refundsOf)).toEqual([1, 1, 1, 0]);
		expect(writes()).toHaveLength(4);
		expect(error?.description).toMatch(
			/ 'Retry On Fail' did not send it again\. Of 4 items, 2 were carried out \(0 to 1\), the outcome of item 2 is unknown, 1 was not begun\.$/,
		);
	});

	test.each([
		[0, 'Of 2 items, 0 were carried out, item 0 failed, 1 was not begun.'],
		[1, 'Of 2 items, 1 was carried out (0), item 1 failed, 0 were not begun.'],
	])('an expression that fails for item %i says so too', async (wrong, progress) => {
		const [one] = refundable(1);
		const items: IDataObject[] = [{ id: one }];
		items.splice(wrong, 0, {});
		const { error } = await runNode({
			credential,
			parameters: { ...REFUND, paymentId: '={{ $json.id ?? $("Nobody").item.json.id }}' },
			items,
		});
		expect(error?.message).toBe("Referenced node doesn't exist");
		expect(error?.description).toBe(progress);
		expect(refundsOf(one)).toBe(wrong);
	});
});

describe('Retry On Fail › a node that runs several times in one execution', () => {
	/** Each run has items 0 and 1, so that only the run index tells them apart. */
	const inLoop = async (ids: number[], node: Partial<INode> = {}) =>
		await runNode({
			credential,
			parameters: REFUND,
			items: ids.map((id) => ({ id })),
			node: { ...RETRIED, ...node },
			batchSize: 2,
		});

	test('in a loop, each run sends its own writes', async () => {
		const ids = refundable(4);
		const { error, output } = await inLoop(ids);
		expect(error).toBeUndefined();
		expect(writes()).toEqual(ids.map((id) => `/payments/${id}/refund`));
		expect(ids.map(refundsOf)).toEqual([1, 1, 1, 1]);
		expect([0, 1].flatMap((run) => output(0, run).map(({ json }) => json.paymentId))).toEqual(ids);
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'in a loop with %s, a run whose every try failed leaves nothing to the next',
		async (onError) => {
			const [one, two, three] = refundable(3);
			const { error, output } = await inLoop([999_999_999, one, two, three], { onError });
			expect(error).toBeUndefined();
			expect([one, two, three].map(refundsOf)).toEqual([1, 1, 1]);
			expect(writes().filter((path) => !path.includes('999999999'))).toEqual(
				[one, two, three].map((id) => `/payments/${id}/refund`),
			);
			if (onError === 'continueRegularOutput') {
				expect(output(0, 1).map(({ json }) => json.paymentId)).toEqual([two, three]);
			}
		},
	);

	test('a try that is repeated in the second run repeats nothing of the first', async () => {
		const ids = refundable(4);
		sim.failNext({ status: 429, match: { path: new RegExp(`/payments/${ids[3]}/refund`) } }, 2);
		const { error, output } = await inLoop(ids);
		expect(error).toBeUndefined();
		expect(ids.map(refundsOf)).toEqual([1, 1, 1, 1]);
		expect(writes()).toEqual([0, 1, 2, 3, 3, 3].map((index) => `/payments/${ids[index]}/refund`));
		expect(output(0, 1).map(({ json }) => json.paymentId)).toEqual(ids.slice(2));
	});

	test('Execute Once writes for the first item only', async () => {
		const ids = refundable(2);
		const { json } = await run(
			REFUND,
			ids.map((id) => ({ id })),
			{ executeOnce: true },
		);
		expect(json().map(({ paymentId }) => paymentId)).toEqual([ids[0]]);
		expect(ids.map(refundsOf)).toEqual([1, 0]);
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

test('Retry On Fail › an answer that n8n cannot store is not asked for again', async () => {
	const [id] = refundable(1);
	const store = jest.spyOn(BinaryDataService.prototype, 'store');
	store.mockRejectedValue(new Error('ENOSPC'));
	const path = `/payments/${id}/refund`;
	const call = { resource: 'api', operation: 'call', method: 'POST', path };
	const { error } = await run({ ...call, options: { responseFormat: 'file' } }, [{}]);
	store.mockRestore();
	expect(writes()).toEqual([path]);
	expect(refundsOf(id)).toBe(1);
	expect(error?.message).toBe(
		'HelloAsso has carried the request out, but its answer was lost: ENOSPC',
	);
	expect(error?.description).toContain('Do not run it again for this item.');
});

test('Retry On Fail › a read is read again', async () => {
	sim.failNext({ status: 404, match: { path: /\/payments\/\d+$/ } }, 2);
	const [id] = refundable(1);
	const { error, json } = await run({ resource: 'payment', operation: 'get', paymentId: id }, [{}]);
	expect(error).toBeUndefined();
	expect(json()).toEqual([expect.objectContaining({ id })]);
	expect(sim.apiRequests).toHaveLength(3);
});
