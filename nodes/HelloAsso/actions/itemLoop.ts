import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { markForErrorOutput } from '../n8n/errorOutput';
import { HelloAssoError, toErrorItem, toNodeError } from '../transport';
import { WriteLedger } from './writeLedger';

type Work = (itemIndex: number) => Promise<INodeExecutionData[]>;

/**
 * Works on all input items that only read, up to `parallel` of them at a time, and puts the results out
 * in the order of the items, each linked to the item it came from. With Continue On Fail a failed item
 * becomes an error item and the others go on; without, no new item is begun and the first failure is
 * thrown.
 */
export async function runItems(
	execute: IExecuteFunctions,
	parallel: number,
	work: Work,
): Promise<INodeExecutionData[]> {
	return await run(execute, parallel, work, (error) => error);
}

/**
 * The same for items that write: one after the other, each sent once over all tries of n8n's 'Retry On
 * Fail'. The failure that is thrown says what was carried out before it.
 */
export async function runWrites(
	execute: IExecuteFunctions,
	work: Work,
): Promise<INodeExecutionData[]> {
	const ledger = openLedger(execute);
	if (!ledger) return await run(execute, 1, work, sayWhatWasDone(execute));
	let hasFailed = true;
	try {
		const once: Work = async (itemIndex) =>
			await ledger.once(itemIndex, async () => await work(itemIndex));
		const items = await run(execute, 1, once, sayWhatWasDone(execute));
		// With Continue, n8n tries again only when the first item is an error.
		hasFailed = items[0]?.json.error !== undefined;
		return items;
	} finally {
		ledger.close(hasFailed);
	}
}

function openLedger(execute: IExecuteFunctions): WriteLedger | undefined {
	try {
		return WriteLedger.open(execute);
	} catch (error) {
		throw toNodeError(execute.getNode(), error);
	}
}

type Explain = (error: unknown, itemIndex: number) => unknown;

function sayWhatWasDone(execute: IExecuteFunctions): Explain {
	return (error, itemIndex) => {
		const itemCount = execute.getInputData().length;
		if (!(error instanceof HelloAssoError) || itemCount === 1) return error;
		const { type, message, details } = error;
		const left = itemCount - itemIndex - 1;
		const progress = `Of ${itemCount} items, ${itemIndex} ${itemIndex === 1 ? 'was' : 'were'} carried out${itemIndex > 0 ? ` (0 to ${itemIndex - 1})` : ''}, item ${itemIndex} failed, ${left} ${left === 1 ? 'was' : 'were'} not begun.`;
		const description = [details.description, progress].filter(Boolean).join(' ');
		return new HelloAssoError(type, message, { ...details, description });
	};
}

async function run(
	execute: IExecuteFunctions,
	parallel: number,
	work: Work,
	explain: Explain,
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
		throw toNodeError(execute.getNode(), explain(failures.get(first), first), first);
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
