import { FORM_TYPES, ITEM_STATES, PAYMENT_STATES, SORT_FIELDS, TIER_TYPES } from '../enums';
import { notFound } from '../errors';
import { inPeriod, listPage, matchesPerson, oneOfThese, SALES, sortField } from '../lists';
import type { Form, Order, Payment } from '../model';
import { renderItem, renderOrder, renderPayment, timeOf } from '../render';
import { operation, type Context, type Route } from '../table';
import { bool, listOf, oneOf, text, withDefault, type Kinds } from '../validation';
import { itemTable, paymentTable } from '../files/tables';

const withDetails = withDefault(bool, false);
const withFailedRefundOperation = withDefault(bool, false);

/** Whether an order belongs to the organization, or the form, that the path names. */
function inScope({
	organization,
	form,
}: {
	organization: { organizationSlug: string };
	form?: Form;
}) {
	return (order: Order) =>
		order.organizationSlug === organization.organizationSlug &&
		(!form || (order.formType === form.formType && order.formSlug === form.formSlug));
}

type Handled<K extends Kinds> = Context<string, K>;
type SortField = (typeof SORT_FIELDS)[number];

/** By which date a list is sorted, and which one `from` and `to` mean. */
function fieldsOf({ simulation: { readings }, query }: Handled<{ sortField: typeof sortField }>): {
	sorted: SortField;
	filtered: SortField;
} {
	const sorted = readings.ignoresSortField ? 'Date' : query.sortField;
	return { sorted, filtered: readings.datesFilter === 'sortField' ? sorted : 'Date' };
}

const orderQuery = { ...SALES, withDetails };
const organizationOrderQuery = { ...orderQuery, formTypes: listOf(oneOf(FORM_TYPES)) };

function listOrders(context: Handled<typeof orderQuery>, formTypes: readonly string[]): unknown {
	const { simulation, query } = context;
	const { readings } = simulation;
	const scope = inScope(context);
	return listPage(context, query, {
		rows: simulation.store.orders,
		matches: (order) =>
			scope(order) &&
			oneOfThese(formTypes, order.formType) &&
			inPeriod(timeOf(order.date), query) &&
			(matchesPerson(readings, query.userSearchKey, order.payer) ||
				simulation.store
					.itemsOf(order.id)
					.some(({ user }) => matchesPerson(readings, query.userSearchKey, order.payer, user))),
		// Orders cannot be sorted by update (OpenAPI document).
		sortValue: (order) => timeOf(order.date),
		id: (order) => order.id,
		render: (order) => renderOrder(simulation.store, order, query.withDetails),
	});
}

const itemQuery = {
	...SALES,
	sortField,
	tierTypes: listOf(oneOf(TIER_TYPES)),
	itemStates: listOf(oneOf(ITEM_STATES)),
	tierName: text,
	withDetails,
};

function listItems(context: Handled<typeof itemQuery>): unknown {
	const { simulation, query } = context;
	const { readings, store } = simulation;
	const scope = inScope(context);
	const orderOf = (item: { orderId: number }) => store.order(item.orderId) as Order;
	const time = (order: Order, field: SortField) =>
		timeOf(field === 'UpdateDate' ? order.meta.updatedAt : order.date);
	const { sorted, filtered } = fieldsOf(context);
	return listPage(context, query, {
		rows: store.items,
		matches(item) {
			const order = orderOf(item);
			return (
				scope(order) &&
				oneOfThese(query.tierTypes, item.type) &&
				oneOfThese(query.itemStates, item.state) &&
				// Whether part of the name would do is not known.
				(query.tierName === undefined || item.name === query.tierName) &&
				inPeriod(time(order, filtered), query) &&
				matchesPerson(readings, query.userSearchKey, order.payer, item.user)
			);
		},
		sortValue: (item) => time(orderOf(item), sorted),
		id: (item) => item.id,
		render: (item) => renderItem(store, item, query.withDetails),
	});
}

const paymentQuery = { ...SALES, sortField, states: listOf(oneOf(PAYMENT_STATES)) };

