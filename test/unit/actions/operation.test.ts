import {
	defineEndpoint,
	defineOperation,
	isCustom,
	ONLY_SCOPE,
} from '../../../nodes/HelloAsso/actions/operation';
import { call } from '../../../nodes/HelloAsso/actions/api/call.operation';
import {
	flag,
	formSlug,
	formType,
	id,
	organizationSlug,
	text,
} from '../../../nodes/HelloAsso/parameters';

const TEXTS = { value: 'get', action: 'Get order', description: 'Retrieve one order' };
const orderId = id('Order ID', 'The number of the order');

/** Never called: the compiler reads it, and an error that does not come is one itself. */
export function doesNotCompile() {
	return [
		// @ts-expect-error -- {orderId} has no field
		defineOperation({ ...TEXTS, route: 'GET /orders/{orderId}', path: {}, returns: 'one' }),
		// @ts-expect-error -- no path at all
		defineOperation({ ...TEXTS, route: 'GET /orders/{orderId}', returns: 'one' }),
		// @ts-expect-error -- one of two names has no field
		defineEndpoint({ route: 'GET /forms/{formType}/{formSlug}', path: { formType } }),
		defineOperation({
			...TEXTS,
			route: 'GET /orders/{orderId}',
			// @ts-expect-error -- a name that is misspelt
			path: { orderID: orderId },
			returns: 'one',
		}),
		// @ts-expect-error -- an unknown verb
		defineOperation({ ...TEXTS, route: 'FETCH /orders', returns: 'many' }),
		// @ts-expect-error -- a verb in lower case
		defineOperation({ ...TEXTS, route: 'get /orders', returns: 'many' }),
		// @ts-expect-error -- no slash
		defineOperation({ ...TEXTS, route: 'GET orders', returns: 'many' }),
		// @ts-expect-error -- no verb
		defineEndpoint({ route: '/orders' }),
		defineOperation({
			...TEXTS,
			route: 'GET /orders/{orderId}',
			// @ts-expect-error -- a field that the route does not name
			path: { orderId, organizationSlug },
			returns: 'one',
		}),
		// @ts-expect-error -- a field for a route without names
		defineOperation({ ...TEXTS, route: 'GET /orders', path: { orderId }, returns: 'many' }),
		// @ts-expect-error -- a switch cannot stand in a path
		defineEndpoint({ route: 'GET /orders/{orderId}', path: { orderId: flag('Yes', 'Whether') } }),
		// @ts-expect-error -- an unknown kind of output
		defineOperation({ ...TEXTS, route: 'GET /orders', returns: 'several' }),
		// @ts-expect-error -- no action text
		defineOperation({
			value: 'get',
			description: '',
			route: 'GET /orders',
			returns: 'many',
		}),
	];
}

describe('defineOperation', () => {
	it('makes one endpoint of route, path, filters and options, and keeps the texts', () => {
		const simplify = (record: object) => ({ ...record });
		const filters = { from: text('From', '…') };
		const options = { withDetails: flag('With Details', 'Whether …') };
		const operation = defineOperation({
			...TEXTS,
			route: 'GET /orders/{orderId}',
			path: { orderId },
			filters,
			options,
			returns: 'one',
			simplify,
			privilege: 'AccessTransactions',
		});
		expect(operation).toEqual({
			...TEXTS,
			endpoints: {
				[ONLY_SCOPE]: { route: 'GET /orders/{orderId}', path: { orderId }, filters, options },
			},
			returns: 'one',
			simplify,
			privilege: 'AccessTransactions',
		});
		// The same objects: properties are grouped by identity.
		expect(operation.endpoints[ONLY_SCOPE].filters).toBe(filters);
		expect(operation.endpoints[ONLY_SCOPE].options).toBe(options);
		expect(isCustom(operation)).toBe(false);
	});

	it('gives a route without names an empty path', () => {
		const operation = defineOperation({
			...TEXTS,
			route: 'GET /users/me/organizations',
			returns: 'array',
		});
		expect(operation.endpoints[ONLY_SCOPE].path).toEqual({});
		expect(defineEndpoint({ route: 'GET /partners/me' }).path).toEqual({});
	});
});

describe('defineEndpoint', () => {
	it('keeps the order of the path, which is the order in the editor', () => {
		const endpoint = defineEndpoint({
			route: 'GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/items',
			path: { organizationSlug, formType, formSlug },
		});
		expect(Object.keys(endpoint.path)).toEqual(['organizationSlug', 'formType', 'formSlug']);
	});
});

describe('isCustom', () => {
	it('knows an operation with its own execute', () => {
		expect(isCustom(call)).toBe(true);
	});
});
