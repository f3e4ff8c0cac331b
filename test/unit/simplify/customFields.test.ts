import {
	customFieldsByLabel,
	withCustomFields,
} from '../../../nodes/HelloAsso/simplify/customFields';

const answered = (type: string, answer: unknown) =>
	customFieldsByLabel({ customFields: [{ id: 1, name: 'Question', type, answer } as never] })
		.Question;

describe('customFieldsByLabel', () => {
	it('puts the questions of the item first, then those of its options', () => {
		const fields = customFieldsByLabel({
			customFields: [
				{ name: 'B', type: 'TextInput', answer: '1' },
				{ name: 'A', type: 'TextInput', answer: '2' },
			],
			options: [
				{
					name: 'Repas',
					customFields: [{ name: 'Menu', type: 'ChoiceList', answer: 'Végétarien' }],
				},
				{ name: 'Sans question' },
				{ name: 'Bus', customFields: [{ name: 'Arrêt', type: 'TextInput', answer: 'Gare' }] },
			],
		});
		expect(Object.entries(fields)).toEqual([
			['B', '1'],
			['A', '2'],
			['Menu', 'Végétarien'],
			['Arrêt', 'Gare'],
		]);
	});

	it('keeps answers to questions of the same name apart, never overwriting one', () => {
		const fields = customFieldsByLabel({
			customFields: [
				{ name: 'Taille', type: 'TextInput', answer: 'S' },
				{ name: 'Taille (2)', type: 'TextInput', answer: 'M' },
				{ name: 'Taille', type: 'TextInput', answer: 'L' },
			],
			options: [{ customFields: [{ name: 'Taille', type: 'TextInput', answer: 'XL' }] }],
		});
		expect(Object.entries(fields)).toEqual([
			['Taille', 'S'],
			['Taille (2)', 'M'],
			['Taille (3)', 'L'],
			['Taille (4)', 'XL'],
		]);
	});

	it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
		'takes a question called %s as any other',
		(name) => {
			const fields = customFieldsByLabel({
				customFields: [
					{ name, type: 'TextInput', answer: 'x' },
					{ name, type: 'TextInput', answer: 'y' },
				],
			});
			expect(Object.entries(fields)).toEqual([
				[name, 'x'],
				[`${name} (2)`, 'y'],
			]);
			expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
			expect(JSON.stringify(fields)).toBe(`{"${name}":"x","${name} (2)":"y"}`);
		},
	);

	it('survives what HelloAsso leaves out', () => {
		for (const item of [
			{},
			{ customFields: null, options: null },
			{ customFields: 'x', options: 5 },
			{ customFields: [null], options: [null, { customFields: null }] },
			{ options: [{}] },
		]) {
			expect(customFieldsByLabel(item as never)).toEqual({});
		}
		expect(
			customFieldsByLabel({ customFields: [{ type: 'TextInput' }, { name: null, answer: 'x' }] }),
		).toEqual({
			'': null,
			' (2)': 'x',
		});
	});

	it('changes nothing of the answer it reads', () => {
		const item = { customFields: [{ name: 'A', type: 'Number', answer: '1' }] };
		const before = structuredClone(item);
		customFieldsByLabel(item);
		expect(item).toEqual(before);
	});
});

describe('withCustomFields', () => {
	const fields = { Taille: 'M', id: 7, customFields: null, 'Tél. mobile': true, '': 'x' };
	const simplify = (record: object) => ({ id: 1, customFields: fields, name: 'Adulte', ...record });

	it.each([undefined, 'object', ''])('%j leaves them in one object', (form) => {
		expect(withCustomFields(simplify, form)).toBe(simplify);
	});

	it('as columns gives each answer its own field, after all others, hiding none of them', () => {
		expect(Object.entries(withCustomFields(simplify, 'columns')({ last: null }))).toEqual([
			['id', 1],
			['name', 'Adulte'],
			['last', null],
			['customField: Taille', 'M'],
			['customField: id', 7],
			['customField: customFields', null],
			['customField: Tél. mobile', true],
			['customField: ', 'x'],
		]);
	});

	it('as columns has none where HelloAsso gave no details', () => {
		expect(withCustomFields(simplify, 'columns')({ customFields: null })).toEqual({
			id: 1,
			name: 'Adulte',
		});
	});

	it('as columns takes a question called __proto__ as any other', () => {
		const record = withCustomFields(
			(item) => ({ customFields: customFieldsByLabel(item) }),
			'columns',
		)({ customFields: [{ name: '__proto__', type: 'TextInput', answer: 'x' }] });
		expect(Object.entries(record)).toEqual([['customField: __proto__', 'x']]);
		expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
	});
});

