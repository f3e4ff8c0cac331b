import type { IDataObject } from 'n8n-workflow';

import { buildPath, HelloAssoError, readPages } from '../transport';
import type { ApiRequest, HelloAssoClient } from '../transport';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Payments of a payout that lie further apart are not read with all that lie between them. */
const GAP_MS = 7 * DAY_MS;
/** So few are read one by one: a list gives others too. */
const SINGLES_MAX = 2;

/**
 * The payments that the lines of a payout name, by number, and those which say that they are in it. Where
 * they lie close together, from the list of their days; where they lie alone, one by one.
 *
 * @param request that of the export, whose organization and settings count here too
 */
export async function readPaymentsOf(
	client: HelloAssoClient,
	request: ApiRequest,
	lines: readonly IDataObject[],
	cashOutId: unknown,
): Promise<Map<unknown, IDataObject>> {
	const wanted = new Set(
		lines.map(({ paymentId }) => paymentId).filter((id) => typeof id === 'number'),
	);
	const found = new Map<unknown, IDataObject>();
	const { parameters = [] } = request;
	const path = buildPath('/organizations/{organizationSlug}/payments', parameters);
	for (const { from, to } of runsOf(lines)) {
		const query = {
			from: new Date(from - DAY_MS).toISOString(),
			to: new Date(to + DAY_MS).toISOString(),
		};
		for await (const page of readPages(client, { ...request, path, query }, {})) {
			for (const payment of page) {
				if (wanted.has(payment.id as number) || payment.idCashOut === cashOutId)
					found.set(payment.id, payment);
			}
		}
	}
	for (const id of wanted) {
		if (found.has(id)) continue;
		const payment = await readPayment(client, request, id);
		if (payment) found.set(id, payment);
	}
	return found;
}

/** Stretches of time in which several payments lie close together. */
function runsOf(lines: readonly IDataObject[]): Array<{ from: number; to: number }> {
	const dates = new Map(
		lines.map(({ paymentId, paymentDate }) => [paymentId, Date.parse(String(paymentDate))]),
	);
	const times = [...dates.values()].filter((time) => !Number.isNaN(time)).sort((a, b) => a - b);
	const runs: Array<{ from: number; to: number; count: number }> = [];
	for (const time of times) {
		const run = runs.at(-1);
		if (run && time - run.to <= GAP_MS) Object.assign(run, { to: time, count: run.count + 1 });
		else runs.push({ from: time, to: time, count: 1 });
	}
	return runs.filter(({ count }) => count > SINGLES_MAX);
}

/** undefined where HelloAsso knows it no more, or does not show it to this key. */
async function readPayment(
	client: HelloAssoClient,
	request: ApiRequest,
	id: number,
): Promise<IDataObject | undefined> {
	const parameters = [{ label: 'Payment ID', name: 'paymentId', value: id }];
	const path = buildPath('/payments/{paymentId}', parameters);
	return await client
		.request<IDataObject>({ ...request, path, parameters })
		.then(({ body }) => body)
		.catch(async (error: unknown) => {
			const isGone =
				error instanceof HelloAssoError && ['forbidden', 'notFound'].includes(error.type);
			return isGone ? undefined : await Promise.reject(error);
		});
}
