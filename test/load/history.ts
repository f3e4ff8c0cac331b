import type { SaleInput, Simulator } from '../../simulator';
import { Random } from '../../simulator/seed/random';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const INSTALLMENT_DAYS = 2;
/** Cents; every payment of the history is several times as much. */
const PART = 200;
const KINDS = ['membership', 'ticket', 'donation', 'product'] as const;

/** What is to be done to a payment, one at a time. */
type Action = 'authorize' | 'refuse' | 'contest' | 'refundPart' | 'refundRest' | 'payOut';

/** A payment as the API and a notification show it, as far as it tells one condition from another. */
export interface ShownPayment {
	id?: unknown;
	state?: unknown;
	refundOperations?: unknown;
	idCashOut?: unknown;
}

/** What a payment has come to; nothing for a payment that is as it was sold. */
export interface PaymentChange {
	payment: number;
	condition: string;
	/** In a word, as `change` of the trigger is to have it. */
	change: string;
	/** A refund under way: whoever looks every now and then need not see it. */
	isBrief: boolean;
}

/** How a payment is: state, refunds, whether it was paid out. */
export function conditionOf({ state, refundOperations, idCashOut }: ShownPayment): string {
	const refunds = (refundOperations as Array<{ id: number; status: string }> | undefined) ?? [];
	const texts = refunds.map(({ id, status }) => `${id} ${status}`).sort();
	return [state, ...texts, ...(idCashOut ? ['paid out'] : [])].join(', ');
}

/**
 * What happens at an association: sales of all kinds, and what becomes of their payments. The same seed sells
 * the same. It keeps book of what it did, from which follows what a trigger has to tell.
 */
export class History {
	readonly orders: number[] = [];
	readonly items: Array<{ id: number; type: string }> = [];
	/** Every payment with its condition as it was sold. */
	readonly payments = new Map<number, string>();
	/** Payments that were Authorized or Registered at some time. */
	readonly paid = new Set<number>();
	readonly changes: PaymentChange[] = [];
	private readonly random: Random;
	private plans: Array<{ payment: number; actions: Action[] }> = [];
	private refunding: number[] = [];
	private planned: number[] = [];
	private readonly latest = new Map<number, PaymentChange>();

	/** @param notifies whether HelloAsso tells of what happens */
	constructor(
		private readonly simulator: Simulator,
		private readonly notifies: boolean,
		seed = 1,
	) {
		this.random = new Random(seed);
	}

	/** What a payment has come to last. */
	latestOf(payment: number): PaymentChange | undefined {
		return this.latest.get(payment);
	}

	sell(count: number): void {
		for (let sale = 0; sale < count; sale++) this.sellOne(...this.nextSale());
	}

	/** Sales of one kind, to whose payments nothing will happen. */
	sellPlain(count: number, kind: SaleInput['kind']): void {
		for (let sale = 0; sale < count; sale++) this.sellOne({ kind }, []);
	}

	/** Does the next thing to each payment that waits for one and is ready. */
	change(isReady: (payment: number) => boolean = () => true): void {
		for (const { payment, actions } of this.plans) {
			if (this.refunding.includes(payment) || !isReady(payment)) continue;
			this.act(payment, actions.shift() as Action);
		}
		this.plans = this.plans.filter(({ actions }) => actions.length > 0);
	}

	/** The clock goes on: refunds are through after a minute, instalments are due on their day. */
	pass(ms: number): void {
		this.simulator.advance(ms);
		const stateOf = (id: number) => this.simulator.data.payment(id)?.state;
		for (const id of this.refunding) {
			if (stateOf(id) === 'Refunded') this.note(id, 'refunded');
			else if (stateOf(id) === 'Authorized') this.note(id, 'partlyRefunded');
		}
		this.refunding = this.refunding.filter((id) => stateOf(id) === 'Refunding');
		for (const id of this.planned) {
			if (stateOf(id) === 'Refused') this.note(id, 'refused');
			else if (stateOf(id) === 'Authorized') this.note(id, 'paid');
		}
		this.planned = this.planned.filter((id) => stateOf(id) === 'Pending');
	}

