import type { FastifyInstance, FastifyReply } from 'fastify';
import { MINUTE } from '../dates';
import type { Simulation } from '../simulation';
import type { CheckoutIntent } from '../traces';
import type { CheckoutBody } from './body';
import { checkoutPage, endedPage } from './page';
import { payCheckout } from './pay';

/** How long the address of a payment page is good (HelloAsso's introduction to its API). */
const PAGE_MS = 15 * MINUTE;

const html = (reply: FastifyReply, status: number, body: string): FastifyReply =>
	// The payment page refuses frames (HelloAsso docs: payments on your own site).
	reply
		.code(status)
		.type('text/html; charset=utf-8')
		.header('x-frame-options', 'DENY')
		.header('cache-control', 'no-store')
		.send(body);

/** Where the payer comes back to. How HelloAsso adds to an address that has a query is not known. */
function comingBack(
	{ readings }: Simulation,
	address: string,
	answer: Record<string, string>,
): string {
	const query = new URLSearchParams(answer).toString();
	if (readings.returnQuery === 'appended') return `${address}?${query}`;
	const url = new URL(address);
	for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
	return url.href;
}

/** What each button does; returns where the payer goes. Names of the parameters: HelloAsso docs, payments on your own site. */
function decide(
	simulation: Simulation,
	intent: CheckoutIntent,
	fields: Record<string, string | undefined>,
): string | undefined {
	const { returnUrl, errorUrl, backUrl, payer } = intent.body as unknown as CheckoutBody;
	const checkoutIntentId = String(intent.id);
	const back = (address: string, answer: Record<string, string>) =>
		comingBack(simulation, address, { checkoutIntentId, ...answer });
	switch (fields.decision) {
		case 'pay':
		case 'sepa': {
			const { firstName, lastName, email } = fields;
			intent.body.payer = { ...payer, firstName, lastName, email };
			const means = fields.decision === 'sepa' ? 'Sepa' : 'Card';
			const order = payCheckout(simulation, intent.id, means);
			return back(returnUrl, { code: 'succeeded', orderId: String(order.id) });
		}
		case 'refuse':
			return back(returnUrl, { code: 'refused' });
		case 'fail':
			// Which words HelloAsso puts there is not known.
			return back(errorUrl, { error: 'technical_error' });
		case 'leave':
			return backUrl;
		default:
			return undefined;
	}
}

/** The payment page. In reality it has a host of its own; the intent's `redirectUrl` leads here with `localUrls` only. */
export function checkoutPages(app: FastifyInstance, simulation: Simulation): void {
	const { store, clock } = simulation;
	const path = '/associations/:organizationSlug/checkout/:page';

	const intentAt = (url: string): CheckoutIntent | undefined => {
		const { pathname } = new URL(url, simulation.site);
		return store.checkoutIntents.find(
			({ redirectUrl }) => new URL(redirectUrl).pathname === pathname,
		);
	};
	/** A payment that was refused may be tried again on the same page (not known of HelloAsso). */
	const problemOf = (intent: CheckoutIntent | undefined): string | undefined => {
		if (!intent) return "Cette page de paiement n'existe pas.";
		if (intent.orderId !== undefined) return 'Ce paiement a déjà été effectué.';
		if (clock.now() > intent.createdAt + PAGE_MS) return 'Cette page de paiement a expiré.';
		return undefined;
	};

	app.get(path, async (request, reply) => {
		const intent = intentAt(request.url);
		const problem = problemOf(intent);
		if (!intent || problem) return html(reply, intent ? 410 : 404, endedPage(problem ?? ''));
		const name = store.organization(intent.organizationSlug)?.name ?? '';
		return html(reply, 200, checkoutPage(intent, name));
	});

	app.post(path, async (request, reply) => {
		const intent = intentAt(request.url);
		const problem = problemOf(intent);
		if (!intent || problem) return html(reply, intent ? 410 : 404, endedPage(problem ?? ''));
		const fields = (request.body ?? {}) as Record<string, string | undefined>;
		const address = decide(simulation, intent, fields);
		if (!address) return html(reply, 400, endedPage('Choisissez un bouton.'));
		return reply.redirect(address, 303);
	});
}
