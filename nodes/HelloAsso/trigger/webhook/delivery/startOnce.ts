import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { createHash, randomUUID } from 'node:crypto';

import { claim } from '../../../n8n/claim';
import type { Occurrence } from './eventStore';
import { sayWhatWasLeftOut } from './leaveOut';

/** Far above the time between two deliveries at the same moment. */
const MOMENT_MS = 10 * 60_000;
/** Where runs start in the process that takes the notifications, its own memory has told repeats apart. */
const PROCESS_ID = randomUUID();

/** What the webhook puts beside the `json` of an item, and the run takes away again. */
interface StartToken {
	startToken: { processId: string; claims: string[] };
}

/**
 * What the run needs to find out that another one has the same item, from a notification that came at the same
 * moment to another process.
 *
 * @param body of the notification, where an occurrence may come about again soon: that is told in other words
 */
export function startToken(occurrence: Occurrence, body = Buffer.alloc(0)): StartToken {
	const hash = createHash('sha256').update(JSON.stringify(occurrence)).update(body);
	const name = hash.digest('hex').slice(0, 32);
	const moment = Math.floor(Date.now() / MOMENT_MS);
	// Two moments, always the earlier one first: of two that span a boundary, both want the one that they share.
	const claims = [moment, moment + 1].map((one) => `${name} ${one}`);
	return { startToken: { processId: PROCESS_ID, claims } };
}

/** n8n calls this at the start of a run, with what the webhook has returned. */
export async function startOnce(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const [items] = await sayWhatWasLeftOut.call(this);
	const first: INodeExecutionData[] = [];
	for (const { startToken: token, ...item } of items)
		if (await isFirst(this, token as StartToken['startToken'] | undefined)) first.push(item);
	return [first];
}

async function isFirst(
	context: IExecuteFunctions,
	token: StartToken['startToken'] | undefined,
): Promise<boolean> {
	// An execution that a user runs again is wanted.
	if (!token || token.processId === PROCESS_ID || context.getMode() !== 'webhook') return true;
	for (const name of token.claims) if (!(await claim(context, name))) return false;
	return true;
}
