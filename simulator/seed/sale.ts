import { parisDate } from '../dates';
import type { Form, Item, ItemOption, Order, Payer, Payment, Share, Tier } from '../model';
import { SITE, formUrl } from '../renderPublic';
import { answers } from './answers';
import type { Person } from './people';
import type { Random } from './random';

export interface ItemInput {
	tier?: Tier;
	type?: string;
	name?: string;
	amount?: number;
	state?: string;
	user?: Person;
	withOptions?: boolean;
	discount?: { code: string | null; amount: number };
	comment?: string;
	initialAmount?: number;
	dayOfLevy?: number;
}

export interface PaymentInput extends Partial<Omit<Payment, 'shares' | 'date'>> {
	/** Milliseconds after the order's date. */
	after?: number;
	/** Which part of every item this payment covers; default all. */
	part?: number;
}

/** One order in the making: items first, then the payments that share them. */
export class Sale {
	readonly order: Order;
	readonly items: Item[] = [];
	readonly payments: Payment[] = [];

	constructor(
		private readonly form: Form,
		private readonly random: Random,
		private readonly time: number,
		orderId: number,
		private readonly firstPaymentId: number,
		payer: Payer,
	) {
		const date = parisDate(time, random.int(0, 9999));
		this.order = {
			id: orderId,
			date,
			organizationSlug: form.organizationSlug,
			formType: form.formType,
			formSlug: form.formSlug,
			payer,
			amount: { total: 0, vat: 0, discount: 0 },
			isAnonymous: random.int(1, 9) === 1,
			isAmountHidden: random.int(1, 12) === 1,
			meta: {
				createdAt: date,
				updatedAt: parisDate(time + random.int(1, 90_000), random.int(0, 9999)),
			},
		};
	}

	private options(tier: Tier | undefined): ItemOption[] {
		return (tier?.extraOptions ?? []).map((option) => ({
			optionId: option.id,
			name: option.label,
			amount: option.price,
			priceCategory: 'Fixed',
			isRequired: option.isRequired,
			customFields: answers(option.customFields, this.random),
		}));
	}

	item(input: ItemInput): this {
		const { tier, user } = input;
		const options = input.withOptions ? this.options(tier) : undefined;
		const price = input.amount ?? tier?.price ?? 0;
		const discount = input.discount;
		// The first item has the id of its order: ids are unique per kind only (samples of the HelloAsso docs).
		const id = this.order.id + this.items.length;
		const type = input.type ?? tier?.tierType ?? 'Payment';
		this.items.push({
			id,
			orderId: this.order.id,
			name: input.name ?? tier?.label ?? null,
			user: user ?? undefined,
			priceCategory: price === 0 ? 'Free' : tier?.price == null ? 'Pwyw' : 'Fixed',
			minAmount: tier?.minAmount,
			discount,
			customFields: tier?.customFields ? answers(tier.customFields, this.random) : undefined,
			options,
			ticketUrl:
				type === 'Registration' ? `${formUrl(this.form)}/ticket?ticketId=${id}` : undefined,
			qrCode: type === 'Registration' ? Buffer.from(`${id}:0`).toString('base64') : undefined,
			membershipCardUrl:
				type === 'Membership' ? `${formUrl(this.form)}/carte-adherent?cardId=${id}` : undefined,
			dayOfLevy: input.dayOfLevy,
			tierDescription: tier?.description,
			tierId: tier?.id,
			comment: input.comment,
			// An item's amount contains its options and not its discount's share.
			amount:
				price -
				(discount?.amount ?? 0) +
				(options ?? []).reduce((sum, { amount }) => sum + amount, 0),
			initialAmount: input.initialAmount,
			type,
			state: input.state ?? 'Processed',
		});
		const { amount } = this.order;
		amount.total = this.items.reduce((sum, item) => sum + item.amount, 0);
		amount.discount += discount?.amount ?? 0;
		amount.vat += Math.round((price * (tier?.vatRate ?? 0)) / (1 + (tier?.vatRate ?? 0)));
		return this;
	}

	private share(item: Item, part: number): Share {
		const options = (item.options ?? []).reduce((sum, { amount }) => sum + amount, 0);
		const shareAmount = Math.round(item.amount * part);
		const shareOptionsAmount = Math.round(options * part);
		return {
			id: item.id,
			shareAmount,
			shareItemAmount: shareAmount - shareOptionsAmount,
			...(options > 0 ? { shareOptionsAmount } : {}),
		};
	}

	pay({ after = 0, part = 1, ...input }: PaymentInput = {}): this {
		const id = this.firstPaymentId + this.payments.length;
		const shares = this.items
			.filter(({ amount }) => amount > 0)
			.map((item) => this.share(item, part));
		const date = parisDate(this.time + after, this.random.int(0, 9999));
		const updatedAt = parisDate(this.time + after + this.random.int(2_000, 60_000), 4242);
		const meta = { createdAt: this.order.date, updatedAt: after > 0 ? this.order.date : updatedAt };
		this.payments.push({
			id,
			orderId: this.order.id,
			amount: shares.reduce((sum, { shareAmount }) => sum + shareAmount, 0),
			date,
			paymentMeans: 'Card',
			installmentNumber: this.payments.length + 1,
			state: 'Authorized',
			type: 'Credit',
			cashOutState: 'MoneyIn',
			paymentReceiptUrl: `${SITE}/associations/${this.order.organizationSlug}/paiement-attestation/${id}`,
			meta,
			refundOperations: [],
			provider: 'Stripe',
			shares,
			...input,
		});
		return this;
	}
}