describe('the answer', () => {
	it.each([
		['Oui', true],
		['oui', true],
		[' OUI ', true],
		['Yes', true],
		['true', true],
		['True', true],
		['1', true],
		['Non', false],
		['non', false],
		['No', false],
		['false', false],
		['FALSE', false],
		['0', false],
		['Peut-être', 'Peut-être'],
		['', ''],
		['constructor', 'constructor'],
		['__proto__', '__proto__'],
		[null, null],
		[undefined, null],
		[true, true],
		[false, false],
	])('YesNo %p is %p', (answer, value) => {
		expect(answered('YesNo', answer)).toBe(value);
	});

	it.each([
		['42', 42],
		[' 42 ', 42],
		['-3', -3],
		['0', 0],
		['3,5', 3.5],
		['3.5', 3.5],
		['0,5', 0.5],
		['-0,25', -0.25],
		['1,50', 1.5],
		['999999999999999', 999_999_999_999_999],
		// What would lose digits, or is no plain number, stays as it was written.
		['1000000000000000', '1000000000000000'],
		['123456789012345,67', '123456789012345,67'],
		['00123', '00123'],
		['01000', '01000'],
		['0612345678', '0612345678'],
		['-007', '-007'],
		['1 234', '1 234'],
		['1.234,56', '1.234,56'],
		['1,2,3', '1,2,3'],
		['12 ans', '12 ans'],
		['1e3', '1e3'],
		['0x10', '0x10'],
		['Infinity', 'Infinity'],
		['NaN', 'NaN'],
		['+3', '+3'],
		[',5', ',5'],
		['5,', '5,'],
		['', ''],
		['-', '-'],
		['٣', '٣'],
		[null, null],
		[7, 7],
	])('Number %p is %p', (answer, value) => {
		expect(answered('Number', answer)).toBe(value);
	});

	it.each([
		['31/12/2024', '2024-12-31'],
		['1/5/2024', '2024-05-01'],
		['01/05/2024', '2024-05-01'],
		['31/12/2024 00:00:00', '2024-12-31'],
		[' 06/07/1986 ', '1986-07-06'],
		['2024-12-31', '2024-12-31'],
		['2024-12-31T00:00:00', '2024-12-31'],
		['1986-07-06T00:00:00+02:00', '1986-07-06'],
		['2024-12-31 10:30', '2024-12-31'],
		['29/02/2024', '2024-02-29'],
		// No such day, or not clearly a date.
		['29/02/2023', '29/02/2023'],
		['31/02/2024', '31/02/2024'],
		['2024-02-30', '2024-02-30'],
		['12/31/2024', '12/31/2024'],
		['00/01/2024', '00/01/2024'],
		['2024-13-01', '2024-13-01'],
		['31/12/24', '31/12/24'],
		['31-12-2024', '31-12-2024'],
		['2024-5-1', '2024-5-1'],
		['31/12/20245', '31/12/20245'],
		['2024-12-311', '2024-12-311'],
		['20241231', '20241231'],
		['le 31/12/2024', 'le 31/12/2024'],
		['', ''],
		[null, null],
	])('Date %p is %p', (answer, value) => {
		expect(answered('Date', answer)).toBe(value);
	});

	it.each(['TextInput', 'FreeText', 'ChoiceList', 'File', 'Phone', 'Zipcode', 'SomethingNew'])(
		'%s stays the text it is',
		(type) => {
			for (const text of ['01000', ' 42 ', 'oui', '31/12/2024', '0612345678', ''])
				expect(answered(type, text)).toBe(text);
			expect(answered(type, null)).toBeNull();
		},
	);
});
