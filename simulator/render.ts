import type { Item, Order, Organization, Payment } from './model';
import type { Store } from './store';
import { omit } from './omit';

/** Shapes of what is sold: orders, items, payments. */

/** Refund operations in these states are hidden unless `withFailedRefundOperation` (OpenAPI document). */
const FAILED_REFUNDS = ['Aborted', 'Canceled', 'Error', 'InternalError', 'Refused'];

/** A stored date as ms; seven digits of fraction are cut to three. */
export const timeOf = (date: string): number => Date.parse(date);

/**
 * `formName`, `isAnonymous` and `isAmountHidden` are not in the OpenAPI document, but in the samples
 * of the HelloAsso docs: clients have to live with fields nobody announced.
 */
function orderLight(store: Store, order: Order): object {
	const organization = store.organization(order.organizationSlug) as Organization;
	return {
		id: order.id,
		date: order.date,
		formSlug: order.formSlug,
		formType: order.formType,
		organizationName: organization.name,
		organizationSlug: order.organizationSlug,
		organizationType: organization.type,
		organizationIsUnderColucheLaw: organization.isUnderColucheLaw,
		formName:
			store.form(order.organizationSlug, order.formType, order.formSlug)?.title ?? 'Checkout',
		checkoutIntentId: order.checkoutIntentId,
		meta: order.meta,
		isAnonymous: order.isAnonymous,
		isAmountHidden: order.isAmountHidden,
	};
}

function refundsOf(payment: Payment, withFailed: boolean): object[] {
	return payment.refundOperations.filter(
		({ status }) => withFailed || !FAILED_REFUNDS.includes(status),
	);
}

/** What all shapes of a payment have in common. */
function paymentCore(payment: Payment, withFailed: boolean): object {
	return {
		id: payment.id,
		amount: payment.amount,
		amountTip: payment.amountTip,
		date: payment.date,
		paymentMeans: payment.paymentMeans,
		installmentNumber: payment.installmentNumber,
		state: payment.state,
		type: payment.type,
		meta: payment.meta,
		paymentOffLineMean: payment.paymentOffLineMean,
		refundOperations: refundsOf(payment, withFailed),
	};
}

const cashOut = ({ cashOutDate, idCashOut, cashOutState }: Payment) => ({
	cashOutDate,
	idCashOut,
	cashOutState,
});

const receipts = ({ paymentReceiptUrl, fiscalReceiptUrl }: Payment) => ({
	paymentReceiptUrl,
	fiscalReceiptUrl,
});

/** Custom fields and options come with `withDetails` only, on lists and on one item (OpenAPI document). */
function itemCore(item: Item, withDetails: boolean): object {
	const { customFields, options, ...core } = omit(item, 'orderId');
	return { ...core, ...(withDetails ? { customFields, options } : {}) };
}

export function renderItem(store: Store, item: Item, withDetails: boolean): object {
	const order = store.order(item.orderId) as Order;
	const payments = store.paymentsOf(item.orderId).flatMap((payment) => {
		const share = payment.shares.find(({ id }) => id === item.id);
		if (!share) return [];
		const { cashOutState } = payment;
		return [{ cashOutState, shareAmount: share.shareAmount, ...paymentCore(payment, false) }];
	});
	return {
		order: orderLight(store, order),
		payer: order.payer,
		payments,
		...itemCore(item, withDetails),
	};
}

export function renderOrder(
	store: Store,
	order: Order,
	withDetails: boolean,
	withFailedRefunds = false,
): object {
	const payments = store.paymentsOf(order.id);
	const items = store.itemsOf(order.id).map((item) => ({
		payments: payments.flatMap(({ id, shares }) =>
			shares
				.filter((share) => share.id === item.id)
				.map(({ shareAmount }) => ({ id, shareAmount })),
		),
		...itemCore(item, withDetails),
	}));
	return {
		payer: order.payer,
		items,
		// An order that costs nothing has no payment (inferred from the docs on notifications).
		payments: payments.map((payment) => ({
			items: payment.shares,
			...cashOut(payment),
			...receipts(payment),
			...paymentCore(payment, withFailedRefunds),
		})),
		amount: order.amount,
		...orderLight(store, order),
	};
}

export function renderPayment(
	store: Store,
	payment: Payment,
	{ withFailedRefunds = false, detail = false } = {},
): object {
	const order = store.order(payment.orderId) as Order;
	const items = payment.shares.flatMap((share) => {
		const item = store.item(share.id);
		if (!item) return [];
		const { amount, type, initialAmount, state, name } = item;
		return [{ ...share, amount, type, initialAmount, state, name }];
	});
	return {
		order: orderLight(store, order),
		payer: order.payer,
		items,
		...cashOut(payment),
		...receipts(payment),
		...paymentCore(payment, withFailedRefunds),
		// Only on one payment, only for cards, since 04/2026 (official Node SDK).
		...(detail ? { cardExpirationDate: payment.cardExpirationDate } : {}),
	};
}
