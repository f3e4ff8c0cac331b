import { flag, id, text } from '../../../nodes/HelloAsso/parameters';
import { compare } from '../../../tools/openapi/compare';
import {
	agreeing,
	changed,
	linesOf,
	listHats,
	madeDocument,
	noExceptions,
	resourceOf,
	sellHat,
	withOperation,
} from './made';

test('nothing is found where both agree', () => {
	const { summary, findings, agrees } = compare(madeDocument(), agreeing);
	expect(summary).toBe('2 of 2 operations of the document are in the table, 2 in the simulator');
	expect(findings).toEqual([]);
	expect(agrees).toBe(true);
});

describe('operations', () => {
	test('one that HelloAsso added', () => {
		const document = madeDocument();
		document.paths['/new/{id}'] = { patch: { summary: 'A new\n\u001b[31mthing' } };
		const { summary, agrees } = compare(document, agreeing);
		expect(summary).toBe('2 of 3 operations of the document are in the table, 2 in the simulator');
		expect(agrees).toBe(false);
		expect(linesOf(document)).toEqual([
			'missing: PATCH /new/{id} (A new [31mthing): neither in the table nor in the simulator',
		]);
	});

	test('one that only the simulator has', () => {
		expect(linesOf(madeDocument(), { resources: resourceOf(listHats) })).toEqual([
			'missing: POST /hats/{hatId}/sell (Sell a hat): not in the table',
		]);
	});

	test('one that HelloAsso removed', () => {
		const document = madeDocument();
		delete document.paths['/hats'];
		const { summary, agrees } = compare(document, agreeing);
		expect(summary).toBe(
			'1 of 1 operations of the document are in the table, 2 in the simulator; 1 is ours alone: GET /hats',
		);
		expect(agrees).toBe(false);
		expect(linesOf(document)).toEqual([
			'ours alone: GET /hats: not in the document, but in the table and simulator',
		]);
	});

	test('one that is ours alone on purpose', () => {
		const document = madeDocument();
		delete document.paths['/hats'];
		const exceptions = { ...noExceptions, routes: { 'GET /hats': 'expected: we made it' } };
		const { findings, agrees } = compare(document, { ...agreeing, exceptions });
		expect(agrees).toBe(true);
		expect(findings).toEqual([
			{ kind: 'ours alone', where: 'GET /hats', what: 'expected: we made it', expected: true },
		]);
	});

	test('a parameter of the path was renamed', () => {
		const document = madeDocument();
		document.paths['/hats/{number}/sell'] = document.paths['/hats/{hatId}/sell'];
		delete document.paths['/hats/{hatId}/sell'];
		expect(linesOf(document, {}, 'table')).toEqual([
			'changed: POST /hats/{number}/sell: path parameter {number} of the document is called {hatId} here',
		]);
	});

	test('a value in the place of a name is one of its enum', () => {
		const document = madeDocument();
		document.paths['/hats/{size}'] = {
			get: {
				parameters: [
					{
						name: 'size',
						in: 'path',
						schema: { $ref: '#/components/schemas/Some.Name.Space.Size' },
					},
				],
			},
		};
		const huge = changed(
			{ ...listHats, value: 'huge', returns: 'one' },
			{ filters: {}, options: {}, route: 'GET /hats/Huge' },
		);
		const lines = (value: string) =>
			linesOf(document, {
				resources: resourceOf(listHats, sellHat, changed(huge, { route: `GET /hats/${value}` })),
			}).filter((line) => !line.includes('not in the simulator'));
		expect(lines('Large')).toEqual([]);
		expect(lines('Huge')).toEqual([
			"changed: GET /hats/{size}: 'Huge' is no value of path parameter {size}",
		]);
	});
});

