import type { IDataObject } from 'n8n-workflow';
import { simplifyOrder, simplifyPayment } from '../../nodes/HelloAsso/simplify';
import { RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS } from './harness';
import { NotificationStage, PRODUCTION_ADDRESS, type ActiveWorkflow } from './notificationStage';

const SLUG = 'les-amis-du-velo';
const ELSEWHERE = '203.0.113.7';

let stage: NotificationStage;
let workflow: ActiveWorkflow;

beforeAll(async () => {
	stage = await NotificationStage.open();
}, STAGE_TIMEOUT_MS);
afterAll(async () => await stage?.close());

const seen = () =>
	stage.simulator.apiRequests.map(({ method, path }) => `${method} ${path.replace('/v5', '')}`);
const statuses = () =>
	stage.simulator.notifications.sent.flatMap(({ tries }) => tries.map(({ status }) => status));
const eventTypes = (runs: IDataObject[]) => runs.map(({ eventType }) => String(eventType)).sort();
const byType = (runs: IDataObject[], type: string) =>
	runs.find(({ eventType }) => eventType === type);

function forget(): void {
	stage.simulator.notifications.clear();
	stage.simulator.clearRequests();
	stage.collector.take();
}

/** A notification's bytes as HelloAsso sent them last. */
const lastBody = (type: string) =>
	stage.simulator.notifications.sent.filter(({ eventType }) => eventType === type).at(-1)?.body ??
	'';
const post = async (body: Parameters<typeof stage.simulator.notifications.post>[1], headers = {}) =>
	await stage.simulator.notifications.post(workflow.url, body, { headers });

