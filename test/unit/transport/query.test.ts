import { parseQuery, queryString } from '../../../nodes/HelloAsso/transport/query';

describe('queryString', () => {
	it('repeats the key of an array, in its order', () => {
		expect(queryString({ formTypes: ['Shop', 'Event'], pageSize: 100 })).toBe(
			'formTypes=Shop&formTypes=Event&pageSize=100',
		);
	});

	it('leaves out what is empty, so that the API uses its defaults', () => {
		expect(queryString({ a: undefined, b: '', c: [], d: ['', 'x'] })).toBe('d=x');
		expect(queryString({ a: null as unknown as undefined })).toBe('');
		expect(queryString({})).toBe('');
	});

	it('keeps zero and false, which are values', () => {
		expect(queryString({ amount: 0, sendRefundMail: false, ids: [0, 1] })).toBe(
			'amount=0&sendRefundMail=false&ids=0&ids=1',
		);
	});

	it('encodes so that an offset, an ampersand or a line break cannot add a parameter', () => {
		expect(queryString({ from: '2024-05-01T00:00:00.000+02:00' })).toBe(
			'from=2024-05-01T00%3A00%3A00.000%2B02%3A00',
		);
		expect(queryString({ userSearchKey: 'a&pageSize=1#x\r\n é' })).toBe(
			'userSearchKey=a%26pageSize%3D1%23x%0D%0A+%C3%A9',
		);
	});
});

describe('parseQuery', () => {
	it('collects the values of a name that stands several times', () => {
		expect(parseQuery('states=A&from=2024-01-01&states=B')).toEqual({
			states: ['A', 'B'],
			from: ['2024-01-01'],
		});
	});

	it('decodes once', () => {
		expect(parseQuery('a=%252f&b=1+2&c=%2B02:00')).toEqual({
			a: ['%2f'],
			b: ['1 2'],
			c: ['+02:00'],
		});
	});

	it('gives nothing for nothing', () => {
		expect(parseQuery('')).toEqual({});
	});

	it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])(
		'takes a parameter called %s as any other',
		(name) => {
			const query = parseQuery(`${name}=1&${name}=2`);
			expect(Object.entries(query)).toEqual([[name, ['1', '2']]]);
			expect(queryString({ ...query })).toBe(`${name}=1&${name}=2`);
		},
	);
});
