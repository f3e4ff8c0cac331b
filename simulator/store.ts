import type { Form, Item, Order, Organization, Payment } from './model';
import type {
	BackOfficeUrl,
	CheckoutIntent,
	DirectoryChange,
	NotificationSlot,
	PlannedPayment,
	Refund,
	Rename,
} from './traces';

/** A view of an array by some key: extended when rows were added at the end, else built anew when the array or its length changed. */
class Index<T, K> {
	private seen?: T[];
	private length = 0;
	private first?: T;
	private last?: T;
	private groups = new Map<K, T[]>();

	constructor(
		private readonly rows: () => T[],
		private readonly key: (row: T) => K,
	) {}

	get(key: K): T[] {
		const rows = this.rows();
		if (this.seen !== rows || this.length !== rows.length) this.update(rows);
		return this.groups.get(key) ?? [];
	}

	private update(rows: T[]): void {
		const { length, first, last } = this;
		const grew =
			length > 0 && length < rows.length && rows[0] === first && rows[length - 1] === last;
		if (!grew) this.groups = new Map();
		for (let index = grew ? length : 0; index < rows.length; index += 1) {
			const row = rows[index];
			const group = this.groups.get(this.key(row));
			if (group) group.push(row);
			else this.groups.set(this.key(row), [row]);
		}
		this.seen = rows;
		this.length = rows.length;
		this.first = rows[0];
		this.last = rows.at(-1);
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
	/** Refunds that were accepted, in order: a test can state that money went back exactly once. */
	refunds: Refund[] = [];
	/** Instalments of sales that were made on demand, until they are due; those of the seed stay Pending. */
	planned: PlannedPayment[] = [];
	/** Ids of the orders whose future payments were cancelled, one entry per accepted call. */
	cancellations: number[] = [];
	/** What partners registered by API; their notifications are signed. */
	notificationSlots: NotificationSlot[] = [];
	/** What associations pasted into the back office; no call of the API shows or changes it. */
	backOfficeUrls: BackOfficeUrl[] = [];
	/** Organizations that got another slug, in order. */
	renames: Rename[] = [];
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
	private readonly intentsById = new Index(
		() => this.checkoutIntents,
		(intent) => intent.id,
	);
	private nextNumber = 90_000_000;

	order = (id: number): Order | undefined => this.ordersById.get(id)[0];
	item = (id: number): Item | undefined => this.itemsById.get(id)[0];
	payment = (id: number): Payment | undefined => this.paymentsById.get(id)[0];
	checkoutIntent = (id: number): CheckoutIntent | undefined => this.intentsById.get(id)[0];
	itemsOf = (orderId: number): Item[] => this.itemsByOrder.get(orderId);
	paymentsOf = (orderId: number): Payment[] => this.paymentsByOrder.get(orderId);

	organization(slug: string): Organization | undefined {
		return this.organizations.find((organization) => organization.organizationSlug === slug);
	}

	/** Keys and tokens name an organization by the slug of their time; what it is called now. */
	currentSlug(slug: string): string {
		return this.renames.reduce((current, { from, to }) => (current === from ? to : current), slug);
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
