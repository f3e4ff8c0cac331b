import fc from 'fast-check';
import { type IDataObject, tryToParseDateTime } from 'n8n-workflow';

import {
	choice,
	choices,
	dateTime,
	day,
	flag,
	FORM_TYPES,
	httpsUrl,
	id,
	pageSize,
	parallelRequests,
	readField,
	readLimit,
	text,
	timeout,
	yesNo,
} from '../../../nodes/HelloAsso/parameters';
import { HelloAssoError } from '../../../nodes/HelloAsso/transport/errors/helloAssoError';
import { fieldContext, readAs } from '../../fixtures/fieldContext';
import { thrownBy } from '../../fixtures/thrown';

describe('an https address', () => {
	const backUrl = httpsUrl('Back URL', 'Where the payer goes on turning back');

	it.each([
		'https://example.org',
		'https://example.org/a?b=c&d=e%20f',
		'http://localhost:5678/webhook-waiting/1?signature=a',
		'http://127.0.0.1:5678/',
		'http://[::1]:5678/',
	])('takes %p: by http only what is on this machine, where a simulator is', async (address) => {
		expect(await readAs(backUrl, ` ${address}\n`, {}, 'backUrl')).toBe(address);
	});

	it.each([
		'http://example.org/',
		'http://localhost.example.org/',
		'http://127.0.0.1.example.org/',
		'http://localhost@example.org/',
		'http://127.0.0.1:5678/a b',
		'ftp://localhost/',
		'https://a@example.org',
		'example.org',
	])('refuses %p', async (address) => {
		expect(await thrownBy(async () => await readAs(backUrl, address, {}, 'backUrl'))).toMatchObject(
			{
				message: expect.stringMatching(/^'Back URL' is not an https address:/),
			},
		);
	});
});

describe('an id', () => {
	const orderId = id('Order ID', 'The number of the order');

	it.each([
		[1, 1],
		['1', 1],
		[' 12 ', 12],
		['12\n', 12],
		['0012', 12],
		[12.0, 12],
		[2_147_483_647, 2_147_483_647],
		['2147483647', 2_147_483_647],
	])('takes %p', async (value, number) => {
		expect(await readAs(orderId, value, {}, 'orderId')).toBe(number);
	});

	it.each([
		[0, '0'],
		['0', '0'],
		['000', '000'],
		[-1, '-1'],
		['-1', '-1'],
		['+1', '+1'],
		[1.5, '1.5'],
		['1.0', '1.0'],
		['1,0', '1,0'],
		['1e3', '1e3'],
		[1e21, '1e+21'],
		['0x10', '0x10'],
		[2_147_483_648, '2147483648'],
		['2147483648', '2147483648'],
		['99999999999999999999', '99999999999999999999'],
		['12abc', '12abc'],
		['abc12', 'abc12'],
		['1 2', '1 2'],
		['12/../13', '12/../13'],
		['12?x=1', '12?x=1'],
		['12%2f', '12%2f'],
		['１２', '１２'],
		['١٢', '١٢'],
		[Infinity, 'Infinity'],
		[Number.NaN, 'NaN'],
		[true, 'true'],
		[false, 'false'],
		[{}, '[object Object]'],
		[[1, 2], '1,2'],
		['https://www.helloasso.com/12', 'https://www.helloasso.com/12'],
	])('refuses %p', async (value, shown) => {
		const error = await thrownBy(() => readAs(orderId, value, {}, 'orderId'));
		expect(error).toBeInstanceOf(HelloAssoError);
		expect(error).toMatchObject({
			type: 'invalidParameter',
			message: `'Order ID' must be a whole number above 0, not '${shown}'`,
			details: {
				description:
					"Enter the number that HelloAsso gave, or check the expression that makes it. (Parameter 'orderId'.)",
			},
		});
	});

	it.each([undefined, null, '', ' \t'])('says that %p is empty', async (value) => {
		expect(await thrownBy(() => readAs(orderId, value, {}, 'orderId'))).toMatchObject({
			type: 'invalidParameter',
			message: "'Order ID' is empty",
		});
	});

	it('shows no more than 100 characters of what it refuses', async () => {
		expect(
			((await thrownBy(() => readAs(orderId, 'x'.repeat(500), {}, 'orderId'))) as Error).message,
		).toBe(`'Order ID' must be a whole number above 0, not '${'x'.repeat(100)}'`);
	});
});

