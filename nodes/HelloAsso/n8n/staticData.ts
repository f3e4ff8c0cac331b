import type { IDataObject } from 'n8n-workflow';
import { deepCopy } from 'n8n-workflow';

/**
 * n8n (1.123, 2.41) reads a workflow's static data anew for each webhook and writes all of it back
 * afterwards, so that of two at once the last write wins. Put into static data, this becomes a text only
 * when n8n writes, and is never older than what another webhook has written meanwhile.
 */
export class LazySnapshot {
	constructor(private readonly source: { toString(): string }) {}

	toJSON(): string {
		return this.source.toString();
	}
}

/**
 * n8n 2.41 loses the flag that static data have changed when it puts the same object into the workflow
 * that it runs. Called from a getter `webhookResponse`, which n8n reads just before it saves static data,
 * this sets the flag again.
 */
export function markChanged(staticData: IDataObject): void {
	for (const [name, value] of Object.entries(staticData)) staticData[name] = value;
}

/** n8n (1.123, 2.41) does not notice a change inside a stored object, and wraps what is inside in proxies. */
export function replaceObject(staticData: IDataObject, name: string, value: object): void {
	staticData[name] = deepCopy(value) as IDataObject;
}

/**
 * Whether n8n has yet to write a workflow's static data into its database. It does so when it takes what a poll
 * returns; n8n 2.41 does not when it throws that away, because the workflow was saved or switched off during the
 * poll. undefined where n8n keeps its note elsewhere.
 */
export function isUnsaved(context: object): boolean | undefined {
	const { workflow } = context as { workflow?: { staticData?: { __dataChanged?: unknown } } };
	const isChanged = workflow?.staticData?.__dataChanged;
	return typeof isChanged === 'boolean' ? isChanged : undefined;
}
