import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** n8n's format for executions: a list of values in which texts inside objects and lists are positions in that list. */
function unflatten(text: string): unknown {
	const parts = JSON.parse(text) as unknown[];
	const done = new Map<number, unknown>();
	const at = (index: number): unknown => {
		if (done.has(index)) return done.get(index);
		const part = parts[index];
		if (typeof part !== 'object' || part === null) return part;
		const whole: unknown[] | Record<string, unknown> = Array.isArray(part) ? [] : {};
		done.set(index, whole);
		for (const [key, value] of Object.entries(part))
			Object.assign(whole, { [key]: typeof value === 'string' ? at(Number(value)) : value });
		return whole;
	};
	return at(0);
}

interface RunData {
	resultData: {
		runData: Record<string, Array<{ data?: { main: Array<INodeExecutionData[] | null> } }>>;
		error?: { message: string };
	};
}

/** What a node put out in an execution, as `GET /rest/executions/{id}` tells it. */
export function outputOf(data: string, node: string): IDataObject[] {
	const { runData, error } = (unflatten(data) as RunData).resultData;
	if (error) throw new Error(`The execution failed: ${error.message}`);
	return (runData[node] ?? []).flatMap((run) =>
		(run.data?.main ?? []).flatMap((items) => (items ?? []).map(({ json }) => json)),
	);
}
