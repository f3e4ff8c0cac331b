import type { IDataObject } from 'n8n-workflow';

import { HelloAssoError, type ApiRequest, type HelloAssoClient } from '../transport';
import { payoutLines } from './payoutLines';
import { readPaymentsOf } from './payoutPayments';

/**
 * One payout line by line, from HelloAsso's export of it and the payments.
 *
 * @param request that of the export
 */
export async function readPayout(
	client: HelloAssoClient,
	request: ApiRequest,
): Promise<IDataObject[]> {
	const { body } = await client.request<IDataObject[]>(request);
	if (!Array.isArray(body)) {
		throw new HelloAssoError(
			'invalidResponse',
			'HelloAsso answered without the lines of the payout',
			{
				description: 'Try again later.',
			},
		);
	}
	const { value } = request.parameters?.find(({ name }) => name === 'cashOutId') ?? {};
	const payments = await readPaymentsOf(client, request, body, value);
	return payoutLines(body, payments, value);
}
