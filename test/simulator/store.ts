import type { Form, Item, Order, Organization, Payment } from './model';
import type { CheckoutIntent, DirectoryChange, NotificationSlot, Refund } from './traces';

/** A view of an array by some key, rebuilt when the array grows or shrinks. */
class Index<T, K> {
	private length = -1;
	private groups = new Map<K, T[]>();

	constructor(
		private readonly rows: () => T[],
		private readonly key: (row: T) => K,
	) {}

	get(key: K): T[] {
		const rows = this.rows();
		if (this.length !== rows.length) {
			this.groups = new Map();
			for (const row of rows) {
				const group = this.groups.get(this.key(row));
				if (group) group.push(row);
				else this.groups.set(this.key(row), [row]);
			}
			this.length = rows.length;
		}
		return this.groups.get(key) ?? [];
	}
}

/** Everything the simulator knows: plain arrays that tests may read and change. */
export class Store {
	organizations: Organization[] = [];
	forms: Form[] = [];
	orders: Order[] = [];
	items: Item[] = [];
	payments: Payment[] = [];
	checkoutIntents: CheckoutIntent[] = [];
	/** Accepted refund calls, in order: a test can state that money went back exactly once. */
	refunds: Refund[] = [];
	/** Ids of the orders whose future payments were cancelled, one entry per accepted call. */
	cancellations: number[] = [];
	notificationSlots: NotificationSlot[] = [];
	directory: DirectoryChange[] = [];
	/** Redirect domain of the partner's client. */
	partnerDomain: string | null = null;
	/** A code such as `AuthorizationErrors.MFA.AccessTokenRequired` makes refunds ask for that factor. */
	refundMfa: string | null = null;

	private readonly ordersById = new Index(
		() => this.orders,
		(order) => order.id,
	);
	private readonly itemsById = new Index(
		() => this.items,
		(item) => item.id,
	);
	private readonly paymentsById = new Index(
		() => this.payments,
		(payment) => payment.id,
	);
	private readonly itemsByOrder = new Index(
		() => this.items,
		(item) => item.orderId,
	);
	private readonly paymentsByOrder = new Index(
		() => this.payments,
		(payment) => payment.orderId,
	);
	private nextNumber = 90_000_000;

	order = (id: number): Order | undefined => this.ordersById.get(id)[0];
	item = (id: number): Item | undefined => this.itemsById.get(id)[0];
	payment = (id: number): Payment | undefined => this.paymentsById.get(id)[0];
	itemsOf = (orderId: number): Item[] => this.itemsByOrder.get(orderId);
	paymentsOf = (orderId: number): Payment[] => this.paymentsByOrder.get(orderId);

	organization(slug: string): Organization | undefined {
		return this.organizations.find((organization) => organization.organizationSlug === slug);
	}

	form(organizationSlug: string, formType: string, formSlug: string): Form | undefined {
		return this.forms.find(
			(form) =>
				form.organizationSlug === organizationSlug &&
				form.formType === formType &&
				form.formSlug === formSlug,
		);
	}

	/** A fresh id for something that the API creates. */
	newId(): number {
		this.nextNumber += 1;
		return this.nextNumber;
	}
}
