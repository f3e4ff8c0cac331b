import { newIntent } from '../checkout/intent';
import { DAY, parisDate } from '../dates';
import type { FormType } from '../enums';
import type { Form, Item, Order, Payer, Payment, Tier } from '../model';
import { soldNotifications } from '../notifications/events';
import { MAIN } from '../seed/organizations';
import { payer, person } from '../seed/people';
import { Random } from '../seed/random';
import { Sale, type ItemInput } from '../seed/sale';
import type { Simulation } from '../simulation';
import { itemState } from './payments';

export const SALE_KINDS = [
	'membership',
	'ticket',
	'donation',
	'product',
	'free',
	'checkout',
] as const;
export type SaleKind = (typeof SALE_KINDS)[number];

export interface SaleInput {
	/** Default: what the form sells, else a membership. `free` is an order without payment. */
	kind?: SaleKind;
	/** Default: the main association. */
	organizationSlug?: string;
	formType?: FormType;
	/** Default: the organization's first public form of the type. */
	formSlug?: string;
	/** Cents; default the price of the form's first tier. */
	amount?: number;
	/** Cents given on top; default none. */
	donation?: number;
	/** State of the payment, of several the first one; default Authorized. */
	state?: string;
	/** Number of payments: all are there at once, the later ones Pending until their day. */
	installments?: number;
	/** Between two of them; default 30. */
	installmentDays?: number;
	/** What becomes of the later ones on their day, in order; default Authorized. */
	installmentStates?: string[];
	/** Of a sale that is entered by hand (Registered) now: the day it is said to be of, ms. */
	date?: number;
	/** How a sale that is entered by hand was paid; default Cash. */
	paymentOffLineMean?: string;
	/** Replaces fields of a made-up payer. */
	payer?: Partial<Payer>;
	/** What the shop gave along; for checkouts only. */
	metadata?: unknown;
	/** Simulated clock, ms; default now. */
	at?: number;
	/** How long the payer took, ms. */
	checkoutMs?: number;
	/** Default true. */
	notify?: boolean;
}

export interface Sold {
	order: Order;
	items: Item[];
	payments: Payment[];
}

const FORM_TYPE: Record<SaleKind, FormType> = {
	membership: 'Membership',
	ticket: 'Event',
	donation: 'Donation',
	product: 'Shop',
	free: 'Event',
	checkout: 'Checkout',
};

const CHECKOUT_MS = 90_000;
/** Where the tier leaves the amount to the payer. */
const OPEN_AMOUNT = 5_000;

function formOf({ store }: Simulation, input: SaleInput): Form {
	const { formSlug, kind = formSlug || input.formType ? undefined : 'membership' } = input;
	const slug = input.organizationSlug ?? store.currentSlug(MAIN);
	const formType = input.formType ?? (kind && FORM_TYPE[kind]);
	const form = store.forms.find(
		(candidate) =>
			candidate.organizationSlug === slug &&
			(formType === undefined || candidate.formType === formType) &&
			(formSlug === undefined ? candidate.state === 'Public' : candidate.formSlug === formSlug),
	);
	if (!form) {
		const wanted = [formType, formSlug].filter(Boolean).join(' ');
		throw new Error(`The organization ${slug} has no such form: ${wanted}`);
	}
	return form;
}

function means({ state = '', paymentOffLineMean = 'Cash' }: SaleInput): Partial<Payment> {
	if (state === 'Registered') {
		return {
			type: 'Offline',
			paymentMeans: 'None',
			paymentOffLineMean,
			cashOutState: undefined,
		};
	}
	return state.startsWith('WaitingBank') ? { paymentMeans: 'Sepa' } : {};
}

