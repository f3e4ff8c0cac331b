import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	NodeExecutionHint,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { execute } from '../../../nodes/HelloAsso/actions/execute';
import { ITEM, ORGANIZATION, PAYMENT } from '../../fixtures/answers';
import { thrownBy } from '../../fixtures/thrown';
import { NODE } from '../../fixtures/thrownByN8n';

const SIMPLE_SLUG = { mode: 'slug', value: 'les-amis-du-lac' };
const page = (data: IDataObject[], continuationToken?: string) => ({
	data,
	pagination: { continuationToken },
});

/** n8n at the edge: parameters of each item, and HelloAsso's answers by address. */
function inN8n(items: IDataObject[], answers: Record<string, unknown>, continueOnFail = false) {
	const sent: string[] = [];
	const hints: string[] = [];
	const context = {
		getInputData: () => items.map(() => ({ json: {} })),
		getNode: () => NODE,
		getTimezone: () => 'Europe/Paris',
		getExecutionCancelSignal: () => undefined,
		continueOnFail: () => continueOnFail,
		addExecutionHints: (...added: NodeExecutionHint[]) =>
			hints.push(...added.map(({ message }) => message)),
		getNodeParameter: (name: string, itemIndex: number, fallback: unknown) =>
			name in items[itemIndex] ? items[itemIndex][name] : fallback,
		getCredentials: async () => ({
			environment: 'production',
			grantType: 'clientCredentials',
			oauthTokenData: { access_token: 'opaque', n8n_expires_at: '99999999999999' },
		}),
		helpers: {
			async httpRequestWithAuthentication(_type: string, { method, url }: IHttpRequestOptions) {
				const address = `${method} ${url.replace('https://api.helloasso.com', '')}`;
				sent.push(address);
				if (!(address in answers)) throw new Error(`No answer to ${address}`);
				return { statusCode: 200, headers: {}, body: JSON.stringify(answers[address]) };
			},
		},
	} as unknown as IExecuteFunctions;
	return { run: async () => await execute.call(context), sent, hints };
}