	/** Long enough for a refund. */
	passMinute(): void {
		this.pass(MINUTE_MS);
	}

	/** Long enough for instalments to be due. */
	passDays(days = INSTALLMENT_DAYS): void {
		this.pass(days * DAY_MS + MINUTE_MS);
	}

	private nextSale(): [SaleInput, Action[]] {
		const { random } = this;
		const kind = random.pick(KINDS);
		const chance = random.next();
		if (chance < 0.08) {
			const plans: Action[][] = [['authorize'], ['authorize', 'contest'], ['refuse']];
			return [{ kind, state: 'WaitingBankValidation' }, [...random.pick(plans)]];
		}
		if (chance < 0.16) {
			const installmentStates = random.pick([[], ['Refused']]);
			const installments = 3;
			return [{ kind, installments, installmentStates, installmentDays: INSTALLMENT_DAYS }, []];
		}
		if (chance < 0.24) {
			const date = this.simulator.now() - random.int(1, 900) * DAY_MS;
			return [{ kind, state: 'Registered', date, paymentOffLineMean: 'Check' }, []];
		}
		if (chance < 0.27) return [{ kind: 'free' }, []];
		if (chance < 0.32) return [{ kind: 'membership', donation: 1_000 }, []];
		if (chance < 0.36) return [{ kind: 'checkout', metadata: { reference: chance } }, []];
		if (chance < 0.41) return [{ kind }, ['refundPart', 'refundPart']];
		if (chance < 0.44) return [{ kind }, ['refundPart', 'refundPart', 'refundRest']];
		if (chance < 0.48) return [{ kind }, ['refundRest']];
		if (chance < 0.52) return [{ kind }, ['contest']];
		if (chance < 0.57) return [{ kind }, random.next() < 0.5 ? ['payOut'] : ['payOut', 'contest']];
		return [{ kind }, []];
	}

	private sellOne(input: SaleInput, actions: Action[]): void {
		const { order, items, payments } = this.simulator.sell({ ...input, notify: this.notifies });
		this.orders.push(order.id);
		this.items.push(...items.map(({ id, type }) => ({ id, type })));
		for (const payment of payments) {
			this.payments.set(payment.id, conditionOf(payment));
			this.noteState(payment.id);
		}
		this.planned.push(...payments.slice(1).map(({ id }) => id));
		if (actions.length > 0) this.plans.push({ payment: payments[0].id, actions });
	}

	private act(id: number, action: Action): void {
		const { simulator, notifies } = this;
		const to = (state: string, change: string) => {
			simulator.changePayment(id, state, { notify: notifies });
			this.note(id, change);
		};
		const refund = (amount: number) => {
			simulator.partRefund(id, amount, { notify: notifies });
			this.refunding.push(id);
			this.note(id, 'refunding', true);
		};
		if (action === 'authorize') to('Authorized', 'paid');
		else if (action === 'refuse') to('Refused', 'refused');
		else if (action === 'contest') to('Contested', 'contested');
		else if (action === 'refundPart') refund(PART);
		else if (action === 'refundRest') refund(this.leftOf(id));
		else {
			simulator.payOut(id);
			this.note(id, 'paidOut');
		}
	}

	private leftOf(id: number): number {
		const { amount = 0, refundOperations = [] } = this.simulator.data.payment(id) ?? {};
		return refundOperations.reduce((left, refund) => left - refund.amount, amount);
	}

	private note(payment: number, change: string, isBrief = false): void {
		const condition = conditionOf(this.simulator.data.payment(payment) ?? {});
		const noted = { payment, condition, change, isBrief };
		this.changes.push(noted);
		this.latest.set(payment, noted);
		this.noteState(payment);
	}

	private noteState(id: number): void {
		const state = this.simulator.data.payment(id)?.state;
		if (state === 'Authorized' || state === 'Registered') this.paid.add(id);
	}
}
