import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { markForErrorOutput } from '../n8n/errorOutput';
import { toErrorItem, toNodeError } from '../transport';

type Work = (itemIndex: number) => Promise<INodeExecutionData[]>;

/**
 * Works on all input items, up to `parallel` of them at a time, and puts the results out in the order
 * of the items, each linked to the item it came from. With Continue On Fail a failed item becomes an
 * error item and the others go on; without, no new item is begun and the first failure is thrown.
 */
export async function runItems(
	execute: IExecuteFunctions,
	parallel: number,
	work: Work,
): Promise<INodeExecutionData[]> {
	const itemCount = execute.getInputData().length;
	const results: INodeExecutionData[][] = [];
	const failures = new Map<number, unknown>();
	const goOn = execute.continueOnFail();
	let next = 0;

	const worker = async () => {
		while (next < itemCount && (goOn || failures.size === 0)) {
			const itemIndex = next++;
			try {
				results[itemIndex] = await work(itemIndex);
			} catch (error) {
				failures.set(itemIndex, error);
				results[itemIndex] = [];
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(parallel, itemCount) }, worker));

	if (failures.size > 0 && !goOn) {
		const first = Math.min(...failures.keys());
		throw toNodeError(execute.getNode(), failures.get(first), first);
	}
	return results.flatMap((items, itemIndex) => {
		const pairedItem = { item: itemIndex };
		if (!failures.has(itemIndex)) return items.map((item) => ({ ...item, pairedItem }));
		return [errorItem(execute, failures.get(itemIndex), pairedItem)];
	});
}

function errorItem(
	execute: IExecuteFunctions,
	error: unknown,
	pairedItem: { item: number },
): INodeExecutionData {
	const node = execute.getNode();
	const item: INodeExecutionData = { json: toErrorItem(error), pairedItem };
	if (node.onError === 'continueErrorOutput')
		markForErrorOutput(item, toNodeError(node, error, pairedItem.item));
	return item;
}