describe('execute', () => {
	const ORDERS = '/v5/organizations/les-amis-du-lac/orders';
	const orders = { resource: 'order', operation: 'getAll', organizationSlug: SIMPLE_SLUG };

	it('gets one record, simplified or as HelloAsso gives it', async () => {
		const get = { resource: 'payment', operation: 'get', paymentId: '31415' };
		const answers = { 'GET /v5/payments/31415': PAYMENT };
		const [simplified] = await inN8n([get], answers).run();
		expect(simplified).toHaveLength(1);
		expect(simplified[0]).toMatchObject({
			json: { id: 31415, amountEuros: 19.99 },
			pairedItem: { item: 0 },
		});
		const [raw] = await inN8n([{ ...get, simplify: false }], answers).run();
		expect(raw).toEqual([{ json: PAYMENT, pairedItem: { item: 0 } }]);
	});

	it('sends filters and options under the names of the API, and reads each item its own parameters', async () => {
		const { run, sent } = inN8n(
			[
				{
					...orders,
					limit: 2,
					filters: { from: '2024-05-01', formTypes: ['Event', 'Shop'] },
					options: { withDetails: true, sortOrder: 'Asc' },
				},
				{
					...orders,
					organizationSlug: 'autre',
					returnAll: true,
					options: { pageSize: 20, timeout: 5 },
				},
			],
			{
				[`GET ${ORDERS}?from=2024-05-01T00%3A00%3A00.000%2B02%3A00&formTypes=Event&formTypes=Shop&withDetails=true&sortOrder=Asc&pageSize=2`]:
					page([{ id: 1 }, { id: 2 }], 't'),
				'GET /v5/organizations/autre/orders?pageSize=20': page([{ id: 3 }], 't1'),
				'GET /v5/organizations/autre/orders?pageSize=20&continuationToken=t1': page([]),
			},
		);
		const [items] = await run();
		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			[1, { item: 0 }],
			[2, { item: 0 }],
			[3, { item: 1 }],
		]);
		expect(sent).toHaveLength(3);
	});

	it('says under the output that a limit was reached, or nothing found, and by which filters', async () => {
		const { run, hints } = inN8n(
			[
				{ ...orders, limit: 2 },
				{ ...orders, filters: { userSearchKey: 'nobody' } },
				{ ...orders, organizationSlug: 'empty' },
			],
			{
				[`GET ${ORDERS}?pageSize=2`]: page([{ id: 1 }, { id: 2 }], 't'),
				[`GET ${ORDERS}?userSearchKey=nobody&pageSize=50`]: page([]),
				'GET /v5/organizations/empty/orders?pageSize=50': page([]),
			},
		);
		expect((await run())[0]).toHaveLength(2);
		expect([...hints].sort()).toEqual([
			"HelloAsso has nothing of the kind there, or the key may not see it. Check 'Organization', and that the credential is the key of that association.",
			"Nothing was found with 'Search for Person'. Change or remove it to find more.",
			"There may be more: 'Limit' ended the list at 2. Switch 'Return All' on for all of them.",
		]);
	});

	it('says under the output how many were left out, and why', async () => {
		const member = (id: number, state: string, formSlug = 'y'): IDataObject => ({
			id,
			order: { organizationSlug: 'x', formType: 'Membership', formSlug, formName: 'Y' },
			payments: [{ id, amount: 100, shareAmount: 100, state }],
		});
		const records = [member(1, 'Authorized'), member(2, 'Refused'), member(3, 'Contested')];
		const all = { ...orders, resource: 'member', returnAll: true };
		const items = '/v5/organizations/les-amis-du-lac/items';
		const sold = 'tierTypes=Membership&itemStates=Processed&itemStates=Registered&withDetails=true';
		const { run, hints } = inN8n([all, all], {
			[`GET ${items}?${sold}&pageSize=100`]: page(records),
			'GET /v5/organizations/x/forms/Membership/y/public': { validityType: 'Illimited' },
		});
		expect((await run())[0].map(({ json }) => json.itemId)).toEqual([1, 1]);
		expect(hints).toEqual([
			"4 records were left out, since the money is not there: refused, refunded, contested or canceled. To see them too, choose 'All' under 'Filters' › 'Payment'.",
		]);
	});

	it('gives an AI agent the fields that were selected, all of them flat, or the raw record', async () => {
		const get = { resource: 'payment', operation: 'get', paymentId: '31415' };
		const answers = { 'GET /v5/payments/31415': PAYMENT };
		const shown = async (parameters: IDataObject) =>
			(await inN8n([{ ...get, ...parameters }], answers).run())[0][0].json;
		const all = await shown({});
		expect(await shown({ toolOutput: 'simplified' })).toEqual(all);
		expect(await shown({ toolOutput: 'raw' })).toEqual(PAYMENT);
		const selected = { toolOutput: 'selectedFields', toolFields: 'amountEuros, id, nonsense' };
		expect(await shown(selected)).toEqual({ amountEuros: 19.99, id: 31415, nonsense: null });
		const empty = inN8n([{ ...get, toolOutput: 'selectedFields', toolFields: ' ' }], answers);
		expect(await thrownBy(empty.run)).toMatchObject({ message: "'Fields' is empty" });
		expect(empty.sent).toEqual([]);
	});

	it('takes the route of the chosen scope', async () => {
		const { run, sent } = inN8n(
			[
				{
					resource: 'item',
					operation: 'getAll',
					scope: 'form',
					organizationSlug: SIMPLE_SLUG,
					formType: 'Event',
					formSlug: 'fete-d-ete',
					limit: 1,
					simplify: false,
				},
			],
			{
				'GET /v5/organizations/les-amis-du-lac/forms/Event/fete-d-ete/items?pageSize=1': page([
					ITEM,
				]),
			},
		);
		expect((await run())[0]).toEqual([{ json: ITEM, pairedItem: { item: 0 } }]);
		expect(sent).toHaveLength(1);
	});

	it('cuts a bare list to the limit', async () => {
		const organizations = [
			ORGANIZATION,
			{ ...ORGANIZATION, organizationSlug: 'b' },
			{ ...ORGANIZATION, organizationSlug: 'c' },
		];
		const answers = { 'GET /v5/users/me/organizations': organizations };
		const all = { resource: 'organization', operation: 'getAll' };
		const slugs = async (parameters: IDataObject) =>
			(await inN8n([{ ...all, ...parameters }], answers).run())[0].map(
				({ json }) => json.organizationSlug,
			);
		expect(await slugs({ limit: 2 })).toEqual(['les-amis-du-lac', 'b']);
		expect(await slugs({ returnAll: true, limit: 1 })).toEqual(['les-amis-du-lac', 'b', 'c']);
	});

	it.each([
		['limit', { limit: 0 }, "'Limit' must be a whole number from 1 up, not '0'"],
		['empty limit', { limit: '' }, "'Limit' is empty"],
		['missing limit', { limit: null }, "'Limit' is empty"],
		[
			'page size',
			{ options: { pageSize: 101 } },
			"'Page Size' must be a whole number from 1 to 100, not '101'",
		],
		[
			'parallel requests',
			{ options: { parallelRequests: 99 } },
			"'Parallel Requests' must be a whole number from 1 to 32, not '99'",
		],
		[
			'timeout',
			{ options: { timeout: -1 } },
			"'Timeout' must be a whole number from 1 to 3600000, not '-1'",
		],
		['date', { filters: { from: '01/05/2024' } }, "'From' is ambiguous or no date: '01/05/2024'"],
		['scope', { scope: 'galaxy' }, "'Scope' is 'galaxy'"],
		['slug', { organizationSlug: '..' }, "'Organization' is not a slug: '..'"],
		[
			'form type',
			{ scope: 'form', formType: 'a/b', formSlug: 'x' },
			"'Form Type' does not exist: 'a/b'",
		],
		[
			'form slug',
			{ scope: 'form', formType: 'Event', formSlug: '../x' },
			"'Form' is not a slug: '../x'",
		],
		// An empty organization would cost a look-up, so the rest is checked before.
		[
			'date, organization to be looked up',
			{ organizationSlug: '', filters: { to: 'x' } },
			"'To' is ambiguous or no date: 'x'",
		],
		[
			'form slug, organization to be looked up',
			{ organizationSlug: '', scope: 'form', formType: 'Event', formSlug: '' },
			"'Form' is empty",
		],
	])(
		'refuses a wrong %s before any request leaves, with a node error or an error item',
		async (_case, wrong, message) => {
			const stopping = inN8n([{ ...orders, ...wrong } as IDataObject], {});
			const error = await thrownBy(stopping.run);
			expect(error).toBeInstanceOf(NodeOperationError);
			expect(error).toMatchObject({
				message,
				context: { itemIndex: 0, errorType: 'invalidParameter' },
			});
			expect((error as NodeOperationError).description).toMatch(/\(Parameter '\w+'\.\)$/);
			expect(stopping.sent).toEqual([]);

			const going = inN8n([{ ...orders, ...wrong } as IDataObject], {}, true);
			const [items] = await going.run();
			expect(items).toEqual([
				{
					json: { error: message, description: expect.any(String), errorType: 'invalidParameter' },
					pairedItem: { item: 0 },
				},
			]);
			expect(going.sent).toEqual([]);
		},
	);

	it.each([
		{ resource: 'order', operation: 'explode' },
		{ resource: 'galaxy', operation: 'get' },
		{ resource: 'constructor', operation: 'name' },
	])('does not know %j', async (parameters) => {
		const error = await thrownBy(inN8n([parameters], {}).run);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({
			message: `'Operation' '${parameters.operation}' does not exist for the resource '${parameters.resource}'`,
		});
	});

	it('says so when one record was asked for and none came', async () => {
		const { run } = inN8n([{ resource: 'order', operation: 'get', orderId: 1 }], {
			'GET /v5/orders/1': undefined,
		});
		expect(await thrownBy(run)).toMatchObject({
			context: { errorType: 'invalidResponse', itemIndex: 0 },
		});
	});

	it.each([null, 42, 'text', []])(
		'says so when one record was asked for and %j came',
		async (body) => {
			for (const simplify of [true, false]) {
				const { run } = inN8n([{ resource: 'order', operation: 'get', orderId: 1, simplify }], {
					'GET /v5/orders/1': body,
				});
				expect(await thrownBy(run)).toMatchObject({
					context: { errorType: 'invalidResponse', itemIndex: 0 },
				});
			}
		},
	);
});
