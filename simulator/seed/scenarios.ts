import { DAY } from '../dates';
import type { Form, RefundOperation } from '../model';
import type { Person } from './people';
import type { Sale } from './sale';

/** What a scenario can use: the association's forms, new people, and the sale that it fills. */
export interface Stage {
	forms: Record<FormName, Form>;
	now: number;
	/** Time of the sale. */
	time: number;
	/** Starts the sale on a form; the payer is complete unless one is given. */
	on(form: Form, payer?: 'offline' | 'nameless'): Sale;
	/** The person who pays; usually the participant too. */
	buyer: Person;
	someone(): Person;
	newRefund(
		amount: number,
		status: string,
		more?: { amountTip?: number; after?: number },
	): RefundOperation;
	newCheckoutId(): number;
}

export type FormName =
	| 'membership'
	| 'event'
	| 'donation'
	| 'shop'
	| 'crowdFunding'
	| 'paymentForm'
	| 'checkout';
export type Scenario = (stage: Stage) => Sale;

const MONTH = 30 * DAY;

/** Later parts of a plan exist from the start, as Pending payments with a date to come (observed). */
const later = ({ now, time }: Stage, after: number, state = 'Authorized') =>
	time + after > now ? { after, state: 'Pending' } : { after, state };

const adultMembership: Scenario = ({ forms: { membership }, on, buyer }) =>
	on(membership).item({ tier: membership.tiers[0], user: buyer, withOptions: true }).pay();

const instalments: Scenario = (stage) => {
	const { membership } = stage.forms;
	return stage
		.on(membership)
		.item({ tier: membership.tiers[2], user: stage.buyer, initialAmount: 3000, dayOfLevy: 10 })
		.pay({ part: 1 / 3 })
		.pay({ part: 1 / 3, ...later(stage, MONTH) })
		.pay({ part: 1 / 3, ...later(stage, 2 * MONTH) });
};

const groupOfRunners: Scenario = ({ forms: { event }, on, buyer, someone }) =>
	on(event)
		.item({
			tier: event.tiers[0],
			user: buyer,
			withOptions: true,
			discount: { code: 'PRINTEMPS', amount: 200 },
		})
		.item({ tier: event.tiers[1], user: someone() })
		.item({ tier: event.tiers[2], user: someone() })
		.item({ type: 'Donation', name: 'Don à l’association', amount: 500, user: buyer })
		.pay({ amountTip: 150 });

/** No payment object for an order that costs nothing (inferred from the docs). */
const freeTicket: Scenario = ({ forms: { event }, on, buyer }) =>
	on(event).item({ tier: event.tiers[2], user: buyer });

const donation: Scenario = ({ forms: { donation }, on, buyer }) =>
	on(donation)
		.item({
			tier: donation.tiers[0],
			amount: 5000,
			user: buyer,
			comment: 'Bravo à toute l’équipe 🎉',
		})
		.pay({ amountTip: 500, fiscalReceiptUrl: 'https://www.helloasso.com/recu-fiscal/1' });

const monthlyDonation: Scenario = (stage) => {
	const { donation } = stage.forms;
	return stage
		.on(donation)
		.item({ tier: donation.tiers[1], user: stage.buyer, dayOfLevy: 5 })
		.pay()
		.pay(later(stage, MONTH));
};

const shopping: Scenario = ({ forms: { shop }, on, buyer }) =>
	on(shop)
		.item({ tier: shop.tiers[0], user: buyer })
		.item({ tier: shop.tiers[1], user: buyer })
		.pay({ amountTip: null });

const crowdFunding: Scenario = ({ forms: { crowdFunding }, on, buyer }) =>
	on(crowdFunding).item({ tier: crowdFunding.tiers[1], user: buyer }).pay();

const rental: Scenario = ({ forms: { paymentForm }, on, buyer }) =>
	on(paymentForm).item({ tier: paymentForm.tiers[0], user: buyer }).pay({ provider: 'Lemonway' });

const checkout: Scenario = ({ forms: { checkout }, on, newCheckoutId, buyer }) => {
	const sale = on(checkout).item({ name: 'Stage de mécanique', amount: 7000, user: buyer }).pay();
	sale.order.checkoutIntentId = newCheckoutId();
	return sale;
};

