import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * n8n's setting 'Retry On Fail' runs the whole node again, from the first item on, in the same process
 * (seen on 1.123.81 and 2.41.1): when the node throws, and with On Error → Continue when its first output
 * item is an error. Execution, node and run index stay the same over the tries.
 */
export interface RetriedRun {
	/** The same for every try of one run of the node; undefined where nothing tells the tries apart from other runs. */
	key: string | undefined;
	/** How often n8n runs the node, the first time included. */
	maxTries: number;
}

/** undefined for a node without 'Retry On Fail'. */
export function retriedRun(execute: IExecuteFunctions): RetriedRun | undefined {
	const { name, type, retryOnFail, maxTries } = execute.getNode();
	if (retryOnFail !== true) return undefined;
	const executionId = execute.getExecutionId();
	// As a tool of an AI agent the node gets another run index at each try (2.41.1).
	const isKnown = Boolean(executionId) && !type.endsWith('Tool');
	const runIndex = isKnown ? execute.getWorkflowDataProxy(0).$runIndex : undefined;
	return {
		key: isKnown ? JSON.stringify([executionId, name, runIndex]) : undefined,
		// As n8n bounds it.
		maxTries: Math.min(5, Math.max(2, maxTries || 3)),
	};
}
