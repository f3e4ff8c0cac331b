import type { ICheckProcessedOptions, IExecuteFunctions } from 'n8n-workflow';

type Helpers = IExecuteFunctions['helpers'];

/** More than a claim takes: a bound for the one case in which all claims share a row. */
const OPTIONS: ICheckProcessedOptions = { mode: 'entries', maxEntries: 10_000 };
/** How long a claim stays in n8n's database, which removes it by itself only with the workflow. */
const KEPT_MS = 24 * 3_600_000;

/** What this process has claimed, and when, by the name of the row; the oldest first. */
const claimed = new Map<string, number>();

/**
 * Whether this execution is the first of its node to claim a name, in all processes of n8n. It stays the first when
 * n8n runs it again; when n8n's database does not answer, each is.
 *
 * n8n (1.123, 2.41) keeps in its database what a node has processed. It reads the node's row, adds to it and writes
 * it back, so that of two at the same moment neither learns of the other; but no row can be made twice. It names
 * the row by the id that the node in `getExecuteData()` has at that moment, so each claim can have a row of its own.
 * Should n8n take the id from elsewhere one day, claims share a row, and hold against all but the same moment.
 */
export async function claim(context: IExecuteFunctions, name: string): Promise<boolean> {
	const { id } = context.getNode();
	await forgetOld(context, id);
	const row = `${id} ${name}`;
	const entries = [name, `${name} ${context.getExecutionId()}`];
	const record = async () =>
		await onRow(context, row, async ({ checkProcessedAndRecord }) =>
			checkProcessedAndRecord(entries, 'node', OPTIONS),
		);
	// Refused when another execution has made the row meanwhile, which is then found.
	const answer = await record()
		.catch(record)
		.catch(() => undefined);
	// Both are new for the first, none when it comes again, and the execution alone for another one.
	if (answer?.new.length === 1) return false;
	claimed.set(row, Date.now());
	return true;
}

async function forgetOld(context: IExecuteFunctions, nodeId: string): Promise<void> {
	const before = Date.now() - KEPT_MS;
	for (const [row, timeMs] of claimed) {
		if (timeMs > before) return;
		if (!row.startsWith(nodeId)) continue;
		claimed.delete(row);
		const clear = async ({ clearAllProcessedItems }: Helpers) =>
			await clearAllProcessedItems('node', OPTIONS);
		// What is left over takes a little room, no more.
		await onRow(context, row, clear).catch(() => undefined);
	}
}

/** @param ask calls n8n before it waits for anything */
async function onRow<T>(
	context: IExecuteFunctions,
	row: string,
	ask: (helpers: Helpers) => Promise<T>,
): Promise<T> {
	const { node } = context.getExecuteData();
	const { id } = node;
	node.id = row;
	const asked = ask(context.helpers);
	node.id = id;
	return await asked;
}