describe('a moment', () => {
	const from = dateTime('From', 'From this moment on');
	const read = async (value: unknown, timeZone?: string) =>
		await readAs(from, value, { timeZone }, 'from');

	it.each([
		['2024-05-01', 'Europe/Paris', '2024-05-01T00:00:00.000+02:00'],
		['2024-01-01', 'Europe/Paris', '2024-01-01T00:00:00.000+01:00'],
		['2024-05-01', 'UTC', '2024-05-01T00:00:00.000Z'],
		['2024-05-01', 'America/New_York', '2024-05-01T00:00:00.000-04:00'],
		['2024-05-01', 'Asia/Kolkata', '2024-05-01T00:00:00.000+05:30'],
		['2024-05-01T10:30', 'Europe/Paris', '2024-05-01T10:30:00.000+02:00'],
		['2024-05-01T10:30:15', 'Europe/Paris', '2024-05-01T10:30:15.000+02:00'],
		['2024-05-01 10:30:15', 'Europe/Paris', '2024-05-01T10:30:15.000+02:00'],
		['2024-05-01T10:30:15.123', 'Europe/Paris', '2024-05-01T10:30:15.123+02:00'],
		[' 2024-05-01 ', 'Europe/Paris', '2024-05-01T00:00:00.000+02:00'],
		['2024-02-29', 'Europe/Paris', '2024-02-29T00:00:00.000+01:00'],
	])('reads %p in %s, as it has no offset', async (value, timeZone, iso) => {
		expect(await read(value, timeZone)).toBe(iso);
	});

	it.each([
		['2024-05-01T10:00:00Z', '2024-05-01T10:00:00.000Z'],
		['2024-05-01T10:00:00+05:30', '2024-05-01T10:00:00.000+05:30'],
		['2024-05-01T00:30:00-08:00', '2024-05-01T00:30:00.000-08:00'],
		['2024-05-01T10:00:00+0200', '2024-05-01T10:00:00.000+02:00'],
		['2023-12-10T13:10:40.8313095+02:00', '2023-12-10T13:10:40.831+02:00'],
	])('keeps the offset of %p', async (value, iso) => {
		for (const timeZone of ['Europe/Paris', 'America/New_York'])
			expect(await read(value, timeZone)).toBe(iso);
	});

	it.each([
		// The hour that does not exist, and the day without midnight.
		['2024-03-31T02:30:00', 'Europe/Paris', '2024-03-31T03:30:00.000+02:00'],
		['2018-11-04', 'America/Sao_Paulo', '2018-11-04T01:00:00.000-02:00'],
		['2024-03-31', 'Europe/Paris', '2024-03-31T00:00:00.000+01:00'],
		['2024-04-01', 'Europe/Paris', '2024-04-01T00:00:00.000+02:00'],
		['2024-10-27', 'Europe/Paris', '2024-10-27T00:00:00.000+02:00'],
		['2024-10-28', 'Europe/Paris', '2024-10-28T00:00:00.000+01:00'],
	])('on the days when clocks change: %p in %s', async (value, timeZone, iso) => {
		expect(await read(value, timeZone)).toBe(iso);
	});

	it('takes one of the two for the hour that comes twice', async () => {
		expect(['2024-10-27T02:30:00.000+02:00', '2024-10-27T02:30:00.000+01:00']).toContain(
			await read('2024-10-27T02:30:00'),
		);
	});

	it('takes what expressions give: DateTime, Date and milliseconds', async () => {
		const paris = tryToParseDateTime('2024-05-01T00:00:00', 'Europe/Paris');
		expect(await read(paris, 'UTC')).toBe('2024-05-01T00:00:00.000+02:00');
		expect(await read(new Date(Date.UTC(2024, 4, 1, 10)))).toBe('2024-05-01T10:00:00.000Z');
		expect(await read(Date.UTC(2024, 4, 1, 10))).toBe('2024-05-01T10:00:00.000Z');
	});

	it.each([undefined, null, ''])('leaves %p out of the request', async (value) => {
		expect(await read(value)).toBeUndefined();
	});

	it.each([
		'01/05/2024',
		'05/01/2024',
		'1.5.2024',
		'2024/05/01',
		'20240501',
		'2024-05',
		'2024',
		'2024-W18',
		'2024-121',
		'2024-02-30',
		'2023-02-29',
		'2024-13-01',
		'2024-00-10',
		'2024-05-01T25:00:00',
		'2024-05-01T10:60:00',
		'2024-05-01 10:00 PM',
		'2024-05-01 foo',
		'2024-05-01T10:00:00 Europe/Paris',
		'2024-05-01T10:00:00+99:99',
		'2024-05-01T10:00:00Z&pageSize=1',
		'2024-05-01\r\nX: y',
		'+012024-05-01',
		'Wed, 01 May 2024 10:00:00 GMT',
		'yesterday',
		'1714550400000',
		'={{ $today }}',
		'Invalid DateTime',
		true,
		Number.NaN,
		Infinity,
		new Date(Number.NaN),
		{},
		['2024-05-01', '2024-06-01'],
	])('refuses %p', async (value) => {
		const error = await thrownBy(async () => await read(value));
		expect(error).toBeInstanceOf(HelloAssoError);
		expect(error).toMatchObject({
			type: 'invalidParameter',
			message: `'From' is ambiguous or no date: '${String(value)}'`,
		});
		expect((error as HelloAssoError).details.description).toMatch(/\(Parameter 'from'\.\)$/);
	});

	it.each([1_714_550_400, 1_714_550_400.5])(
		'refuses %p: seconds, taken for milliseconds, lie in 1970',
		async (value) => {
			expect(await thrownBy(async () => await read(value))).toMatchObject({
				type: 'invalidParameter',
			});
		},
	);
});

