import type {
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { namedEventsToldBy } from '../namedEvents';
import { filters } from '../fields';
import type { Settings } from '../settings';
import type { NotificationEvent } from './event';
import type { Filters } from './filters';

/** 200 without a run. */
export function accept(reason: string): IWebhookResponseData {
	return { webhookResponse: { message: `Received: ${reason}` } };
}

/** Under this name a run learns that nothing comes out of it, and why. */
const REASON = 'nothingComesOut';

/** A true event of which nothing comes out. In a test in the editor it ends the waiting, with a word. */
export function leaveOut(
	context: IWebhookFunctions,
	settings: Settings,
	{ eventType }: NotificationEvent,
	by: keyof Filters | 'events',
): IWebhookResponseData {
	const parameter = by === 'events' ? "'Trigger On'" : `'${filters[by].property.displayName}'`;
	const answer = accept(`left out by ${parameter}`);
	if (context.getMode() !== 'manual') return answer;
	if (['events', 'paymentStates'].includes(by) && isOtherHalfAwaited(eventType, settings))
		return answer;
	const reason =
		by === 'events'
			? `HelloAsso sent a true event (${eventType}), but it is none of those under 'Trigger On'. Choose the event there, or make another one at HelloAsso.`
			: `HelloAsso sent a true event (${eventType}), but ${parameter} under 'Filters' leaves it out. Correct the filter, or make another event at HelloAsso.`;
	return { ...answer, workflowData: [[{ json: { [REASON]: reason } }]] };
}

/**
 * n8n calls this at the start of a run, with what the webhook has returned: only a run can say something
 * under the node's output. No node behind it runs when nothing comes out.
 */
export async function sayWhatWasLeftOut(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const reason = items[0]?.json[REASON];
	if (typeof reason !== 'string') return [items];
	this.addExecutionHints({ message: reason, type: 'warning', location: 'outputPane' });
	return [[]];
}

/** Of a sale, HelloAsso sends the order and the payment in any order: the one that is meant may still come. */
function isOtherHalfAwaited(eventType: string, { events, confirms }: Settings): boolean {
	if (eventType !== 'Order' && eventType !== 'Payment') return false;
	const other = eventType === 'Order' ? 'Payment' : 'Order';
	const toldHere = confirms ? namedEventsToldBy(eventType, events) : [];
	return events.some(
		(event) =>
			event === other ||
			namedEventsToldBy(other, [event]).some((named) => !toldHere.includes(named)),
	);
}
