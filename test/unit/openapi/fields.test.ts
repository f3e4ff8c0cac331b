import { choice } from '../../../nodes/HelloAsso/parameters';
import {
	changed,
	linesOf,
	listHats,
	listOfOwners,
	madeDocument,
	noExceptions,
	resourceOf,
	sellHat,
	withOperation,
} from './made';

describe('values of an enum', () => {
	const add = (value: string) => {
		const document = madeDocument();
		document.components.schemas['Some.Name.Space.Size'].enum.push(value);
		return document;
	};

	test('a new one is one line, however many parameters take it', () => {
		expect(linesOf(add('Huge'))).toEqual([
			"missing: simulator Size: value 'Huge' (query parameter 'sizes' of GET /hats and 1 more)",
			"missing: Size: value 'Huge' is not offered (query parameter 'sizes' of GET /hats and 1 more)",
		]);
	});

	test('one that is left out on purpose', () => {
		const exceptions = { ...noExceptions, notOffered: { Size: ['Huge'] } };
		expect(linesOf(add('Huge'), { exceptions }, 'table')).toEqual([]);
	});

	test('one of ours, unless it is on purpose', () => {
		const size = choice(
			'Size',
			['Small', 'Large', 'Any'].map((value) => ({ name: value, value })),
			'Any',
			'',
		);
		const { additionalFields } = sellHat.endpoints[''];
		const sell = changed(sellHat, { additionalFields: { ...additionalFields, size } });
		expect(withOperation(sell)).toEqual([
			"ours alone: Size: value 'Any' (body field 'size' of POST /hats/{hatId}/sell)",
		]);
		const exceptions = { ...noExceptions, ownValues: { Size: ['Any'] } };
		expect(linesOf(madeDocument(), { resources: resourceOf(listHats, sell), exceptions })).toEqual(
			[],
		);
	});
});

describe('body', () => {
	const sellRoute = 'POST /hats/{hatId}/sell';
	const { additionalFields } = sellHat.endpoints[''];

	test('fields that HelloAsso added', () => {
		const document = madeDocument();
		const { required, properties } = document.components.schemas['Some.Name.Space.HatBody'];
		required.push('color', 'owner');
		Object.assign(properties, {
			color: { type: 'string' },
			note: { type: 'string', format: 'date-time' },
		});
		Object.assign(properties.owner, {
			required: ['age'],
			properties: {
				name: { type: 'string', nullable: true },
				age: { type: 'integer' },
				town: { type: 'string' },
			},
		});
		expect(linesOf(document, {}, 'table')).toEqual([
			`missing: ${sellRoute}: body field 'owner.age' (integer) is not offered`,
			`missing: ${sellRoute}: required body field 'color' (string)`,
			`missing: ${sellRoute}: body field 'note' (date-time)`,
			`changed: ${sellRoute}: body field 'owner' is required in the document, and stands in a collection here, where it may be left out`,
			`information: ${sellRoute}: body field 'owner.town' (string) is not offered`,
		]);
	});

	test('fields of ours that it does not know', () => {
		const document = madeDocument();
		const { properties } = document.components.schemas['Some.Name.Space.HatBody'];
		delete properties.size;
		Object.assign(properties.owner, { properties: {} });
		expect(linesOf(document, {}, 'table')).toEqual([
			`ours alone: ${sellRoute}: body field 'owner.name'`,
			`ours alone: ${sellRoute}: body field 'size' of hat/sell`,
		]);
	});

	test('a list where the document has one object', () => {
		expect(
			withOperation(
				changed(sellHat, { additionalFields: { ...additionalFields, owner: listOfOwners } }),
			),
		).toEqual([
			`changed: ${sellRoute}: body field 'owner' is object in the document, of type 'fixedCollection' in the editor`,
		]);
	});

	test('a field that is computed from another', () => {
		const { owner, ...others } = additionalFields ?? {};
		const sell = changed(sellHat, { additionalFields: { ...others, ownerName: owner } });
		const exceptions = { ...noExceptions, computed: { [sellRoute]: { owner: ['ownerName'] } } };
		expect(withOperation(sell)).toHaveLength(2);
		expect(linesOf(madeDocument(), { resources: resourceOf(listHats, sell), exceptions })).toEqual(
			[],
		);
	});
});