function listPayments(context: Handled<typeof paymentQuery>): unknown {
	const { simulation, query } = context;
	const { readings, store } = simulation;
	const scope = inScope(context);
	const time = ({ meta, date }: Payment, field: SortField) =>
		timeOf(field === 'UpdateDate' ? meta.updatedAt : date);
	const { sorted, filtered } = fieldsOf(context);
	const isByOrder = simulation.readings.datesFilter === 'order';
	return listPage(context, query, {
		rows: store.payments,
		matches(payment) {
			const order = store.order(payment.orderId) as Order;
			return (
				scope(order) &&
				oneOfThese(query.states, payment.state) &&
				inPeriod(isByOrder ? timeOf(order.date) : time(payment, filtered), query) &&
				(matchesPerson(readings, query.userSearchKey, order.payer) ||
					payment.shares.some(({ id }) =>
						matchesPerson(readings, query.userSearchKey, order.payer, store.item(id)?.user),
					))
			);
		},
		sortValue: (payment) => time(payment, sorted),
		id: (payment) => payment.id,
		render: (payment) => renderPayment(store, payment),
	});
}

const ORGANIZATION = '/organizations/{organizationSlug}';
const FORM = `${ORGANIZATION}/forms/{formType}/{formSlug}` as const;
const sales = { privilege: 'AccessTransactions' } as const;
const route = <R extends Route>(text: R) => text;

/** The order of an item or payment, if the caller may see it. */
function ownOrder(
	context: { caller: Context['caller']; simulation: Context['simulation'] },
	id: number,
): Order {
	const order = context.simulation.store.order(id);
	if (!order) throw notFound('La commande demandée');
	context.caller.mustAdminister(order.organizationSlug);
	return order;
}

export const orders = [
	operation()({
		...sales,
		route: route(`GET ${ORGANIZATION}/orders`),
		role: 'OrganizationAdmin',
		query: organizationOrderQuery,
		handle: (context) => listOrders(context as Handled<typeof orderQuery>, context.query.formTypes),
	}),
	operation()({
		...sales,
		route: route(`GET ${FORM}/orders`),
		role: 'FormAdmin',
		query: orderQuery,
		handle: (context) => listOrders(context, []),
	}),
	operation()({
		...sales,
		route: 'GET /orders/{orderId}',
		role: 'FormAdmin',
		// What `withFormData` adds is not described anywhere; it is accepted and changes nothing here.
		query: { withFormData: withDefault(bool, false) },
		handle: (context) =>
			renderOrder(context.simulation.store, ownOrder(context, context.path.orderId), true),
	}),
];

export const items = [
	operation()({
		...sales,
		route: route(`GET ${ORGANIZATION}/items`),
		role: 'OrganizationAdmin',
		query: itemQuery,
		file: itemTable,
		handle: listItems,
	}),
	operation()({
		...sales,
		route: route(`GET ${FORM}/items`),
		role: 'FormAdmin',
		query: itemQuery,
		file: itemTable,
		handle: listItems,
	}),
	operation()({
		...sales,
		route: 'GET /items/{itemId}',
		role: 'FormAdmin',
		query: { withDetails },
		handle(context) {
			const { store } = context.simulation;
			const item = store.item(context.path.itemId);
			if (!item) throw notFound("L'article demandé");
			ownOrder(context, item.orderId);
			return renderItem(store, item, context.query.withDetails);
		},
	}),
];

export const payments = [
	operation()({
		...sales,
		route: route(`GET ${ORGANIZATION}/payments`),
		role: 'OrganizationAdmin',
		query: paymentQuery,
		file: paymentTable,
		handle: listPayments,
	}),
	operation()({
		...sales,
		route: route(`GET ${FORM}/payments`),
		role: 'FormAdmin',
		query: paymentQuery,
		// JSON only, unlike the organization's list (OpenAPI document).
		handle: listPayments,
	}),
	operation()({
		...sales,
		route: 'GET /payments/{paymentId}',
		role: 'FormAdmin',
		query: { withFailedRefundOperation },
		handle(context) {
			const { store } = context.simulation;
			const payment = store.payment(context.path.paymentId);
			if (!payment) throw notFound('Le paiement demandé');
			ownOrder(context, payment.orderId);
			const withFailedRefunds = context.query.withFailedRefundOperation;
			return renderPayment(store, payment, { withFailedRefunds, detail: true });
		},
	}),
];