describe('a day', () => {
	const date = day('Date', 'When it is');
	const dayIn = (iso: string, timeZone: string) =>
		new Date(iso).toLocaleDateString('sv-SE', { timeZone });
	const ZONES = [
		'Europe/Paris',
		'UTC',
		'Indian/Reunion',
		'America/Martinique',
		'America/Cayenne',
		'Asia/Tokyo',
		'America/Los_Angeles',
	];

	it.each(ZONES)('without a time is the same in Paris and UTC from %s', async (timeZone) => {
		for (const value of ['2027-02-01', '2027-02-01T00:00:00', '2027-02-01 23:30']) {
			const sent = String(await readAs(date, value, { timeZone }));
			expect(sent).toBe('2027-02-01T12:00:00Z');
		}
	});

	it('with an offset is the day in the time zone of the workflow', async () => {
		const value = '2027-01-31T20:00:00.000Z';
		const read = async (timeZone: string) => await readAs(date, value, { timeZone });
		expect(await read('Indian/Reunion')).toBe('2027-02-01T12:00:00Z');
		expect(await read('Europe/Paris')).toBe('2027-01-31T12:00:00Z');
	});

	it('of any moment, and however it is written, stays the day of the workflow', async () => {
		const moment = fc.date({
			min: new Date('1920-01-01'),
			max: new Date('2100-01-01'),
			noInvalidDate: true,
		});
		await fc.assert(
			fc.asyncProperty(moment, fc.constantFrom(...ZONES), async (at, timeZone) => {
				const wanted = dayIn(at.toISOString(), timeZone);
				for (const value of [at, at.toISOString(), wanted]) {
					const sent = String(await readAs(date, value, { timeZone }));
					for (const zone of ['Europe/Paris', 'UTC', 'Indian/Reunion', 'America/Martinique'])
						expect(dayIn(sent, zone)).toBe(wanted);
				}
			}),
			{ numRuns: 300 },
		);
	});

	it.each(['01/02/2027', '2027-02-30', 'soon', 5])('refuses %p', async (value) => {
		expect(await thrownBy(async () => await readAs(date, value))).toMatchObject({
			type: 'invalidParameter',
			message: `'Date' is ambiguous or no date: '${value}'`,
		});
	});
});

describe('a whole number', () => {
	it.each([
		[pageSize, 1, 1],
		[pageSize, '100', 100],
		[pageSize, ' 20 ', 20],
		[timeout, 60_000, 60_000],
		[parallelRequests, 32, 32],
	])('(%#) is taken', async (field, value, number) => {
		expect(await readAs(field, value)).toBe(number);
	});

	it.each([
		[pageSize, 101, "'Page Size' must be a whole number from 1 to 100, not '101'"],
		[pageSize, 0, "'Page Size' must be a whole number from 1 to 100, not '0'"],
		[parallelRequests, 33, "'Parallel Requests' must be a whole number from 1 to 32, not '33'"],
		[timeout, 0.5, "'Timeout' must be a whole number from 1 to 3600000, not '0.5'"],
		[timeout, -1, "'Timeout' must be a whole number from 1 to 3600000, not '-1'"],
		[timeout, Infinity, "'Timeout' must be a whole number from 1 to 3600000, not 'Infinity'"],
		[timeout, Number.NaN, "'Timeout' must be a whole number from 1 to 3600000, not 'NaN'"],
	])('(%#) is refused', async (field, value, message) => {
		expect(await thrownBy(() => readAs(field, value))).toMatchObject({
			type: 'invalidParameter',
			message,
		});
	});

	it.each([undefined, null, ''])('is left out for %p', async (value) => {
		for (const field of [pageSize, timeout, parallelRequests])
			expect(await readAs(field, value)).toBeUndefined();
	});
});

