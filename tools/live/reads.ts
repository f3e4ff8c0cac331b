import { isObject } from '../openapi/shape';
import type { Answer, Api, Request } from './api';
import { LiveCheckError } from './settings';

/** A record of a list; the fields are not checked. */
export type Entry = Record<string, unknown>;
type Values = Record<string, string | number>;

/** Everything that was read of one HelloAsso. */
export interface Evidence {
	readonly organizationSlug: string;
	/** By route, in the order in which they came. */
	readonly answers: ReadonlyMap<string, readonly Answer[]>;
}

const LIST = { pageSize: 100 };
const PAGES_MAX = 3;
const FEW = 8;
const DIRECTORY = { pageSize: 20 };

const ORGANIZATION = '/organizations/{organizationSlug}';
const FORM = `${ORGANIZATION}/forms/{formType}/{formSlug}`;

/** The path of a route with its values. */
export const fill = (path: string, values: Values) =>
	path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));

/** The records of a list, in HelloAsso's envelope or without. */
export function entriesOf({ body }: Pick<Answer, 'body'>): Entry[] {
	const list = isObject(body) ? body.data : body;
	return Array.isArray(list) ? list.filter(isObject) : [];
}

export const tokenOf = ({ body }: Pick<Answer, 'body'>) => {
	const { continuationToken } = (isObject(body) ? (body.pagination ?? {}) : {}) as Entry;
	return typeof continuationToken === 'string' ? continuationToken : undefined;
};

/** Of each kind the first few, so that few requests see many kinds. */
function varied<T>(entries: T[], kindOf: (entry: T) => unknown, max = FEW): T[] {
	const counts = new Map<unknown, number>();
	const ranked = entries.map((entry) => {
		const kind = kindOf(entry);
		const rank = counts.get(kind) ?? 0;
		counts.set(kind, rank + 1);
		return { entry, rank };
	});
	return ranked
		.sort((one, other) => one.rank - other.rank)
		.slice(0, max)
		.map(({ entry }) => entry);
}

const isId = (value: unknown) => typeof value === 'number' && value > 0;
const inner = (entry: Entry, name: string) => (isObject(entry[name]) ? entry[name] : {}) as Entry;

