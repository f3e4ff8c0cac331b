/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Simulation } from '../simulation';
import { simulatePage } from './page';
import { changePayment, existingPayment, payInstallment } from './payments';
import { partRefund, REFUND_MS } from './refunds';
import { sell, type SaleInput } from './sell';
import { settle } from './settle';

const SALES: Record<string, SaleInput> = {
	membership: { kind: 'membership' },
	ticket: { kind: 'ticket' },
	donation: { kind: 'donation' },
	product: { kind: 'product' },
	instalments: { kind: 'membership', amount: 9_000, installments: 3 },
	refused: { kind: 'membership', state: 'Refused' },
	sepa: { kind: 'membership', state: 'WaitingBankValidation' },
};

/** Carries a refund through when its time has come, though nobody may ask by then. */
function settleLater(simulation: Simulation): void {
	setTimeout(() => settle(simulation), REFUND_MS + 1_000).unref();
}

function refund(simulation: Simulation, paymentId: number, part: number): string {
	const { amount } = existingPayment(simulation, paymentId);
	partRefund(simulation, paymentId, Math.round(amount * part));
	settleLater(simulation);
	return `Payment ${paymentId} is being refunded. As at HelloAsso it takes a minute: load the page again then.`;
}

const becomes = (state: string, text: string) => (simulation: Simulation, paymentId: number) => {
	changePayment(simulation, paymentId, state);
	return `Payment ${paymentId} ${text}.`;
};
const due = (state: string, text: string) => (simulation: Simulation, paymentId: number) => {
	payInstallment(simulation, paymentId, state);
	return `Instalment ${paymentId} ${text}.`;
};

const CHANGES: Record<string, (simulation: Simulation, paymentId: number) => string> = {
	refund: (simulation, paymentId) => refund(simulation, paymentId, 1),
	refundHalf: (simulation, paymentId) => refund(simulation, paymentId, 0.5),
	contest: becomes('Contested', 'is contested'),
	arrives: becomes('Authorized', 'has come through'),
	fails: becomes('Refused', 'is refused'),
	due: due('Authorized', 'is paid'),
	dueRefused: due('Refused', 'is refused'),
};

function happen(simulation: Simulation, event: string, paymentId: number): string {
	if (Object.hasOwn(SALES, event)) {
		const { order } = sell(simulation, SALES[event]);
		return `Order ${order.id} was made.`;
	}
	if (!Object.hasOwn(CHANGES, event)) throw new Error('There is no such button');
	return CHANGES[event](simulation, paymentId);
}

const html = (reply: FastifyReply, status: number, body: string): FastifyReply =>
	reply
		.code(status)
		.type('text/html; charset=utf-8')
		.header('cache-control', 'no-store')
		.send(body);

/** `/simulate`: buttons for people. HelloAsso has nothing like it. */
export function simulatePages(app: FastifyInstance, simulation: Simulation): void {
	app.get<{ Querystring: { done?: string } }>('/simulate', async ({ query }, reply) => {
		settle(simulation);
		return html(reply, 200, simulatePage(simulation.store, query.done));
	});
	app.post<{ Body: { event?: string; payment?: string } }>('/simulate', async ({ body }, reply) => {
		try {
			const done = happen(simulation, body?.event ?? '', Number(body?.payment));
			return reply.redirect(`/simulate?done=${encodeURIComponent(done)}`, 303);
		} catch (error) {
			const problem = error instanceof Error ? error.message : String(error);
			return html(reply, 400, simulatePage(simulation.store, problem));
		}
	});
}
