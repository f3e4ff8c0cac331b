import type { IDataObject, IRun } from 'n8n-workflow';
import { Execution } from '../../tools/n8n/execution';
import type { RestClient } from '../../tools/n8n/rest';
import type { N8nServer } from '../../tools/n8n/server';
import { waitFor } from './browser/waitFor';

interface Stored {
	status: string;
	data: string;
}

/**
 * Runs a stored workflow as the editor does, where a command line cannot: with Data Tables, or by a message of the
 * chat, which is the trigger's item.
 */
export async function runInEditor(
	server: N8nServer,
	rest: RestClient,
	id: string,
	{ trigger, item }: { trigger: string; item?: IDataObject },
): Promise<Execution> {
	const workflowData = await rest.call<object>('GET', `/workflows/${id}`);
	const data = item && { data: { main: [[{ json: item }]] } };
	const { executionId } = await rest.call<{ executionId: string }>('POST', `/workflows/${id}/run`, {
		workflowData,
		triggerToStartFrom: { name: trigger, ...(data && { data }) },
	});
	let stored: Stored | undefined;
	await waitFor(
		async () => {
			stored = await rest.call<Stored>('GET', `/executions/${executionId}`);
			return !['new', 'running', 'waiting'].includes(stored.status);
		},
		{ what: () => `the end of an execution that is ${stored?.status}`, timeoutMs: 60_000 },
	);
	return new Execution(server, { data: unflatten(stored?.data ?? '') } as IRun, server.log());
}

/** As n8n stores executions: a list of values, in which texts inside of others are places in the list. */
function unflatten(text: string): unknown {
	const values = JSON.parse(text) as unknown[];
	const done = new Map<number, unknown>();
	const at = (place: number): unknown => {
		const value = values[place];
		if (value === null || typeof value !== 'object') return value;
		if (done.has(place)) return done.get(place);
		const whole: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
		done.set(place, whole);
		for (const [name, inner] of Object.entries(value))
			Object.assign(whole, { [name]: typeof inner === 'string' ? at(Number(inner)) : inner });
		return whole;
	};
	return at(0);
}
