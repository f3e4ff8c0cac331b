import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import {
	HelloAssoError,
	invalidParameter,
	toErrorItem,
	toNodeError,
} from '../../../../nodes/HelloAsso/transport/errors/helloAssoError';
import { NODE } from '../../../fixtures/thrownByN8n';

const NOT_FOUND = new HelloAssoError(
	'notFound',
	"HelloAsso does not know 'Order ID' = '42' (orderId)",
	{
		description: 'Check the value for typing errors.',
		httpCode: 404,
		helloAssoCode: 'NotFound',
		retryAfterSeconds: 3,
		fromTokenEndpoint: false,
	},
);
const INVALID = invalidParameter(
	{ label: 'Order ID', name: 'orderId' },
	'is empty',
	'Enter the number.',
);

describe('invalidParameter', () => {
	it('names the parameter as the user reads it and as it is stored', () => {
		expect(INVALID).toMatchObject({
			name: 'HelloAssoError',
			type: 'invalidParameter',
			message: "'Order ID' is empty",
			details: { description: "Enter the number. (Parameter 'orderId'.)" },
		});
	});
});

describe('toNodeError', () => {
	it('makes an answer of the API a NodeApiError on the item', () => {
		const error = toNodeError(NODE, NOT_FOUND, 7);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({
			message: "HelloAsso does not know 'Order ID' = '42' (orderId)",
			description: 'Check the value for typing errors.',
			httpCode: '404',
		});
		expect(error.node).toBe(NODE);
		expect(error.context).toMatchObject({
			itemIndex: 7,
			errorType: 'notFound',
			helloAssoCode: 'NotFound',
		});
	});

	it('makes a wrong parameter a NodeOperationError on the item', () => {
		const error = toNodeError(NODE, INVALID, 0);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({
			message: "'Order ID' is empty",
			description: "Enter the number. (Parameter 'orderId'.)",
		});
		expect(error.context).toMatchObject({ itemIndex: 0, errorType: 'invalidParameter' });
	});

	it('has no item where there is none', () => {
		expect(toNodeError(NODE, NOT_FOUND).context.itemIndex).toBeUndefined();
		expect(toNodeError(NODE, INVALID).context.itemIndex).toBeUndefined();
	});

	it.each([
		'badRequest',
		'unauthorized',
		'forbidden',
		'conflict',
		'rateLimited',
		'serverError',
		'timeout',
		'connection',
		'invalidResponse',
	] as const)('keeps its own words for %s, whatever n8n says of the status', (type) => {
		for (const httpCode of [undefined, 400, 401, 403, 404, 429, 500, 503]) {
			const error = toNodeError(
				NODE,
				new HelloAssoError(type, 'Our message', { httpCode, description: 'Next step' }),
				1,
			);
			expect(error).toMatchObject({
				message: 'Our message',
				description: 'Next step',
				httpCode: httpCode === undefined ? null : String(httpCode),
			});
		}
	});

	// n8n replaces a message that holds one of its codes, wherever it stands.
	it.each([
		'club-leperm',
		'place-accessible',
		'ENOENT',
		'hôtel-eacces',
		'theexistence',
		'getaddrinfo',
	])('keeps a message with the slug %p', (slug) => {
		for (const error of [
			new HelloAssoError('notFound', `HelloAsso does not know '${slug}'`, { httpCode: 404 }),
			invalidParameter(
				{ label: 'Form', name: 'formSlug' },
				`is not a slug: '${slug}'`,
				'Correct it.',
			),
		]) {
			const nodeError = toNodeError(NODE, error, 0);
			expect(nodeError.message).toBe(error.message);
			expect(nodeError.messages).toEqual([]);
		}
	});

	it('holds nothing but words and codes: no request, no answer, no cause with a token', () => {
		const error = toNodeError(NODE, NOT_FOUND, 7);
		expect(error.errorResponse).toEqual({ message: NOT_FOUND.message });
		expect(error.cause).toBeUndefined();
		expect(error.context).toEqual({
			itemIndex: 7,
			errorType: 'notFound',
			helloAssoCode: 'NotFound',
		});
	});

	it("passes on n8n's own errors with the item", () => {
		const foreign = new NodeOperationError(NODE, 'No path back to referenced node', {
			description: 'See the docs',
		});
		const error = toNodeError(NODE, foreign, 3);
		expect(error).toMatchObject({
			message: 'No path back to referenced node',
			description: 'See the docs',
		});
		expect(error.context.itemIndex).toBe(3);
	});

	it('leaves an item that is known already', () => {
		const foreign = new NodeOperationError(NODE, 'Bad expression', { itemIndex: 5 });
		expect(toNodeError(NODE, foreign, 3).context.itemIndex).toBe(5);
	});

	it.each([
		[new TypeError('x is not a function'), 'x is not a function'],
		['just a text', 'just a text'],
		[undefined, 'undefined'],
	])('wraps anything else: %p', (thrown, message) => {
		const error = toNodeError(NODE, thrown, 2);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe(message);
		expect(error.context.itemIndex).toBe(2);
	});
});

describe('toErrorItem', () => {
	it('says all that is known, under the names that workflows rely on', () => {
		expect(toErrorItem(NOT_FOUND)).toEqual({
			error: "HelloAsso does not know 'Order ID' = '42' (orderId)",
			description: 'Check the value for typing errors.',
			httpCode: 404,
			errorType: 'notFound',
			helloAssoCode: 'NotFound',
		});
	});

	it('leaves out what is not known', () => {
		expect(Object.keys(toErrorItem(new HelloAssoError('connection', 'No way')))).toEqual([
			'error',
			'errorType',
		]);
		expect(Object.keys(toErrorItem(INVALID))).toEqual(['error', 'description', 'errorType']);
	});

	it('takes the message of any other error', () => {
		expect(toErrorItem(new Error('Referenced node is unexecuted'))).toEqual({
			error: 'Referenced node is unexecuted',
			errorType: 'invalidParameter',
		});
		expect(toErrorItem('text')).toEqual({ error: 'text', errorType: 'invalidParameter' });
	});
});
