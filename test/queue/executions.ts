import { simulatorCredential } from '../../tools/simulatorCredential';
import { callAtOnce, onWebhook } from '../e2e/webhooks';
import { helloAsso } from '../e2e/workflows';
import type { QueueStage } from './stage';

export interface AtOnce {
	executions: Record<string, number>;
	/** Executions that sent on the organization that the node has read. */
	read: number;
	tokenCalls: number;
	refusedTokenCalls: number;
	seconds: number;
}

/**
 * So many runs of the node at once on a credential without a token, called at both webhook processes. Nobody waits
 * for an answer: n8n 2.41 never gives it for an execution that has ended before it begins to listen for its end.
 */
export async function executionsAtOnce(stage: QueueStage, count: number): Promise<AtOnce> {
	const { data } = simulatorCredential(stage.simulator);
	const credentialId = await stage.rest.createCredential('HelloAsso fresh', data);
	const name = 'organization-at-once';
	const node = helloAsso(
		'HelloAsso',
		{ resource: 'organization', operation: 'getAll' },
		{ credentialId },
	);
	const id = await stage.rest.createWorkflow(
		onWebhook(name, [node, stage.collector.node()], 'onReceived'),
	);
	await stage.rest.activate(id);
	stage.simulator.clearRequests();
	const begun = Date.now();
	const half = Math.ceil(count / 2);
	await Promise.all(stage.webhooks.map(async (server) => await callAtOnce(server, name, half)));
	const { executions, received } = await stage.runs({ id });
	const seconds = Math.round((Date.now() - begun) / 1000);
	const { tokenRequests } = stage.simulator;
	return {
		executions,
		read: received.filter(
			({ organizationSlug }) => organizationSlug === stage.simulator.organizationSlug,
		).length,
		tokenCalls: tokenRequests.length,
		refusedTokenCalls: tokenRequests.filter(({ status }) => status !== 200).length,
		seconds,
	};
}
