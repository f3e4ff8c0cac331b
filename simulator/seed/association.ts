import { DAY, HOUR, parisDate, parisMidnight } from '../dates';
import type { Form, Payer } from '../model';
import type { Store } from '../store';
import { FormBuilder } from './forms';
import { payer, person } from './people';
import { Random } from './random';
import { Sale } from './sale';
import { SCENARIOS, type FormName, type Scenario, type Stage } from './scenarios';

/** How much one association sells. `items` and `payments` are exact, and independent of each other. */
export interface Size {
	orders: number;
	items?: number;
	payments?: number;
}

interface Plan extends Size {
	slug: string;
	/** Ids of this association start here; they rise with the date of the sale. */
	firstId: number;
	/** Midnight in Paris, today: all sales lie before. */
	today: number;
}

/** At most this many sales fall on the day before. */
const YESTERDAY = 24;

const forms = (builder: FormBuilder): Record<FormName, Form> => ({
	membership: builder.membership(),
	event: builder.event(),
	donation: builder.donation(),
	shop: builder.shop(),
	crowdFunding: builder.crowdFunding(),
	paymentForm: builder.paymentForm(),
	checkout: builder.checkout(),
});

/** On the tenth of a month comes what was paid in the month before (HelloAsso's help pages). */
function payOut(sale: Sale, { firstId, today }: Plan): void {
	for (const payment of sale.payments) {
		const [year, month] = payment.date.split('-').map(Number);
		// Months count from 0 there: it is the next one.
		const time = parisMidnight(Date.UTC(year, month, 10, 12)) + 6 * HOUR;
		if (time > today || payment.state !== 'Authorized') continue;
		payment.cashOutState = 'CashedOut';
		payment.idCashOut = Math.floor(firstId / 10_000) + ((year * 12 + month) % 100);
		payment.cashOutDate = parisDate(time);
	}
}

export class AssociationSeed {
	private readonly random: Random;
	private readonly forms: Record<FormName, Form>;
	private count = 0;

	constructor(
		private readonly store: Store,
		private readonly plan: Plan,
	) {
		this.random = new Random(plan.firstId);
		const builder = new FormBuilder(plan.slug, plan.today);
		this.forms = forms(builder);
		store.forms.push(...Object.values(this.forms), ...builder.unpublished());
	}

	/** Evenly over a year, the last ones yesterday; every tenth sale shares its moment with the one before. */
	private timeOf(index: number, total: number): number {
		const recent = Math.min(YESTERDAY, Math.ceil(total / 5));
		const old = total - recent;
		const position = index % 10 === 9 ? index - 1 : index;
		const { today } = this.plan;
		if (position >= old) return today - DAY + 9 * HOUR + ((position - old) * 11 * HOUR) / recent;
		return Math.floor(today - 365 * DAY + (position * 360 * DAY) / old);
	}

	private stage(time: number): Stage {
		const { random, store } = this;
		const buyer = person(random);
		const number = this.count;
		this.count += 1;
		const id = this.plan.firstId + number * 8;
		const payers = (kind?: string): Payer => {
			// What an association types in by hand: a name at best.
			if (kind === 'offline')
				return { firstName: buyer.firstName, lastName: buyer.lastName, email: null };
			return kind === 'nameless' ? {} : payer(random, buyer, number);
		};
		let refunds = 0;
		return {
			forms: this.forms,
			now: this.plan.today,
			time,
			buyer,
			on: (form, kind) => new Sale(form, random, time, id, id - 20_000_000, payers(kind)),
			someone: () => person(random),
			newCheckoutId: () => store.newId(),
			newRefund(amount, status, { amountTip = 0, after = DAY / 2 } = {}) {
				const date = parisDate(time + after, number);
				refunds += 1;
				return {
					id: id + refunds,
					amount,
					amountTip,
					status,
					meta: { createdAt: date, updatedAt: date },
				};
			},
		};
	}

	private add(sale: Sale): void {
		payOut(sale, this.plan);
		this.store.orders.push(sale.order);
		for (const item of sale.items) this.store.items.push(item);
		for (const payment of sale.payments) this.store.payments.push(payment);
	}

	/** The story-telling sales; those that would break an exact number are left out. */
	private tell(total: number): { items: number; payments: number } {
		const { orders, items = Infinity, payments = Infinity } = this.plan;
		const told = { items: 0, payments: 0 };
		for (let index = 0; index < orders; index += 1) {
			const scenario = SCENARIOS[index % SCENARIOS.length];
			const sale = scenario(this.stage(this.timeOf(index, total)));
			const fits =
				told.items + sale.items.length <= items && told.payments + sale.payments.length <= payments;
			if (!fits) continue;
			told.items += sale.items.length;
			told.payments += sale.payments.length;
			this.add(sale);
		}
		return told;
	}

	/** Plain sales up to the exact numbers. */
	private fill(told: { items: number; payments: number }, total: number): void {
		const { items, payments } = this.plan;
		if (items === undefined && payments === undefined) return;
		const missingItems = items === undefined ? undefined : items - told.items;
		const missingPayments = payments === undefined ? undefined : payments - told.payments;
		const rows = Math.max(missingItems ?? 0, missingPayments ?? 0);
		for (let index = 0; index < rows; index += 1) {
			const stage = this.stage(this.timeOf(this.plan.orders + index, total));
			const plain: Scenario = ({ forms: { event }, on, buyer }) => {
				const sale = on(event);
				// Without an item the payment stands alone: the numbers are independent.
				if (index < (missingItems ?? rows))
					sale.item({ tier: event.tiers[index % 2], user: buyer });
				const amount = event.tiers[index % 2].price ?? 0;
				return index < (missingPayments ?? rows) ? sale.pay({ amount }) : sale;
			};
			this.add(plain(stage));
		}
	}

	run(): void {
		const { orders, items = 0, payments = 0 } = this.plan;
		const total = orders + Math.max(items, payments);
		this.fill(this.tell(total), total);
	}
}
