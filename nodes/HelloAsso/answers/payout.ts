import type { IDataObject } from 'n8n-workflow';

import { sum } from '../simplify';
import { buildPath, HelloAssoError, type ApiRequest, type HelloAssoClient } from '../transport';
import { payoutLines } from './payoutLines';
import { readPaymentsOf } from './payoutPayments';

const EXPORT = '/organizations/{organizationSlug}/cash-out/{cashOutId}/export';

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

/**
 * Payouts that were put together from payments, with `payoutEuros` and `payoutCheck` of the export of each:
 * what came to the bank account, after refunds that were taken off.
 *
 * @param request any of the organization
 */
export async function addTransfers(
	client: HelloAssoClient,
	request: ApiRequest,
	payouts: readonly IDataObject[],
): Promise<IDataObject[]> {
	const records: IDataObject[] = [];
	for (const payout of payouts) {
		const lines = await linesOf(client, request, payout.cashOutId);
		const [{ payoutEuros, payoutCheck }] = lines.length > 0 ? lines : [NO_LINES];
		const isWhole = centsOf(lines) === centsOf([payout]);
		const check = payoutCheck === 'ok' && !isWhole ? 'amountDiffers' : payoutCheck;
		records.push({ ...payout, payoutEuros, payoutCheck: check });
	}
	return records;
}

const NO_LINES: IDataObject = { payoutEuros: null, payoutCheck: 'noExport' };

/** None where HelloAsso has no export. */
async function linesOf(
	client: HelloAssoClient,
	request: ApiRequest,
	value: unknown,
): Promise<IDataObject[]> {
	if (typeof value !== 'number') return [];
	const cashOutId = { label: 'Cash-Out ID', name: 'cashOutId', value };
	const parameters = [...(request.parameters ?? []), cashOutId];
	const path = buildPath(EXPORT, parameters);
	return await readPayout(client, { ...request, path, parameters }).catch(
		async (error: unknown) => {
			const isGone = error instanceof HelloAssoError && error.type === 'notFound';
			return isGone ? [] : await Promise.reject(error);
		},
	);
}

function centsOf(records: readonly IDataObject[]): number {
	return sum(records.map(({ amountEuros }) => Math.round(Number(amountEuros) * 100)));
}