describe('an association that has pasted the address', () => {
	beforeAll(async () => {
		workflow = await stage.listen({ simplify: false });
	}, RUN_TIMEOUT_MS);
	beforeEach(forget);

	it(
		'starts once for each event of a sale, with what the API says',
		async () => {
			const { order, payments } = stage.simulator.sell({ kind: 'ticket' });
			const runs = await stage.runs(workflow);
			expect(eventTypes(runs)).toEqual(['Order', 'Payment']);
			expect(seen().sort()).toEqual([`GET /orders/${order.id}`, `GET /payments/${payments[0].id}`]);
			expect(statuses()).toEqual([200, 200]);
			const verifiedBy = ['sourceIp', 'api'];
			expect(byType(runs, 'Payment')).toEqual({
				event: 'Payment',
				eventType: 'Payment',
				change: 'paid',
				data: expect.objectContaining({
					id: payments[0].id,
					amount: payments[0].amount,
					state: 'Authorized',
				}),
				verifiedBy,
			});
			const { data } = byType(runs, 'Order') as {
				data: { id: number; items: Array<{ customFields?: unknown[] }> };
			};
			expect(data.id).toBe(order.id);
			// The notification itself has no answers to custom fields; the API's version has.
			expect(data.items[0].customFields?.length).toBeGreaterThan(0);
			expect(JSON.parse(lastBody('Order')).data.items[0].customFields).toBeUndefined();
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'ignores repeats, one after the other and at once, but answers 200',
		async () => {
			stage.simulator.sell({ notify: true });
			await stage.runs(workflow);
			const bodies = [lastBody('Order'), lastBody('Payment')];
			const again = await Promise.all([...bodies, ...bodies].map(async (body) => await post(body)));
			expect(again.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
			stage.simulator.notifications.hold();
			stage.simulator.sell({});
			const sent = stage.simulator.notifications.release({ duplicates: 1, concurrency: 4 });
			expect(sent).toHaveLength(4);
			expect(eventTypes(await stage.runs(workflow))).toEqual(['Order', 'Payment']);
			expect(new Set(statuses())).toEqual(new Set([200]));
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'starts for each new state of a payment, also one that it had before',
		async () => {
			const { payments } = stage.simulator.sell({});
			await stage.runs(workflow);
			for (const state of ['Contested', 'Authorized', 'Refunded']) {
				stage.simulator.changePayment(payments[0].id, state);
				const runs = (await stage.runs(workflow)) as Array<{ data: IDataObject }>;
				expect(runs.map(({ data }) => [data.id, data.state])).toEqual([[payments[0].id, state]]);
			}
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'hands on the latest state, once, when a payment has changed before its notification came',
		async () => {
			stage.simulator.notifications.hold();
			const { payments } = stage.simulator.sell({});
			stage.simulator.changePayment(payments[0].id, 'Refunding');
			stage.simulator.changePayment(payments[0].id, 'Refunded');
			stage.simulator.notifications.release({ shuffle: true });
			const runs = (await stage.runs(workflow)) as Array<{ eventType: string; data: IDataObject }>;
			expect(
				runs.filter(({ eventType }) => eventType === 'Payment').map(({ data }) => data.state),
			).toEqual(['Refunded']);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'refuses what HelloAsso does not know, wherever it comes from',
		async () => {
			const foreign = stage.simulator.data.orders.find(
				({ organizationSlug }) => organizationSlug !== SLUG,
			);
			expect(foreign).toBeDefined();
			const unknown = await post({ eventType: 'Order', data: { id: 1_999_999_999 } });
			const others = await post({ eventType: 'Order', data: { id: foreign?.id } });
			const hostile = await Promise.all(
				['../users/me', '1/../2', '', null, {}, -1, 1e10].map(
					async (id) =>
						await post({ eventType: 'Payment', data: { id } }, { 'x-forwarded-for': ELSEWHERE }),
				),
			);
			expect([unknown, others].map(({ status }) => status)).toEqual([403, 403]);
			expect(hostile.filter(({ status }) => status < 400 || status > 499)).toEqual([]);
			expect(await stage.runs(workflow)).toEqual([]);
			expect(unknown.body).toBe('{"message":"Not confirmed"}');
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'takes what HelloAsso confirms, wherever it comes from',
		async () => {
			const senders = [PRODUCTION_ADDRESS, ELSEWHERE, `${PRODUCTION_ADDRESS}, ${ELSEWHERE}`];
			const orders = senders.map(() => stage.simulator.sell({ notify: false }).order.id);
			for (const [index, sender] of senders.entries()) {
				const event = { eventType: 'Order', data: { id: orders[index] } };
				expect((await post(event, { 'x-forwarded-for': sender })).status).toBe(200);
			}
			const runs = await stage.runs(workflow);
			const proofs = new Map(
				runs.map(({ data, verifiedBy }) => [(data as IDataObject).id, verifiedBy]),
			);
			expect(orders.map((id) => proofs.get(id))).toEqual([['sourceIp', 'api'], ['api'], ['api']]);
			// What it cannot confirm, the address decides.
			const renamed = {
				eventType: 'Organization',
				data: { old_slug_organization: 'elsewhere', new_slug_organization: SLUG },
			};
			expect((await post(renamed, { 'x-forwarded-for': ELSEWHERE })).status).toBe(403);
			expect(await stage.runs(workflow)).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'a forged state starts nothing that is not so, and does not hide the true event',
		async () => {
			const { payments } = stage.simulator.sell({ notify: false });
			const forged = { eventType: 'Payment', data: { id: payments[0].id, state: 'Refunded' } };
			expect((await post(forged)).status).toBe(200);
			const [run] = (await stage.runs(workflow)) as Array<{ data: IDataObject }>;
			expect(run.data.state).toBe('Authorized');
			expect((await post(forged)).status).toBe(200);
			expect(await stage.runs(workflow)).toEqual([]);
			stage.simulator.changePayment(payments[0].id, 'Refunded');
			const later = (await stage.runs(workflow)) as Array<{ data: IDataObject }>;
			expect(later.map(({ data }) => data.state)).toEqual(['Refunded']);
		},
		RUN_TIMEOUT_MS,
	);

	it.each([
		['a server error', { status: 503 }],
		['a lost connection', { reset: true }],
		['a web page', { notJson: true }],
		['too many requests', { status: 429 }],
	])(
		'loses nothing when HelloAsso cannot be asked: %s',
		async (_title, fault) => {
			stage.simulator.failNext({ match: { path: /^\/v5\/(orders|payments)/ }, ...fault }, 2);
			stage.simulator.sell({});
			expect(eventTypes(await stage.runs(workflow))).toEqual(['Order', 'Payment']);
			expect(statuses().sort()).toEqual([200, 200, 503, 503]);
		},
		RUN_TIMEOUT_MS,
	);

	it.each([
		['no JSON', 'eventType=Order', {}],
		['cut off', '{"eventType":"Order","data":{', {}],
		['a list', '[]', {}],
		['a word', '"Order"', {}],
		['empty', '', {}],
		['without event type', '{"data":{"id":1}}', {}],
		['without data', '{"eventType":"Order"}', {}],
		['an event type with signs', '{"eventType":"<b>","data":{"id":1}}', {}],
		['another content type', '{"eventType":"Order"', { 'content-type': 'text/plain' }],
		['a form', 'eventType=Order&data=1', { 'content-type': 'application/x-www-form-urlencoded' }],
		[
			'larger than any notification',
			JSON.stringify({ eventType: 'Order', data: { id: 1, text: 'x'.repeat(6_000_000) } }),
			{},
		],
	])(
		'refuses a body that is %s',
		async (_title, body, headers) => {
			const { status } = await post(body, headers);
			expect(status).toBeGreaterThanOrEqual(400);
			expect(status).toBeLessThan(500);
			expect(await stage.runs(workflow)).toEqual([]);
			expect(seen()).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'hands on an organization event in both shapes, and undocumented events',
		async () => {
			const slug = stage.simulator.organizationSlug;
			const renamed = {
				eventType: 'Organization',
				data: { old_slug_organization: 'b', new_slug_organization: slug },
			};
			const nested = {
				eventType: 'Organization',
				data: { old_slug_organization: 'a', new_slug_organization: slug },
			};
			const checked = {
				eventType: 'Organization.IsCashinCompliant',
				data: { organization_slug: slug, is_cashin_compliant: true },
			};
			const answers = [
				await post(renamed),
				await post({ eventType: 'Organization', data: nested }),
				await post(checked),
				await post({ eventType: 'Insurance', data: { anything: [1] }, metadata: { reference: 1 } }),
				await post({
					eventType: 'Organization',
					data: { old_slug_organization: 'b', new_slug_organization: 'c' },
				}),
			];
			expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 403]);
			const runs = await stage.runs(workflow);
			const verifiedBy = ['sourceIp'];
			const expected = [
				...[renamed, nested, checked].map((one) => ({ event: 'Organization', ...one, verifiedBy })),
				{
					event: 'Insurance',
					eventType: 'Insurance',
					data: { anything: [1] },
					metadata: { reference: 1 },
					verifiedBy,
				},
			];
			expect(runs).toHaveLength(expected.length);
			expect(runs).toEqual(expect.arrayContaining(expected));
		},
		RUN_TIMEOUT_MS,
	);

	it(
		"reads a checkout's metadata from HelloAsso, not from the notification",
		async () => {
			const { order } = stage.simulator.sell({ kind: 'checkout', metadata: { reference: 'A-12' } });
			const runs = await stage.runs(workflow);
			expect(runs.map(({ metadata }) => metadata)).toEqual([
				{ reference: 'A-12' },
				{ reference: 'A-12' },
			]);
			const other = stage.simulator.sell({
				kind: 'checkout',
				metadata: { reference: 'A-13' },
				notify: false,
			});
			await post({
				eventType: 'Order',
				data: { id: other.order.id },
				metadata: { reference: 'forged' },
			});
			expect((await stage.runs(workflow)).map(({ metadata }) => metadata)).toEqual([
				{ reference: 'A-13' },
			]);
			expect(order.id).not.toBe(other.order.id);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'ignores repeats after a restart of n8n',
		async () => {
			stage.simulator.sell({});
			await stage.runs(workflow);
			const bodies = [lastBody('Order'), lastBody('Payment')];
			await stage.restart();
			for (const body of bodies) expect((await post(body)).status).toBe(200);
			expect(await stage.runs(workflow)).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);
});

describe('filters and options', () => {
	beforeEach(forget);
	afterEach(async () => await stage.rest.deactivate(workflow.id));

	it(
		'events, form types, payment states, tier types',
		async () => {
			workflow = await stage.listen({
				events: ['Payment'],
				filters: {
					formTypes: ['Membership', 'Donation'],
					paymentStates: ['Authorized'],
					tierTypes: ['Membership'],
				},
			});
			const { payments, order } = stage.simulator.sell({ kind: 'membership' });
			stage.simulator.sell({ kind: 'membership', state: 'Refused' });
			stage.simulator.sell({ kind: 'donation' });
			stage.simulator.sell({ kind: 'ticket' });
			const runs = await stage.runs(workflow);
			const payment = await fromApi(`/v5/payments/${payments[0].id}`);
			expect(runs).toEqual([
				{
					event: 'Payment',
					eventType: 'Payment',
					change: 'paid',
					data: simplifyPayment(payment),
					verifiedBy: ['sourceIp', 'api'],
				},
			]);
			expect(new Set(statuses())).toEqual(new Set([200]));
			expect(order.formType).toBe('Membership');
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'form slugs; simplified orders',
		async () => {
			const { formSlug } = stage.simulator.sell({ kind: 'ticket', notify: false }).order;
			workflow = await stage.listen({
				events: ['Order'],
				filters: { formSlugs: `adhesion-annuelle, ${formSlug}` },
			});
			const { order } = stage.simulator.sell({ kind: 'ticket' });
			stage.simulator.sell({ kind: 'donation' });
			const runs = await stage.runs(workflow);
			expect(runs).toEqual([
				{
					event: 'Order',
					eventType: 'Order',
					data: simplifyOrder(await fromApi(`/v5/orders/${order.id}`)),
					verifiedBy: ['sourceIp', 'api'],
				},
			]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'without credential: nothing to confirm with, the address is what proves it',
		async () => {
			workflow = await stage.listen({ simplify: false }, '');
			stage.simulator.sell({ kind: 'donation' });
			const runs = await stage.runs(workflow);
			expect(eventTypes(runs)).toEqual(['Order', 'Payment']);
			expect(runs.map(({ verifiedBy }) => verifiedBy)).toEqual([['sourceIp'], ['sourceIp']]);
			expect(seen()).toEqual([]);
			expect((await post(lastBody('Order'), { 'x-forwarded-for': '127.0.0.1' })).status).toBe(403);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'every check switched off',
		async () => {
			workflow = await stage.listen({
				options: { confirm: false, checkSourceIp: false, deduplicate: false },
			});
			const body = { eventType: 'Order', data: { id: 5, amount: { total: 1250 } } };
			for (const address of ['203.0.113.7', '203.0.113.8'])
				await post(body, { 'x-forwarded-for': address });
			const runs = await stage.runs(workflow);
			expect(runs.map(({ verifiedBy }) => verifiedBy)).toEqual([[], []]);
			expect(runs.map(({ data }) => (data as IDataObject).amountEuros)).toEqual([12.5, 12.5]);
		},
		RUN_TIMEOUT_MS,
	);
});

/** The record as HelloAsso's API gives it to the association's key. */
async function fromApi(path: string): Promise<IDataObject> {
	const { url, keys } = stage.simulator;
	const { clientId, clientSecret } = keys.association;
	const form = new URLSearchParams({
		grant_type: 'client_credentials',
		client_id: clientId,
		client_secret: clientSecret,
	});
	const { access_token: token } = (await (
		await fetch(`${url}/oauth2/token`, { method: 'POST', body: form })
	).json()) as { access_token: string };
	const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
	return (await (await fetch(`${url}${path}`, { headers })).json()) as IDataObject;
}
