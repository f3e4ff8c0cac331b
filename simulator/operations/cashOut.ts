import { cashOutTable } from '../files/tables';
import { notFound } from '../errors';
import type { Order } from '../model';
import { operation } from '../table';

const STATUSES: Record<string, string> = { Refunded: 'Refunded', Contested: 'Contested' };

export const cashOut = [
	operation()({
		route: 'GET /organizations/{organizationSlug}/cash-out/{cashOutId}/export',
		privilege: 'AccessTransactions',
		role: 'OrganizationAdmin',
		file: cashOutTable,
		// A bare array. No operation lists the payouts: their ids come with the payments.
		handle({ path, organization, simulation: { store } }) {
			const paid = store.payments.filter(
				({ idCashOut, orderId }) =>
					idCashOut === path.cashOutId &&
					store.order(orderId)?.organizationSlug === organization.organizationSlug,
			);
			if (paid.length === 0) throw notFound('Le versement demandé');
			return paid.map((payment) => {
				const order = store.order(payment.orderId) as Order;
				const { payer } = order;
				const form = store.form(order.organizationSlug, order.formType, order.formSlug);
				const several = store.paymentsOf(order.id).length > 1;
				return {
					campaignType: order.formType,
					campaignName: form?.title ?? null,
					operationType: several ? 'MultipleInstalmentPayment' : 'OneTimePayment',
					// A double without a documented unit; the one integrator who checked reads cents.
					credit: payment.amount,
					debit: null,
					orderId: order.id,
					paymentId: payment.id,
					paymentDate: payment.date,
					paymentMethod: payment.paymentMeans,
					paymentStatus: STATUSES[payment.state] ?? 'Paid',
					cashOutDate: payment.cashOutDate,
					cashOutId: payment.idCashOut,
					designation: store.itemsOf(order.id)[0]?.name ?? null,
					payerCompany: payer.company ?? null,
					payerLastName: payer.lastName ?? null,
					payerFirstName: payer.firstName ?? null,
					payerEmail: payer.email ?? null,
					payerSiren: null,
				};
			});
		},
	}),
];
