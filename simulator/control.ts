import type { FastifyInstance } from 'fastify';
import { boolean, enumeration, nullableText, object, string, type Schema } from './bodies';
import { FORM_TYPES, NOTIFICATION_TYPES } from './enums';
import { businessError, validationError } from './errors';
import { faultControl } from './faultControl';
import { changePayment, payOut } from './onDemand/payments';
import { partRefund, type PartRefundOptions } from './onDemand/refunds';
import { sell, SALE_KINDS, type SaleInput } from './onDemand/sell';
import { setBackOfficeUrl, type BackOfficeSlot } from './onDemand/slots';
import { renderOrder, renderPayment } from './render';
import type { Simulation } from './simulation';

/** How many notifications are shown, the latest first. */
const SHOWN = 50;

const closed = (schema: Schema): Schema => ({ ...schema, additionalProperties: false });
const payerFields = [
	'email',
	'address',
	'city',
	'zipCode',
	'country',
	'company',
	'dateOfBirth',
	'firstName',
	'lastName',
];

const saleBody = closed(
	object({
		kind: enumeration(SALE_KINDS),
		organizationSlug: string,
		formType: enumeration(FORM_TYPES),
		formSlug: string,
		amount: { type: 'integer', minimum: 0 },
		donation: { type: 'integer', minimum: 1 },
		state: string,
		installments: { type: 'integer', minimum: 1 },
		installmentDays: { type: 'integer', minimum: 1 },
		installmentStates: { type: 'array', items: string },
		date: { type: 'integer' },
		paymentOffLineMean: string,
		payer: closed(object(Object.fromEntries(payerFields.map((name) => [name, nullableText])))),
		metadata: {},
		at: { type: 'integer' },
		checkoutMs: { type: 'integer', minimum: 0 },
		notify: boolean,
	}),
);
const stateBody = closed(object({ state: { type: 'string', minLength: 1 } }, ['state']));
const refundBody = closed(
	object({ amount: { type: 'integer' }, outcome: string, notify: boolean }, ['amount']),
);
const payoutBody = closed(
	object({ payments: { type: 'array', minItems: 1, items: { type: 'integer' } } }, ['payments']),
);
const urlBody = closed(
	object(
		{ url: string, notificationType: enumeration(NOTIFICATION_TYPES), organizationSlug: string },
		['url'],
	),
);

/** What the simulator refuses to do is the caller's mistake. */
function attempt<T>(make: () => T): T {
	try {
		return make();
	} catch (error) {
		throw businessError(400, error instanceof Error ? error.message : String(error));
	}
}

/** Buttons for people and for workflows that try the node. HelloAsso has nothing like them. */
export async function control(app: FastifyInstance, simulation: Simulation): Promise<void> {
	const { store, notifications } = simulation;
	app.addHook('preValidation', async (request) => {
		if (typeof request.body !== 'string') {
			request.body ??= {};
			return;
		}
		try {
			request.body = JSON.parse(request.body || '{}') as unknown;
		} catch {
			throw validationError({ $: ['The JSON value could not be converted.'] });
		}
	});

	app.post<{ Body: SaleInput }>('/sales', { schema: { body: saleBody } }, async (request) => {
		const { order } = attempt(() => sell(simulation, request.body));
		return renderOrder(store, order, true);
	});
	app.post<{ Params: { id: string }; Body: { state: string } }>(
		'/payments/:id/state',
		{ schema: { body: stateBody } },
		async ({ params, body }) => {
			const payment = attempt(() => changePayment(simulation, Number(params.id), body.state));
			return renderPayment(store, payment);
		},
	);
	app.post<{ Params: { id: string }; Body: PartRefundOptions & { amount: number } }>(
		'/payments/:id/refund',
		{ schema: { body: refundBody } },
		async ({ params, body: { amount, ...options } }) => {
			const payment = attempt(() => partRefund(simulation, Number(params.id), amount, options));
			return renderPayment(store, payment);
		},
	);
	app.post<{ Body: { payments: number[] } }>(
		'/cash-outs',
		{ schema: { body: payoutBody } },
		async ({ body }) => ({ idCashOut: attempt(() => payOut(simulation, body.payments)) }),
	);
	app.put<{ Body: BackOfficeSlot & { url: string } }>(
		'/back-office-url',
		{ schema: { body: urlBody } },
		async ({ body: { url, ...slot } }) => {
			attempt(() => setBackOfficeUrl(simulation, url, slot));
			return store.backOfficeUrls;
		},
	);
	await faultControl(app, simulation);
	app.get('/notifications', async () => notifications.sent.slice(-SHOWN).reverse());
}
