import type { SimulatorRow } from '../../../tools/openapi/compareSimulator';
import { enumeration, object } from '../../../simulator/bodies';
import { int32, listOf, oneOf, text } from '../../../simulator/validation';
import { linesOf, madeDocument, rows } from './made';

const [list, sell] = rows;
const withRows = (...simulator: SimulatorRow[]) => linesOf(madeDocument(), { simulator });

test('an operation that it lacks', () => {
	expect(withRows(list)).toEqual([
		'missing: POST /hats/{hatId}/sell (Sell a hat): not in the simulator',
	]);
});

test('parameters that differ', () => {
	const { pageIndex, continuationToken } = list.query ?? {};
	const differing = { pageIndex, continuationToken, sizes: text, pageSize: int32, withColor: text };
	expect(withRows({ ...list, query: differing, headers: ['x-day'] }, sell)).toEqual([
		"missing: simulator GET /hats: query parameter 'withPrice' (boolean)",
		"missing: simulator Size: value 'Small' (query parameter 'sizes' of GET /hats)",
		"missing: simulator Size: value 'Large' (query parameter 'sizes' of GET /hats)",
		"changed: simulator GET /hats: query parameter 'pageSize': default is 20 in the document, none here",
		"changed: simulator GET /hats: query parameter 'sizes': type is list of string in the document, string here",
		"ours alone: simulator GET /hats: query parameter 'withColor'",
		"ours alone: simulator GET /hats: header parameter 'x-day'",
	]);
});

test('values of an enum that differ', () => {
	const query = { ...list.query, sizes: listOf(oneOf(['Small', 'Large', 'Huge'])) };
	expect(withRows({ ...list, query }, sell)).toEqual([
		"ours alone: simulator Size: value 'Huge' (query parameter 'sizes' of GET /hats)",
	]);
});

test('fields of the body that differ, at any depth', () => {
	const body = object({
		label: { type: 'integer' },
		size: enumeration(['Small', 'Large']),
		owner: object({ name: { type: 'string', maxLength: 3 }, age: { type: 'integer' } }),
	});
	expect(withRows(list, { ...sell, body })).toEqual([
		"changed: simulator POST /hats/{hatId}/sell: body field 'label': type is string in the document, integer here",
		"changed: simulator POST /hats/{hatId}/sell: body field 'label': required is true in the document, false here",
		"changed: simulator POST /hats/{hatId}/sell: body field 'owner.name': nullable is true in the document, false here",
		"changed: simulator POST /hats/{hatId}/sell: body field 'owner.name': maxLength is none in the document, 3 here",
		"ours alone: simulator POST /hats/{hatId}/sell: body field 'owner.age'",
	]);
});

test('a body that it does not read, and one that it should not read', () => {
	expect(withRows({ ...list, body: object({}) }, { ...sell, body: undefined })).toEqual([
		'missing: simulator POST /hats/{hatId}/sell: body (HatBody)',
		'ours alone: simulator GET /hats: body',
	]);
});

test('rights and files that differ', () => {
	expect(
		withRows(
			{ ...list, privilege: 'Checkout', role: 'partner' },
			{ ...sell, file: () => ({ name: '', columns: [], rows: [] }) },
		),
	).toEqual([
		'changed: simulator GET /hats: privilege is AccessTransactions in the document, Checkout here',
		'changed: simulator GET /hats: role is OrganizationAdmin in the document, none here',
		'ours alone: simulator POST /hats/{hatId}/sell: answers as CSV and Excel files',
	]);
});
