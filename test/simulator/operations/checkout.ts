import { createHash } from 'node:crypto';
import { checkoutBody, type CheckoutBody } from '../checkout/body';
import { checkoutErrors } from '../checkout/rules';
import { businessError, businessErrors, foreignObject, notFound } from '../errors';
import type { Order } from '../model';
import { renderOrder } from '../render';
import { SITE } from '../renderPublic';
import { operation } from '../table';
import { bool, withDefault } from '../validation';

export const checkout = [
	operation<CheckoutBody>()({
		route: 'POST /organizations/{organizationSlug}/checkout-intents',
		privilege: 'Checkout',
		body: checkoutBody,
		handle({ body, organization, simulation: { store, clock, localUrls } }) {
			const errors = checkoutErrors(body, clock.now(), localUrls);
			if (errors.length > 0) throw businessErrors(400, errors);
			if (!organization.isCashInCompliant) {
				// Identity checks of the association are not finished (observed by two integrators).
				throw businessError(409, "L'association ne peut pas recevoir de paiements.");
			}
			const { organizationSlug } = organization;
			// No idempotency key exists: two equal calls make two intents (inferred).
			const id = store.newId();
			const page = createHash('sha256').update(`checkout ${id}`).digest('hex').slice(0, 32);
			const redirectUrl = `${SITE}/associations/${organizationSlug}/checkout/${page}`;
			store.checkoutIntents.push({
				id,
				organizationSlug,
				redirectUrl,
				createdAt: clock.now(),
				body: { ...body },
				metadata: body.metadata,
			});
			return { id, redirectUrl };
		},
	}),
	operation()({
		route: 'GET /organizations/{organizationSlug}/checkout-intents/{checkoutIntentId}',
		privilege: 'Checkout',
		query: { withFailedRefundOperation: withDefault(bool, false) },
		handle({ path, query, organization, simulation: { store } }) {
			const intent = store.checkoutIntents.find(({ id }) => id === path.checkoutIntentId);
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
