import { parisDate } from '../dates';
import type { Order, Payment } from '../model';
import type { Simulation } from '../simulation';
import { soldNotifications } from '../notifications/events';
import { itemState } from '../onDemand/payments';
import type { CheckoutBody } from './body';

/** By card the money is there at once; a SEPA payment waits for the bank for days. */
export type CheckoutMeans = 'Card' | 'Sepa';

/** The order that a paid checkout intent gets: the first payment is made, the terms are Pending. */
export function payCheckout(
	simulation: Simulation,
	checkoutIntentId: number,
	means: CheckoutMeans = 'Card',
): Order {
	const { store, clock } = simulation;
	const intent = store.checkoutIntent(checkoutIntentId);
	if (!intent || intent.orderId !== undefined) throw new Error('No such unpaid checkout intent');
	const body = intent.body as unknown as CheckoutBody;
	const date = parisDate(clock.now());
	const meta = { createdAt: date, updatedAt: date };
	const { companyName, ...person } = body.payer ?? {};
	const order: Order = {
		id: store.newId(),
		date,
		organizationSlug: intent.organizationSlug,
		formType: 'Checkout',
		formSlug: 'default',
		payer: companyName ? { ...person, company: companyName } : person,
		amount: { total: body.totalAmount, vat: 0, discount: 0 },
		checkoutIntentId,
		isAnonymous: false,
		isAmountHidden: false,
		meta,
	};
	const firstState = means === 'Sepa' ? 'WaitingBankValidation' : 'Authorized';
	const payment = (amount: number, due: string, installmentNumber: number): Payment => ({
		id: store.newId(),
		orderId: order.id,
		amount,
		date: due,
		paymentMeans: means,
		installmentNumber,
		state: installmentNumber === 1 ? firstState : 'Pending',
		type: 'Credit',
		cashOutState: 'MoneyIn',
		meta: { ...meta },
		shares: [{ id: order.id, shareAmount: amount, shareItemAmount: amount }],
		refundOperations: [],
		provider: 'Stripe',
	});
	store.orders.push(order);
	store.items.push({
		id: order.id,
		orderId: order.id,
		name: body.itemName,
		user: { firstName: person.firstName, lastName: person.lastName },
		priceCategory: 'Fixed',
		amount: body.totalAmount,
		type: body.containsDonation ? 'Donation' : 'Payment',
		state: itemState(firstState),
	});
	const first = payment(body.initialAmount, date, 1);
	store.payments.push(first);
	(body.terms ?? []).forEach((term, index) => {
		store.payments.push(payment(term.amount, parisDate(Date.parse(term.date)), index + 2));
	});
	intent.orderId = order.id;
	// The terms are told when their time comes, not now (inferred: "each instalment that is authorised").
	soldNotifications(simulation, order, [first]);
	return order;
}
