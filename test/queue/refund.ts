import { simulatorCredential } from '../../tools/simulatorCredential';
import { onWebhook } from '../e2e/webhooks';
import { waitFor } from '../e2e/browser/waitFor';
import { helloAsso } from '../e2e/workflows';
import type { QueueStage } from './stage';

export interface KilledRefund {
	/** What whoever called the workflow was answered. */
	answer: number;
	executions: Record<string, number>;
	/** How often the money was sent back. */
	refunds: number;
}

/** The worker is killed when HelloAsso has sent the money back, and before it hears of that. */
export async function refundWithKill(stage: QueueStage): Promise<KilledRefund> {
	const { simulator } = stage;
	const [payment] = simulator.sell({ kind: 'donation', notify: false }).payments;
	const name = 'refund';
	const { data } = simulatorCredential(simulator);
	const credentialId = await stage.rest.createCredential('HelloAsso with refunds', {
		...data,
		...simulator.keys.fullAccess,
	});
	const node = helloAsso(
		'HelloAsso',
		{
			resource: 'payment',
			operation: 'refund',
			paymentId: String(payment.id),
			refundType: 'part',
			refundAmount: '1',
		},
		{ credentialId },
	);
	const id = await stage.rest.createWorkflow(onWebhook(name, [node]));
	await stage.rest.activate(id);
	const refunds = () => simulator.data.refunds.filter(({ paymentId }) => paymentId === payment.id);
	let answer = () => {};
	const answerAfter = new Promise<void>((resolve) => (answer = resolve));
	simulator.failNext({ match: { method: 'POST', path: /refund$/ }, answerAfter });
	const called = fetch(`${stage.webhooks[0].url}/webhook/${name}`);
	await waitFor(() => refunds().length > 0, { what: () => 'the refund' });
	await stage.killWorkerOf(id);
	const { status } = await called;
	answer();
	return { answer: status, executions: await stage.executions({ id }), refunds: refunds().length };
}
