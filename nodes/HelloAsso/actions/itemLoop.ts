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
	return await run(execute, parallel, work, () => '');
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
	if (!ledger) return await run(execute, 1, work, progress);
	let hasFailed = true;
	try {
		const once: Work = async (itemIndex) =>
			await ledger.once(itemIndex, async () => await work(itemIndex));
		const items = await run(execute, 1, once, progress);
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

/**
 * What the failure of an item left behind. Items are worked on in order, and one that an earlier try carried
 * out is not begun again: so those before it were carried out, and those behind it never.
 */
function progress(execute: IExecuteFunctions, error: unknown, itemIndex: number): string {
	const itemCount = execute.getInputData().length;
	if (itemCount === 1) return '';
	const left = itemCount - itemIndex - 1;
	const done = `${itemIndex} ${itemIndex === 1 ? 'was' : 'were'} carried out`;
	const which = itemIndex === 0 ? '' : itemIndex === 1 ? ' (0)' : ` (0 to ${itemIndex - 1})`;
	const isUnknown = error instanceof HelloAssoError && error.details.outcomeUnknown;
	const failed = isUnknown
		? `the outcome of item ${itemIndex} is unknown`
		: `item ${itemIndex} failed`;
	return `Of ${itemCount} items, ${done}${which}, ${failed}, ${left} ${left === 1 ? 'was' : 'were'} not begun.`;
}

async function run(
	execute: IExecuteFunctions,
	parallel: number,
	work: Work,
	describe: typeof progress,
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
		const error = toNodeError(execute.getNode(), failures.get(first), first);
		const description = [error.description, describe(execute, failures.get(first), first)];
		error.description = description.filter(Boolean).join(' ') || undefined;
		throw error;
	}
	return results.flatMap((items, itemIndex) => {
		const pairedItem = { item: itemIndex };
		// Not copied: of a long list these are many.
		for (const item of items) item.pairedItem = pairedItem;
		if (!failures.has(itemIndex)) return items;
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
