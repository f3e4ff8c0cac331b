import type { Form, Item, Order, Payment } from '../model';
import { omit } from '../omit';
import { renderOrder, renderPayment } from '../render';
import { renderFormPublic } from '../renderPublic';
import type { Simulation } from '../simulation';
import { recipients } from './recipients';

/** The envelopes of HelloAsso's notifications, and who gets them. */

/** A choice that depends on an id only: a bit of it. */
const by = (id: number, bit: number) => ((id >> bit) & 1) === 1;

interface Event {
	organizationSlug: string;
	eventType: string;
	/** Rendered only when somebody listens. */
	data(): unknown;
	metadata?: unknown;
	/** The order of the keys varies in the published samples; this makes it vary the same way each time. */
	variant?: number;
}

function send({ store, notifications }: Simulation, event: Event): void {
	const { organizationSlug, eventType, metadata, variant = 0 } = event;
	// `Organization.IsCashinCompliant` has no slot of its own type (inferred).
	const listeners = recipients(store, organizationSlug, eventType.split('.')[0]);
	if (listeners.length === 0) return;
	const data = event.data();
	const more = metadata === undefined || metadata === null ? {} : { metadata };
	const body = by(variant, 3) ? { eventType, data, ...more } : { data, eventType, ...more };
	notifications.send(eventType, JSON.stringify(body), listeners);
}

const withoutAnswers = (item: Item) => ({
	...omit(item, 'customFields'),
	options: item.options?.map((option) => omit(option, 'customFields')),
});

const metadataOf = ({ store }: Simulation, { checkoutIntentId }: Order): unknown =>
	typeof checkoutIntentId === 'number'
		? store.checkoutIntent(checkoutIntentId)?.metadata
		: undefined;

export function orderCreated(simulation: Simulation, order: Order): void {
	send(simulation, {
		organizationSlug: order.organizationSlug,
		eventType: 'Order',
		// Without what was answered on the form (observed; the docs' samples agree).
		data() {
			const rendered = renderOrder(simulation.store, order, true) as { items: Item[] };
			return { ...rendered, items: rendered.items.map(withoutAnswers) };
		},
		metadata: metadataOf(simulation, order),
		variant: order.id,
	});
}

/** For a new payment, and again for every new state of it. */
export function paymentChanged(simulation: Simulation, payment: Payment): void {
	const order = simulation.store.order(payment.orderId) as Order;
	send(simulation, {
		organizationSlug: order.organizationSlug,
		eventType: 'Payment',
		data: () => renderPayment(simulation.store, payment),
		metadata: metadataOf(simulation, order),
		variant: payment.id,
	});
}

/** One sale sends an Order and a Payment, "in any order" (HelloAsso docs): here by turns. */
export function soldNotifications(simulation: Simulation, order: Order, payments: Payment[]): void {
	const tell = [
		() => orderCreated(simulation, order),
		...payments.map((payment) => () => paymentChanged(simulation, payment)),
	];
	if (by(order.id, 2)) tell.reverse();
	for (const event of tell) event();
}

export function formCreated(simulation: Simulation, form: Form): void {
	send(simulation, {
		organizationSlug: form.organizationSlug,
		eventType: 'Form',
		data: () => renderFormPublic(simulation.store, form),
		variant: form.tiers[0]?.id,
	});
}

/** Snake case, unlike everything else. One example of the docs nests the envelope once more: `nested`. */
export function organizationRenamed(
	simulation: Simulation,
	{ from, to }: { from: string; to: string },
	nested: boolean,
): void {
	const data = { old_slug_organization: from, new_slug_organization: to };
	const eventType = 'Organization';
	send(simulation, {
		organizationSlug: to,
		eventType,
		data: () => (nested ? { data, eventType } : data),
	});
}

/** Reported by one integrator only. */
export function cashInComplianceChanged(simulation: Simulation, organizationSlug: string): void {
	const { store } = simulation;
	send(simulation, {
		organizationSlug,
		eventType: 'Organization.IsCashinCompliant',
		data: () => ({
			organization_slug: organizationSlug,
			is_cashin_compliant: store.organization(organizationSlug)?.isCashInCompliant,
		}),
	});
}