describe('parameters', () => {
	test('one that HelloAsso added, in query or header', () => {
		const document = madeDocument();
		document.paths['/hats'].get.parameters?.push(
			{ name: 'withColor', in: 'query', schema: { type: 'boolean' } },
			{
				name: 'x-day',
				in: 'header',
				required: true,
				schema: { type: 'string', format: 'date-time' },
			},
			{ name: 'Authorization', in: 'header', schema: { type: 'string' } },
		);
		expect(linesOf(document, {}, 'table')).toEqual([
			"missing: GET /hats: query parameter 'withColor' (boolean)",
			"missing: GET /hats: required header parameter 'x-day' (date-time)",
		]);
	});

	test('one under a wrong name', () => {
		expect(
			withOperation(changed(listHats, { options: { withPrices: flag('With Price', '') } })),
		).toEqual([
			"missing: GET /hats: query parameter 'withPrice' (boolean)",
			"ours alone: GET /hats: query parameter 'withPrices' of hat/getAll",
		]);
	});

	test('one in the wrong place', () => {
		const { body, ...endpoint } = sellHat.endpoints[''];
		expect(
			withOperation({ ...sellHat, endpoints: { '': { ...endpoint, query: body as never } } }),
		).toEqual([
			"missing: POST /hats/{hatId}/sell: required body field 'label' (string)",
			"changed: POST /hats/{hatId}/sell: query parameter 'label' of hat/sell belongs into the body",
		]);
	});

	test('one of another type', () => {
		expect(
			withOperation(changed(listHats, { options: { withPrice: text('With Price', '') } })),
		).toEqual([
			"changed: GET /hats: query parameter 'withPrice' is boolean in the document, of type 'string' in the editor",
		]);
	});

	test('paging belongs to lists only', () => {
		expect(withOperation({ ...listHats, returns: 'array' })).toEqual([
			"missing: GET /hats: query parameter 'pageIndex' (integer)",
			"missing: GET /hats: query parameter 'pageSize' (integer)",
			"missing: GET /hats: query parameter 'continuationToken' (string)",
		]);
		const document = madeDocument();
		document.paths['/hats'].get.parameters?.splice(0, 3);
		expect(linesOf(document, {}, 'table')).toEqual([
			"ours alone: GET /hats: query parameter 'continuationToken' of hat/getAll",
		]);
	});

	test('an input that goes nowhere is not compared, what is always sent is', () => {
		const fixedQuery = { withPrice: true, sizes: ['Small', 'Tiny'] };
		const filters = { day: { ...text('Day', ''), in: 'nowhere' } };
		expect(withOperation(changed(listHats, { fixedQuery, filters, options: {} }))).toEqual([
			"ours alone: Size: value 'Tiny' (query parameter 'sizes' of GET /hats)",
		]);
	});

	test('presets with the same endpoint count together', () => {
		const narrow = changed({ ...listHats, value: 'narrow' }, { filters: {}, options: {} });
		expect(linesOf(madeDocument(), { resources: resourceOf(listHats, narrow, sellHat) })).toEqual(
			[],
		);
	});
});

describe('rights and files', () => {
	test('a privilege on request that the operation does not name', () => {
		expect(withOperation({ ...sellHat, privilege: undefined })).toEqual([
			'changed: POST /hats/{hatId}/sell: needs the privilege RefundManagement, of which hat/sell does not tell',
		]);
	});

	test('a privilege that is not needed, and one that nobody knows', () => {
		const document = madeDocument();
		const { get } = document.paths['/hats'];
		get.description = get.description?.replace('AccessTransactions', 'HatKeeping');
		expect(
			linesOf(
				document,
				{ resources: resourceOf({ ...listHats, privilege: 'FormAdministration' }, sellHat) },
				'table',
			),
		).toEqual([
			'changed: GET /hats: needs the privilege HatKeeping, which this tool does not know',
			'changed: GET /hats: the document does not name the privilege FormAdministration, of which hat/getAll tells',
		]);
	});

	test('a document without descriptions is compared all the same', () => {
		const document = madeDocument();
		for (const methods of Object.values(document.paths)) {
			for (const operation of Object.values(methods)) delete operation.description;
		}
		expect(linesOf(document)).toEqual([
			'information: the document: no description names a privilege as they used to, so privileges and roles are not compared',
		]);
	});

	test('CSV and Excel', () => {
		const inFiles = (path: '/hats' | '/hats/{hatId}/sell', method: string) => {
			const document = madeDocument();
			const methods = document.paths[path] as Record<string, { responses?: object }>;
			methods[method].responses = { 200: { content: { 'text/csv': {} } } };
			return linesOf(document, {}, 'table');
		};
		expect(inFiles('/hats/{hatId}/sell', 'post')).toEqual([
			'missing: POST /hats/{hatId}/sell: answers as CSV and Excel files',
		]);
		// Of lists that come in pages n8n makes the files.
		expect(inFiles('/hats', 'get')).toEqual([]);
		const oneNumber = { path: { hatId: id('Hat', '') }, files: true };
		expect(withOperation(changed(sellHat, oneNumber))).toEqual([
			'ours alone: POST /hats/{hatId}/sell: files of hat/sell',
		]);
	});
});