describe('the limit', () => {
	const read = async (parameters: IDataObject) => await readLimit(fieldContext({ parameters }));

	it.each([
		[{}, 50],
		[{ limit: 1 }, 1],
		[{ limit: '5 ' }, 5],
		[{ limit: 100_000, returnAll: 'False' }, 100_000],
		[{ limit: 0, returnAll: true }, undefined],
		[{ returnAll: ' TRUE ' }, undefined],
	])('%j means %p', async (parameters, limit) => {
		expect(await read(parameters)).toBe(limit);
	});

	it.each([
		[0, "must be a whole number from 1 up, not '0'"],
		['all', "must be a whole number from 1 up, not 'all'"],
		[true, "must be a whole number from 1 up, not 'true'"],
		[[5], "must be a whole number from 1 up, not '5'"],
		[{}, "must be a whole number from 1 up, not '[object Object]'"],
		['', 'is empty'],
		[' ', 'is empty'],
		[null, 'is empty'],
	])('%p is refused', async (limit, problem) => {
		expect(await thrownBy(async () => await read({ limit }))).toMatchObject({
			type: 'invalidParameter',
			message: `'Limit' ${problem}`,
		});
	});
});

describe('the other fields', () => {
	it('text: trims, and leaves blanks out', async () => {
		const field = text('Search', 'What to search');
		expect(await readAs(field, '  Zoé Martin ')).toBe('Zoé Martin');
		expect(await readAs(field, 42)).toBe('42');
		for (const empty of ['', '  ', null, undefined])
			expect(await readAs(field, empty)).toBeUndefined();
	});

	it('flag: sends true only', async () => {
		const field = flag('With Details', 'Whether …');
		for (const on of [true, 'true', ' True ']) expect(await readAs(field, on)).toBe(true);
		for (const off of [false, 'false', 'FALSE', '', null, undefined])
			expect(await readAs(field, off)).toBeUndefined();
	});

	it('yes or no: sends both, and leaves an empty one out', async () => {
		const field = yesNo('Cancel Order', 'Whether …');
		expect(await readAs(field, true)).toBe(true);
		expect(await readAs(field, 'false')).toBe(false);
		for (const empty of ['', null, undefined]) expect(await readAs(field, empty)).toBeUndefined();
	});

	it.each([0, 1, '0', '1', 'yes', 'non', Number.NaN, {}, [true]])(
		'a switch refuses %p, which is neither true nor false',
		async (value) => {
			for (const field of [flag('Switch', ''), yesNo('Switch', '')])
				expect(await thrownBy(async () => await readAs(field, value))).toMatchObject({
					type: 'invalidParameter',
					message: `'Switch' is neither true nor false, but '${String(value)}'`,
				});
		},
	);

	it.each(['', null, undefined])('a switch refuses %p from an expression', async (value) => {
		const context = { ...fieldContext(), stored: '={{ $json.typo }}' };
		expect(
			await thrownBy(async () => await readField(flag('Switch', ''), 'switch', value, context)),
		).toMatchObject({ type: 'invalidParameter', message: "'Switch' is empty" });
	});

	it('choice: passes on a value that is new, and leaves none out', async () => {
		const field = choice('Sort Order', FORM_TYPES, 'Event', '…');
		expect(await readAs(field, 'Desc')).toBe('Desc');
		expect(await readAs(field, 'Newest')).toBe('Newest');
		for (const none of ['', null, undefined]) expect(await readAs(field, none)).toBeUndefined();
	});

	it('choices: takes a list or a text with commas', async () => {
		const field = choices('Form Types', FORM_TYPES, '…');
		expect(await readAs(field, ['Event', 'Shop'])).toEqual(['Event', 'Shop']);
		expect(await readAs(field, 'Event, Shop,,')).toEqual(['Event', 'Shop']);
		expect(await readAs(field, [' Event ', ''])).toEqual(['Event']);
		for (const none of [[], '', ' , ', null, undefined])
			expect(await readAs(field, none)).toBeUndefined();
	});
});
