import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { createHash, randomUUID } from 'node:crypto';

import { claim } from '../../../n8n/claim';
import type { Occurrence } from './eventStore';
import { sayWhatWasLeftOut } from './leaveOut';

/** Far above the time between two deliveries at the same moment. */
const MOMENT_MS = 10 * 60_000;
/** Where runs start in the process that takes the notifications, its own memory has told repeats apart. */
const PROCESS_ID = randomUUID();

/**
 * What the run needs to find out that another one has the same item, from a notification that came at the same
 * moment to another process. It stands at the item's place in the second output of the node's webhook, which
 * `execute` takes away.
 *
 * @param body of the notification, where an occurrence may come about again soon: that is told in other words
 */
export function startToken(occurrence: Occurrence, body = Buffer.alloc(0)): INodeExecutionData {
	const hash = createHash('sha256').update(JSON.stringify(occurrence)).update(body);
	const name = hash.digest('hex').slice(0, 32);
	const moment = Math.floor(Date.now() / MOMENT_MS);
	// Two moments, always the earlier one first: of two that span a boundary, both want the one that they share.
	const claims = [moment, moment + 1].map((one) => `${name} ${one}`);
	return { json: { processId: PROCESS_ID, claims } };
}

/** n8n calls this at the start of a run, with what the webhook has returned. */
export async function startOnce(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const [items] = await sayWhatWasLeftOut.call(this);
	// An execution that a user runs again is wanted.
	if (this.getMode() !== 'webhook') return [items];
	const tokens = this.getInputData(1);
	const first: INodeExecutionData[] = [];
	for (const [index, item] of items.entries())
		if (await isFirst(this, tokens[index]?.json)) first.push(item);
	return [first];
}

async function isFirst(context: IExecuteFunctions, token: IDataObject = {}): Promise<boolean> {
	const { processId, claims = [] } = token;
	if (processId === PROCESS_ID) return true;
	for (const name of claims as string[]) if (!(await claim(context, name))) return false;
	return true;
}
