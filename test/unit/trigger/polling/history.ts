import type { IDataObject } from 'n8n-workflow';

import type { Seeded } from '../../../load/torture/random';
import type { ListServer } from './listServer';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export interface Flaws {
	/** One record in some has no times of update. */
	lacksMeta?: boolean;
	/** One record in some has no dates at all. */
	lacksDates?: boolean;
	/** A refund does not touch `updatedAt`. */
	refundsUntouched?: boolean;
}

/** What has become of a payment, told by those who did it. */
export interface Deed {
	id: number;
	change: string;
}

/** An association's payments as they happen, on a list server. */
export class History {
	/** Since the last look. */
	deeds: Deed[] = [];
	private lastId = 1_000;

	constructor(
		readonly server: ListServer,
		private readonly random: Seeded,
		private readonly flaws: Flaws = {},
	) {}

	/** A payment that is made now. */
	pay(state: string, more: IDataObject = {}): IDataObject {
		this.lastId += this.random.int(1, 40);
		const now = new Date(this.server.nowMs).toISOString();
		const isBare = this.flaws.lacksDates && this.random.chance(0.1);
		const payment: IDataObject = {
			id: this.lastId,
			state,
			date: now,
			paymentMeans: 'Card',
			refundOperations: [],
			meta: { createdAt: now, updatedAt: now },
			// What the server sorts by.
			updated: this.server.nowMs,
			...more,
		};
		if (isBare || (this.flaws.lacksMeta && this.random.chance(0.1))) delete payment.meta;
		if (isBare) delete payment.date;
		this.server.rows.push(payment);
		return payment;
	}

	plan(days: number): IDataObject {
		const date = new Date(this.server.nowMs + days * DAY).toISOString();
		return this.pay('Pending', { date, due: this.server.nowMs + days * DAY });
	}

	touch(payment: IDataObject): void {
		payment.updated = this.server.nowMs;
		if (payment.meta)
			payment.meta = {
				...(payment.meta as IDataObject),
				updatedAt: new Date(this.server.nowMs).toISOString(),
			};
	}

	become(payment: IDataObject, change: string, fields: IDataObject): void {
		Object.assign(payment, fields);
		const isRefund = /refund/i.test(change);
		if (!(isRefund && this.flaws.refundsUntouched)) this.touch(payment);
		this.deeds.push({ id: Number(payment.id), change });
	}

	/** Something that happens now, to a payment that the trigger has seen or to a new one. */
	step(seen: ReadonlySet<number>): void {
		const { random, server } = this;
		const some = (...states: string[]) => {
			const changed = new Set(this.deeds.map(({ id }) => id));
			const fitting = server.rows.filter(({ id, state }) => {
				return states.includes(String(state)) && seen.has(Number(id)) && !changed.has(Number(id));
			});
			return fitting.length > 0 ? random.pick(fitting) : undefined;
		};
		const paid = some('Authorized');
		const waiting = some('WaitingBankValidation', 'Pending');
		const isDue = waiting && server.nowMs >= Number(waiting.due ?? 0);
		const deeds: Array<() => void> = [
			() => this.pay('Authorized'),
			() => this.pay('WaitingBankValidation', { paymentMeans: 'Sepa' }),
			() => [this.pay('Authorized'), this.plan(30), this.plan(60)],
			() => this.pay('Registered', { date: new Date(server.nowMs - 300 * DAY).toISOString() }),
			() => random.chance(0.5) && Array.from({ length: 120 }, () => this.pay('Authorized')),
			() => server.rows.length > 0 && this.touch(random.pick(server.rows)),
			() => (server.nowMs += random.pick([0, 1, 30_000, MINUTE, 20 * MINUTE, DAY, 31 * DAY])),
			() => isDue && this.become(waiting, 'paid', { state: 'Authorized' }),
			() => isDue && this.become(waiting, 'refused', { state: 'Refused' }),
			() => paid && this.become(paid, 'contested', { state: 'Contested' }),
			() => paid && this.become(paid, 'refunded', { state: 'Refunded' }),
			() => {
				if (!paid) return;
				const refunds = paid.refundOperations as IDataObject[];
				const refund = { id: ++this.lastId, amount: 100, status: 'PROCESSED' };
				this.become(paid, 'partlyRefunded', { refundOperations: [...refunds, refund] });
			},
			() =>
				paid &&
				paid.cashOutState === undefined &&
				this.become(paid, 'paidOut', { cashOutState: 'CashedOut', idCashOut: 5 }),
		];
		random.pick(deeds)();
	}
}
