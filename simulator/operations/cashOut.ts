import { notFound } from '../errors';
import { cashOutTable } from '../files/tables';
import { payoutsOf, type PayoutLine } from '../payouts';
import type { Simulation } from '../simulation';
import { operation } from '../table';

export const cashOut = [
	operation()({
		route: 'GET /organizations/{organizationSlug}/cash-out/{cashOutId}/export',
		privilege: 'AccessTransactions',
		role: 'OrganizationAdmin',
		file: cashOutTable,
		// A bare array. No operation lists the payouts: their ids come with the payments.
		handle({ path, organization, simulation }) {
			const payout = payoutsOf(simulation, organization.organizationSlug).find(
				({ id }) => id === path.cashOutId,
			);
			if (!payout) throw notFound('Le versement demandé');
			return payout.lines.map((line) => render(simulation, line, payout));
		},
	}),
];

function render(
	{ store, readings }: Simulation,
	{ payment, order, operationType, credit, debit, item }: PayoutLine,
	{ id, date }: { id: number; date: string },
): object {
	const { payer } = order;
	const form = store.form(order.organizationSlug, order.formType, order.formSlug);
	// A double without a documented unit; the one integrator who checked reads cents.
	const amount = (cents: number | null) =>
		cents === null || readings.exportUnit === 'cents' ? cents : cents / 100;
	return {
		campaignType: order.formType,
		campaignName: form?.title ?? null,
		operationType,
		credit: amount(credit),
		debit: amount(debit),
		orderId: order.id,
		paymentId: payment.id,
		paymentDate: payment.date,
		paymentMethod: payment.paymentMeans,
		paymentStatus: statusOf(payment),
		cashOutDate: date,
		cashOutId: id,
		designation: item?.name ?? null,
		payerCompany: payer.company ?? null,
		payerLastName: payer.lastName ?? null,
		payerFirstName: payer.firstName ?? null,
		payerEmail: payer.email ?? null,
		payerSiren: null,
	};
}

function statusOf({ state, refundOperations }: PayoutLine['payment']): string {
	if (state === 'Refunded' || state === 'Contested') return state;
	const isPart = refundOperations.some(({ status }) => status === 'Processed');
	return isPart ? 'PartiallyRefunded' : 'Paid';
}
