import { helloAsso, records, type WorkflowNode } from '../../e2e/workflows';
import type { Association } from './stage';

const SPLIT_OUT = { type: 'n8n-nodes-base.splitOut', typeVersion: 1 };

/** In n8n's own process, and small: what the webhook answers with. */
const summary = (amount = 'amount'): WorkflowNode => ({
	name: 'Summary',
	type: 'n8n-nodes-base.summarize',
	typeVersion: 1.1,
	parameters: {
		fieldsToSummarize: {
			values: [
				{ aggregation: 'count', field: 'id' },
				{ aggregation: 'countUnique', field: 'id' },
				{ aggregation: 'sum', field: 'id' },
				{ aggregation: 'sum', field: amount },
			],
		},
		options: {},
	},
});

const SUMMARY = summary();

/** A workflow that only answers. */
export const EMPTY: WorkflowNode[] = [
	{
		name: 'One record',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput: '{ "id": 1, "amount": 1 }' },
	},
	SUMMARY,
];

function httpRequest(name: string, { credentialId }: Association, parameters: object) {
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'helloAssoOAuth2Api',
			...parameters,
		},
		credentials: { helloAssoOAuth2Api: { id: credentialId, name: 'HelloAsso' } },
	};
}

/** Get Many → Payments, with Return All, in full unless `simplify` is on. */
export function ourList(
	association: Association,
	{ simplify = false, options = {} }: { simplify?: boolean; options?: object } = {},
): WorkflowNode[] {
	const { credentialId, simulator } = association;
	const organizationSlug = { __rl: true, mode: 'slug', value: simulator.organizationSlug };
	const list = {
		resource: 'payment',
		operation: 'getAll',
		organizationSlug,
		returnAll: true,
		simplify,
		options,
	};
	const amounts = summary(simplify ? 'amountEuros' : 'amount');
	return [helloAsso('Payments', list, { credentialId }), amounts];
}

/** What n8n itself offers for the same: pages with the continuation token in the next address. */
export function httpList(association: Association): WorkflowNode[] {
	const { front, simulator } = association;
	const url = `${front.url}/v5/organizations/${simulator.organizationSlug}/payments?pageSize=100`;
	const pagination = {
		paginationMode: 'responseContainsNextURL',
		nextURL: `={{ "${url}&continuationToken=" + $response.body.pagination.continuationToken }}`,
		paginationCompleteWhen: 'other',
		completeExpression: '={{ $response.body.data.length === 0 }}',
	};
	return [
		httpRequest('Pages', association, { url, options: { pagination: { pagination } } }),
		{ name: 'Payments', ...SPLIT_OUT, parameters: { fieldToSplitOut: 'data', options: {} } },
		SUMMARY,
	];
}

/** All records from one answer. */
export function wholeList(association: Association, path: string): WorkflowNode[] {
	const parameters = { url: association.front.url + path, options: {} };
	return [httpRequest('Payments', association, parameters), SUMMARY];
}

export function ourGets(association: Association, ids: number[]): WorkflowNode[] {
	const get = { resource: 'payment', operation: 'get', simplify: false, options: {} };
	const node = helloAsso(
		'Payment',
		{ ...get, paymentId: '={{ $json.id }}' },
		{ credentialId: association.credentialId },
	);
	return [...ofIds(ids), node, SUMMARY];
}

export function httpGets(association: Association, ids: number[]): WorkflowNode[] {
	const url = `=${association.front.url}/v5/payments/{{ $json.id }}`;
	return [...ofIds(ids), httpRequest('Payment', association, { url, options: {} }), SUMMARY];
}

const ofIds = (ids: number[]) =>
	records(
		'Ids',
		'ids',
		ids.map((id) => ({ id })),
	);
