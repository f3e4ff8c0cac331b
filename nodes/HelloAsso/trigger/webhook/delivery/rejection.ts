import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** The sender may be anybody: details are for the log only. */
const PUBLIC_TEXTS = {
	400: 'Not a notification',
	401: 'Signature missing or wrong',
	403: 'Not confirmed',
	413: 'Too large',
	503: 'Try again later',
};

/** HelloAsso sends an event again until it is answered with 200, so that a true one is not lost by this. */
export class WebhookRejection extends Error {
	constructor(
		readonly status: keyof typeof PUBLIC_TEXTS,
		message: string,
	) {
		super(message);
		this.name = 'WebhookRejection';
	}
}

/** Answers 503 to anything that is not a rejection. */
export function reject(context: IWebhookFunctions, error: unknown): IWebhookResponseData {
	const status = error instanceof WebhookRejection ? error.status : 503;
	const reason = error instanceof Error ? error.message : String(error);
	context.logger.warn(
		`'${context.getNode().name}' in workflow ${context.getWorkflow().id} refused a notification with ${status}: ${reason}`,
	);
	context.getResponseObject().status(status).json({ message: PUBLIC_TEXTS[status] });
	return { noWebhookResponse: true };
}
