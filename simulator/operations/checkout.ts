import { checkoutBody, type CheckoutBody } from '../checkout/body';
import { newIntent } from '../checkout/intent';
import { checkoutErrors } from '../checkout/rules';
import { businessError, businessErrors, foreignObject, notFound } from '../errors';
import type { Order } from '../model';
import { renderOrder } from '../render';
import { operation } from '../table';
import { bool, withDefault } from '../validation';

export const checkout = [
	operation<CheckoutBody>()({
		route: 'POST /organizations/{organizationSlug}/checkout-intents',
		privilege: 'Checkout',
		body: checkoutBody,
		handle({ body, organization, simulation }) {
			const errors = checkoutErrors(body, simulation.clock.now(), simulation.localUrls);
			if (errors.length > 0) throw businessErrors(400, errors);
			if (!organization.isCashInCompliant) {
				// Identity checks of the association are not finished (observed by two integrators).
				throw businessError(409, "L'association ne peut pas recevoir de paiements.");
			}
			// No idempotency key exists: two equal calls make two intents (inferred).
			const { id, redirectUrl } = newIntent(simulation, organization.organizationSlug, { ...body });
			return { id, redirectUrl };
		},
	}),
	operation()({
		route: 'GET /organizations/{organizationSlug}/checkout-intents/{checkoutIntentId}',
		privilege: 'Checkout',
		query: { withFailedRefundOperation: withDefault(bool, false) },
		handle({ path, query, organization, simulation: { store } }) {
			const intent = store.checkoutIntent(path.checkoutIntentId);
			if (!intent) throw notFound("L'intention de paiement demandée");
			// 403, not 404, for an intent of another organization (observed by two integrators).
			if (intent.organizationSlug !== organization.organizationSlug) throw foreignObject();
			const { id, redirectUrl, metadata, orderId } = intent;
			// `order` appears with the payment (HelloAsso docs: payments on your own site).
			const order =
				orderId === undefined
					? undefined
					: renderOrder(
							store,
							store.order(orderId) as Order,
							true,
							query.withFailedRefundOperation,
						);
			return { metadata, order, id, redirectUrl };
		},
	}),
];