/** Sales added by hand: state Registered, type Offline, hardly any payer (observed). */
const offlineMembership: Scenario = ({ forms: { membership }, on, buyer }) =>
	on(membership, 'offline')
		.item({ tier: membership.tiers[1], user: buyer, state: 'Registered' })
		.pay({
			state: 'Registered',
			type: 'Offline',
			paymentMeans: 'None',
			paymentOffLineMean: 'Check',
			cashOutState: undefined,
			paymentReceiptUrl: null,
		});

const offlineTicket: Scenario = ({ forms: { event }, on }) =>
	on(event, 'nameless').item({ tier: event.tiers[0], state: 'Registered' }).pay({
		state: 'Registered',
		type: 'Offline',
		paymentMeans: 'None',
		paymentOffLineMean: 'Cash',
		cashOutState: undefined,
	});

/** The item stays Processed after a refund that did not cancel the order (observed). */
const refunded: Scenario = ({ forms: { event }, on, buyer, newRefund }) =>
	on(event)
		.item({ tier: event.tiers[1], user: buyer })
		.pay({
			state: 'Refunded',
			cashOutState: 'Refunded',
			refundOperations: [newRefund(2000, 'Processed')],
		});

const refundedAndCancelled: Scenario = ({ forms: { event }, on, buyer, newRefund }) =>
	on(event)
		.item({ tier: event.tiers[0], user: buyer, state: 'Canceled' })
		.pay({
			state: 'Refunded',
			cashOutState: 'Refunded',
			refundOperations: [newRefund(1200, 'Processed')],
		});

const refunding: Scenario = ({ forms: { shop }, on, buyer, newRefund }) =>
	on(shop)
		.item({ tier: shop.tiers[0], user: buyer })
		.pay({
			state: 'Refunding',
			cashOutState: 'Refunding',
			refundOperations: [newRefund(1250, 'Processing')],
		});

/**
 * Half the money went back, after a first try that failed and that is hidden by default; of an older sale when
 * the association had the money already.
 */
const partlyRefunded: Scenario = ({ forms: { paymentForm }, now, time, on, buyer, newRefund }) => {
	const after = now - time > 100 * DAY ? 60 * DAY : DAY / 2;
	return on(paymentForm)
		.item({ tier: paymentForm.tiers[0], user: buyer })
		.pay({ refundOperations: [newRefund(925, 'Refused'), newRefund(925, 'Processed', { after })] });
};

const contested: Scenario = ({ forms: { donation }, on, buyer }) =>
	on(donation)
		.item({ tier: donation.tiers[0], amount: 1234, user: buyer })
		.pay({ state: 'Contested', cashOutState: 'Contested' });

const refusedInstalment: Scenario = (stage) => {
	const { membership } = stage.forms;
	return stage
		.on(membership)
		.item({ tier: membership.tiers[2], user: stage.someone() })
		.pay({ part: 1 / 2 })
		.pay({ part: 1 / 2, ...later(stage, MONTH, 'Refused') });
};

const directDebit: Scenario = ({ forms: { membership }, on, buyer }) =>
	on(membership)
		.item({ tier: membership.tiers[1], user: buyer, state: 'Waiting' })
		.pay({ state: 'WaitingBankValidation', paymentMeans: 'Sepa' });

/** A tier type that the published OpenAPI document does not know. */
const insured: Scenario = ({ forms: { event }, on, buyer }) =>
	on(event).item({ tier: event.tiers[1], user: buyer }).item({ tier: event.tiers[3] }).pay();

/** A payment state that only integrators have reported. */
const recoveryExpired: Scenario = ({ forms: { membership }, on, buyer }) =>
	on(membership)
		.item({ tier: membership.tiers[0], user: buyer })
		.pay({ state: 'RecoveryExpired', cashOutState: 'Unknown' });

const freeAmountMembership: Scenario = ({ forms: { membership }, on, buyer }) =>
	on(membership)
		.item({
			tier: membership.tiers[3],
			amount: 3333,
			user: buyer,
			comment: 'À « nous » les beaux jours ! ☀️',
		})
		.pay();

/** Taken in turn, so that two dozen orders are enough to see everything once. */
export const SCENARIOS: Scenario[] = [
	adultMembership,
	groupOfRunners,
	donation,
	instalments,
	shopping,
	freeTicket,
	offlineMembership,
	checkout,
	monthlyDonation,
	crowdFunding,
	refunded,
	rental,
	contested,
	refusedInstalment,
	offlineTicket,
	refunding,
	freeAmountMembership,
	insured,
	partlyRefunded,
	directDebit,
	refundedAndCancelled,
	recoveryExpired,
];