/** @throws LiveCheckError when the key has no organization */
export async function readEverything(
	api: Api,
	partner: Api | undefined,
	{ organizationSlug: wantedSlug, tagName }: { organizationSlug?: string; tagName?: string },
): Promise<Evidence> {
	const answers = new Map<string, Answer[]>();
	const read = async (route: string, values: Values = {}, request: Request = {}, by = api) => {
		const [method, path] = route.split(' ');
		const all = { method: method as 'GET', ...request };
		const answer = await by.send(fill(path, values), all);
		answers.set(route, [...(answers.get(route) ?? []), answer]);
		return answer;
	};
	/** A list's first pages. */
	const list = async (route: string, values: Values, query: Values) => {
		const entries: Entry[] = [];
		let continuationToken: string | undefined;
		for (let page = 0; page < PAGES_MAX; page++) {
			const request = { query: { ...query, ...(continuationToken && { continuationToken }) } };
			const answer = await read(route, values, request);
			entries.push(...entriesOf(answer));
			continuationToken = tokenOf(answer);
			if (entriesOf(answer).length < Number(query.pageSize) || !continuationToken) break;
		}
		return entries;
	};

	const own = entriesOf(await read('GET /users/me/organizations'));
	const organizationSlug = wantedSlug ?? String(own[0]?.organizationSlug ?? '');
	if (!organizationSlug)
		throw new LiveCheckError('The key has no organization: name one in HELLOASSO_ORGANIZATION');
	const at = { organizationSlug };
	await read(`GET ${ORGANIZATION}`, at);
	await read(`GET ${ORGANIZATION}/formTypes`, at);
	const forms = await list(`GET ${ORGANIZATION}/forms`, at, LIST);
	for (const { formType, formSlug } of varied(forms, ({ formType: type }) => type, 7)) {
		const form = { ...at, formType: String(formType), formSlug: String(formSlug) };
		await read(`GET ${FORM}/public`, form);
		await read(`GET ${FORM}/stats`, form);
		const few = { query: { pageSize: 20 } };
		await read(`GET ${FORM}/items`, form, { query: { pageSize: 20, withDetails: 'true' } });
		await read(`GET ${FORM}/orders`, form, few);
		await read(`GET ${FORM}/payments`, form, few);
	}

	const detailed = { ...LIST, withDetails: 'true' };
	const items = await list(`GET ${ORGANIZATION}/items`, at, detailed);
	const orders = await list(`GET ${ORGANIZATION}/orders`, at, detailed);
	const payments = await list(`GET ${ORGANIZATION}/payments`, at, LIST);
	for (const { id } of varied(items, ({ type, state }) => `${String(type)} ${String(state)}`))
		await read('GET /items/{itemId}', { itemId: Number(id) }, { query: { withDetails: 'true' } });
	const kindOfOrder = (order: Entry) =>
		`${String(order.formType)} ${Array.isArray(order.payments) && order.payments.length}`;
	for (const { id } of varied(orders, kindOfOrder))
		await read(
			'GET /orders/{orderId}',
			{ orderId: Number(id) },
			{ query: { withFormData: 'true' } },
		);
	const withFailed = { query: { withFailedRefundOperation: 'true' } };
	for (const { id } of varied(payments, ({ state }) => state, 2 * FEW))
		await read('GET /payments/{paymentId}', { paymentId: Number(id) }, withFailed);
	const payouts = new Set(payments.map(({ idCashOut }) => idCashOut).filter(isId));
	for (const cashOutId of [...payouts].slice(0, FEW))
		await read(`GET ${ORGANIZATION}/cash-out/{cashOutId}/export`, {
			...at,
			cashOutId: Number(cashOutId),
		});
	const intents = orders.map(({ checkoutIntentId }) => checkoutIntentId).filter(isId);
	for (const checkoutIntentId of intents.slice(0, 2))
		await read(
			`GET ${ORGANIZATION}/checkout-intents/{checkoutIntentId}`,
			{ ...at, checkoutIntentId: Number(checkoutIntentId) },
			withFailed,
		);

	await read('GET /values/company-legal-status');
	await read('GET /values/organization/categories');
	await read('GET /values/form/{formType}/types', { formType: 'Event' });
	await read('GET /values/tags');
	if (tagName) {
		const query = { withCount: 'true', withAmount: 'true' };
		await read('GET /tags/{tagName}', { tagName }, { query });
	}
	await read('POST /directory/forms', {}, { query: DIRECTORY, body: {} });
	await read('POST /directory/organizations', {}, { query: DIRECTORY, body: {} });
	if (partner) {
		await read('GET /partners/me', {}, {}, partner);
		await read('GET /partners/me/organizations', {}, { query: DIRECTORY }, partner);
	}
	return { organizationSlug, answers };
}

/** The records of one route, each once, the last version of it. */
export function records({ answers }: Evidence, route: string): Entry[] {
	const all = (answers.get(route) ?? []).filter(({ status }) => status === 200);
	const entries = all.flatMap((answer) =>
		isObject(answer.body) && answer.body.data === undefined ? [answer.body] : entriesOf(answer),
	);
	const byId = new Map(entries.map((entry, index) => [entry.id ?? `#${index}`, entry]));
	return [...byId.values()];
}

export const ROUTES = {
	items: `GET ${ORGANIZATION}/items`,
	item: 'GET /items/{itemId}',
	orders: `GET ${ORGANIZATION}/orders`,
	order: 'GET /orders/{orderId}',
	payments: `GET ${ORGANIZATION}/payments`,
	payment: 'GET /payments/{paymentId}',
	cashOut: `GET ${ORGANIZATION}/cash-out/{cashOutId}/export`,
	forms: `GET ${ORGANIZATION}/forms`,
};
export { inner };
