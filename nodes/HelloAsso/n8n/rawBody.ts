import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';

/**
 * n8n (1.123, 2.41) reads a webhook's body before it calls the node, and answers 500 to one that is too
 * large or not compressed as it says. To a node of version 1 with this option it leaves the body, and the
 * node answers as it sees fit.
 */
export const LEAVE_BODY_TO_NODE: INodeProperties = {
	displayName: 'Binary Data',
	name: 'binaryData',
	type: 'hidden',
	default: true,
};

/** @throws an error with `status` 413 for a body that n8n finds too large */
export async function readRawBody(context: IWebhookFunctions): Promise<Buffer> {
	const request = context.getRequestObject();
	if (!request.rawBody) await request.readRawBody();
	return request.rawBody;
}