function itemOf(form: Form, { kind, amount }: SaleInput): ItemInput {
	if (form.formType === 'Checkout') {
		return { type: 'Payment', name: 'Stage de mécanique', amount: amount ?? OPEN_AMOUNT };
	}
	const isFree = kind === 'free';
	const free: Tier | undefined = isFree ? form.tiers.find(({ price }) => price === 0) : undefined;
	const tier = free ?? form.tiers[0];
	const price = isFree ? 0 : (amount ?? tier?.price ?? OPEN_AMOUNT);
	// A ticket at its own price comes with the options of its tier; an amount that was asked for is exact.
	const withOptions = amount === undefined && !isFree && form.formType === 'Event';
	return { tier, amount: price, withOptions };
}

/** A sale as it happens now: one item (and a donation), one payment, all dates the moment of the sale. */
export function sell(simulation: Simulation, input: SaleInput = {}): Sold {
	const { store, clock, readings } = simulation;
	const form = formOf(simulation, input);
	if (input.metadata !== undefined && form.formType !== 'Checkout') {
		throw new Error('Only a checkout has metadata');
	}
	const { installments = 1, installmentDays = 30, installmentStates = [] } = input;
	if (!Number.isInteger(installments) || installments < 1) {
		throw new Error('A sale has one payment or several');
	}
	if (input.date !== undefined && input.state !== 'Registered') {
		throw new Error('Only a sale that is entered by hand (Registered) has a date of its own');
	}
	const { at = clock.now(), checkoutMs = CHECKOUT_MS, state = 'Authorized', notify = true } = input;
	const id = store.newId();
	const random = new Random(id);
	const buyer = { ...person(random), ...named(input.payer) };
	const who = { ...payer(random, buyer, id), ...input.payer };
	const [firstPayment] = Array.from({ length: installments }, () => store.newId());
	const sale = new Sale(form, random, at, id, firstPayment, who);
	const { order, items, payments } = sale;
	sale.item({ ...itemOf(form, input), user: buyer, state: itemState(state) });
	if (input.donation)
		sale.item({
			type: 'Donation',
			name: 'Don à l’association',
			amount: input.donation,
			user: buyer,
			state: itemState(state),
		});
	for (let number = 0; number < installments && order.amount.total > 0; number += 1) {
		const own = number === 0 ? state : 'Pending';
		sale.pay({ ...means(input), state: own, part: 1 / installments });
	}

	const updatedAt = parisDate(at, random.int(0, 9_999));
	// HelloAsso makes the order when its checkout begins (seen in real payloads).
	const begun = parisDate(at - checkoutMs, random.int(0, 9_999));
	order.date = input.date === undefined ? updatedAt : parisDate(input.date);
	const isBackdated = input.date !== undefined && readings.enteredCreatedAt === 'date';
	const meta = { createdAt: isBackdated ? order.date : begun, updatedAt };
	order.meta = { ...meta };
	for (const [number, payment] of payments.entries()) {
		const due = at + number * installmentDays * DAY;
		payment.date = number === 0 ? order.date : parisDate(due);
		payment.meta = { ...meta };
		if (number === 0) continue;
		const planned = { paymentId: payment.id, at: due, notify };
		store.planned.push({ ...planned, state: installmentStates[number - 1] ?? 'Authorized' });
	}
	if (form.formType === 'Checkout') {
		const intent = newIntent(simulation, form.organizationSlug, {
			totalAmount: order.amount.total,
			initialAmount: order.amount.total,
			itemName: items[0].name,
			containsDonation: false,
			payer: who,
			metadata: input.metadata,
		});
		intent.orderId = id;
		order.checkoutIntentId = intent.id;
	}
	store.orders.push(order);
	store.items.push(...items);
	store.payments.push(...payments);
	// Later instalments are told when their time comes (inferred: "each instalment that is authorised").
	if (notify) soldNotifications(simulation, order, payments.slice(0, 1));
	return { order, items, payments };
}

/** The person who buys is the one who takes part. */
function named({ firstName, lastName }: Partial<Payer> = {}): {
	firstName?: string;
	lastName?: string;
} {
	return { ...(firstName ? { firstName } : {}), ...(lastName ? { lastName } : {}) };
}
