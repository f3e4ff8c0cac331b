import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { runItems } from '../../../nodes/HelloAsso/actions/itemLoop';
import { HelloAssoError, invalidParameter } from '../../../nodes/HelloAsso/transport';
import { thrownBy } from '../../fixtures/thrown';
import { NODE } from '../../fixtures/thrownByN8n';

/** n8n at the edge: so many input items, and what to do on an error. */
function inN8n(itemCount: number, onError?: 'continueRegularOutput' | 'continueErrorOutput') {
	return {
		getInputData: () => Array.from({ length: itemCount }, () => ({ json: {} })),
		continueOnFail: () => onError !== undefined,
		getNode: () => ({ ...NODE, onError }),
	} as unknown as IExecuteFunctions;
}

/** Work that ends when the test says so. */
function controlled() {
	const begun: number[] = [];
	const ends = new Map<
		number,
		{ succeed: (items: INodeExecutionData[]) => void; fail: (error: unknown) => void }
	>();
	const work = async (itemIndex: number) => {
		begun.push(itemIndex);
		return await new Promise<INodeExecutionData[]>((succeed, fail) => {
			ends.set(itemIndex, { succeed, fail });
		});
	};
	const end = (itemIndex: number) => ends.get(itemIndex) ?? { succeed() {}, fail() {} };
	return { begun, work, end };
}

/** Lets everything run that waits for nothing but the test. */
const settle = async () => {
	for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};
const one = (value: unknown): INodeExecutionData[] => [{ json: { value } } as INodeExecutionData];
const NOT_FOUND = new HelloAssoError('notFound', 'Not found', {
	httpCode: 404,
	description: 'Look again.',
});

describe('runItems', () => {
	it('links each result to its item, in the order of the items', async () => {
		const items = await runItems(inN8n(3), 2, async (index) => [
			...one(`${index}a`),
			...(index === 1 ? [] : one(`${index}b`)),
		]);
		expect(items).toEqual([
			{ json: { value: '0a' }, pairedItem: { item: 0 } },
			{ json: { value: '0b' }, pairedItem: { item: 0 } },
			{ json: { value: '1a' }, pairedItem: { item: 1 } },
			{ json: { value: '2a' }, pairedItem: { item: 2 } },
			{ json: { value: '2b' }, pairedItem: { item: 2 } },
		]);
	});

	it('keeps that order when later items are ready first', async () => {
		const { work, end } = controlled();
		const result = runItems(inN8n(3), 3, work);
		await settle();
		for (const index of [2, 0, 1]) end(index).succeed(one(index));
		expect((await result).map(({ json }) => json.value)).toEqual([0, 1, 2]);
	});

	it('keeps binary data', async () => {
		const binary = { data: { data: 'eA==', mimeType: 'text/csv' } };
		expect(await runItems(inN8n(1), 1, async () => [{ json: {}, binary }])).toEqual([
			{ json: {}, binary, pairedItem: { item: 0 } },
		]);
	});

	it('does nothing for no items', async () => {
		const { work, begun } = controlled();
		expect(await runItems(inN8n(0), 4, work)).toEqual([]);
		expect(begun).toEqual([]);
	});

	it('works on no more items at a time than allowed, and begins the next when one ends', async () => {
		const { work, begun, end } = controlled();
		const result = runItems(inN8n(5), 2, work);
		await settle();
		expect(begun).toEqual([0, 1]);
		end(1).succeed([]);
		await settle();
		expect(begun).toEqual([0, 1, 2]);
		end(0).succeed([]);
		end(2).succeed([]);
		await settle();
		expect(begun).toEqual([0, 1, 2, 3, 4]);
		end(3).succeed([]);
		end(4).succeed([]);
		expect(await result).toEqual([]);
	});

	it('works on one item after the other when told so', async () => {
		const { work, begun, end } = controlled();
		const result = runItems(inN8n(3), 1, work);
		for (const index of [0, 1, 2]) {
			await settle();
			expect(begun).toEqual(Array.from({ length: index + 1 }, (_, earlier) => earlier));
			end(index).succeed([]);
		}
		await result;
	});
});

describe('runItems when an item fails', () => {
	it('begins no further item, waits for those begun, and throws with the item', async () => {
		const { work, begun, end } = controlled();
		const thrown = thrownBy(async () => await runItems(inN8n(10), 3, work));
		await settle();
		end(1).fail(NOT_FOUND);
		await settle();
		end(0).succeed(one(0));
		end(2).succeed(one(2));
		const error = await thrown;
		expect(begun).toEqual([0, 1, 2]);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({
			message: 'Not found',
			description: 'Look again.',
			context: { itemIndex: 1 },
		});
	});

	it('throws the failure of the first item, not that which came first', async () => {
		const { work, end } = controlled();
		const thrown = thrownBy(async () => await runItems(inN8n(3), 3, work));
		await settle();
		end(2).fail(new HelloAssoError('timeout', 'third'));
		await settle();
		end(0).fail(invalidParameter({ label: 'Order ID', name: 'orderId' }, 'is empty', 'Enter it.'));
		end(1).fail(new HelloAssoError('timeout', 'second'));
		const error = await thrown;
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({ message: "'Order ID' is empty", context: { itemIndex: 0 } });
	});

	it('with Continue On Fail puts an error item in its place and goes on', async () => {
		const items = await runItems(inN8n(3, 'continueRegularOutput'), 1, async (index) => {
			if (index === 1) throw NOT_FOUND;
			return one(index);
		});
		expect(items).toEqual([
			{ json: { value: 0 }, pairedItem: { item: 0 } },
			{
				json: {
					error: 'Not found',
					description: 'Look again.',
					httpCode: 404,
					errorType: 'notFound',
				},
				pairedItem: { item: 1 },
			},
			{ json: { value: 2 }, pairedItem: { item: 2 } },
		]);
		expect('error' in items[1]).toBe(false);
	});

	it('with Continue On Fail survives that all fail, and anything that can be thrown', async () => {
		const thrown = [new TypeError('x'), 'text', undefined, null];
		const items = await runItems(
			inN8n(4, 'continueRegularOutput'),
			2,
			async (index) => await Promise.reject(thrown[index]),
		);
		expect(items.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			['x', { item: 0 }],
			['text', { item: 1 }],
			['undefined', { item: 2 }],
			['null', { item: 3 }],
		]);
	});

	it('catches what is thrown before the work is a promise', async () => {
		const work = (() => {
			throw NOT_FOUND;
		}) as unknown as (itemIndex: number) => Promise<INodeExecutionData[]>;
		expect(await runItems(inN8n(1, 'continueRegularOutput'), 1, work)).toMatchObject([
			{ json: { errorType: 'notFound' } },
		]);
	});

	it('with an error output marks the item for it, hidden from a copy', async () => {
		const items = await runItems(inN8n(2, 'continueErrorOutput'), 2, async (index) => {
			if (index === 1) throw NOT_FOUND;
			return one(index);
		});
		expect(items[0].error).toBeUndefined();
		expect(items[1].error).toBeInstanceOf(NodeApiError);
		expect(items[1].error).toMatchObject({
			message: 'Not found',
			context: { itemIndex: 1, errorType: 'notFound' },
		});
		expect({ ...items[1] }).toEqual({
			json: {
				error: 'Not found',
				description: 'Look again.',
				httpCode: 404,
				errorType: 'notFound',
			},
			pairedItem: { item: 1 },
		});
		expect(Object.keys(items[1])).not.toContain('error');
	});
});
