import {
	isFromHelloAsso,
	plainAddress,
} from '../../../../../nodes/HelloAsso/trigger/webhook/delivery/sourceAddress';

const LOCAL = 'http://localhost:4010';
const PRODUCTION = '51.138.206.200';

describe('isFromHelloAsso, by environment, sender and API', () => {
	test.each([
		['production', PRODUCTION, undefined, true],
		['production', '4.233.135.234', undefined, false],
		['production', '127.0.0.1', undefined, false],
		['sandbox', '4.233.135.234', undefined, true],
		['sandbox', PRODUCTION, undefined, false],
		['custom', '127.0.0.1', LOCAL, true],
		['custom', '::1', 'http://127.0.0.1:4010', true],
		['custom', '127.0.0.2', LOCAL, false],
		['custom', '127.0.0.1', 'https://localhost.example.org', false],
		['custom', '127.0.0.1', 'http://localhost.example.org', false],
		['custom', PRODUCTION, 'https://gateway.example.org', true],
		[undefined, PRODUCTION, undefined, true],
		[undefined, '4.233.135.234', undefined, true],
		[undefined, '127.0.0.1', undefined, false],
		['production', undefined, undefined, false],
		['__proto__', '1.2.3.4', undefined, false],
	])('%s %s %s: %s', (environment, ip, apiOrigin, expected) => {
		expect(isFromHelloAsso({ environment, ip, apiOrigin, additional: [] })).toBe(expected);
	});
});

describe('isFromHelloAsso, several forwarded addresses', () => {
	test.each([
		['behind a private proxy', `${PRODUCTION}, 10.0.0.1`, true],
		[
			'behind proxies of each private kind',
			`${PRODUCTION}:443,192.168.1.1, 172.16.0.9,100.64.0.1, fd12::1,fe80::1%eth0 ,::1,127.0.0.1`,
			true,
		],
		['before a public proxy', `${PRODUCTION}, 203.0.113.7`, false],
		['made up by a sender before HelloAsso', `203.0.113.7, ${PRODUCTION}`, true],
		['made up by a sender behind a private proxy', `${PRODUCTION}, 203.0.113.7, 10.0.0.1`, false],
		['before what is no address', `${PRODUCTION}, unknown, 10.0.0.1`, false],
		['before an empty place', `${PRODUCTION},`, false],
		['in a public 172 network', `${PRODUCTION}, 172.32.0.1`, false],
	])('HelloAsso %s: %s', (_title, ip, expected) => {
		const sender = { environment: 'production', ip, apiOrigin: undefined, additional: [] };
		expect(isFromHelloAsso(sender)).toBe(expected);
	});

	test('loopback made up by a sender in the private network is not loopback', () => {
		const sender = { environment: 'custom', apiOrigin: LOCAL, additional: [] };
		expect(isFromHelloAsso({ ...sender, ip: '127.0.0.1, 10.0.0.1' })).toBe(false);
	});
});

test.each([
	['198.51.100.9', true],
	['::ffff:198.51.100.9', true],
	['2001:0DB8:0:0::7', true],
	['10.0.0.5', true],
	['198.51.100.8', false],
	[PRODUCTION, true],
])('isFromHelloAsso, additional addresses › %s: %s', (ip, expected) => {
	const additional = ['198.51.100.9', '2001:db8::7', '10.0.0.5'];
	const sender = { environment: 'production', apiOrigin: undefined, additional };
	expect(isFromHelloAsso({ ...sender, ip })).toBe(expected);
});

test.each([
	[PRODUCTION, PRODUCTION],
	[`${PRODUCTION}:43210`, PRODUCTION],
	[` ${PRODUCTION} `, PRODUCTION],
	[`::ffff:${PRODUCTION}`, PRODUCTION],
	[`::FFFF:${PRODUCTION}`, PRODUCTION],
	[`[::ffff:${PRODUCTION}]:443`, PRODUCTION],
	['::ffff:338a:cec8', PRODUCTION],
	['0:0:0:0:0:ffff:338A:CEC8', PRODUCTION],
	['[::ffff:338a:cec8%eth0]:443', PRODUCTION],
	['::ffff:3389:cec8', '51.137.206.200'],
	['fe80::1%eth0', 'fe80::1'],
	['[2001:DB8::7]', '2001:db8::7'],
	['2001:db8:0:0:0:0:0:7', '2001:db8::7'],
	['051.138.206.200', undefined],
	['51.138.206.256', undefined],
	['51.138.206', undefined],
	['51.138.206.200.1', undefined],
	['858443464', undefined],
	['0x338acec8', undefined],
	['51.138.206.200/32', undefined],
	['2001:db8::/32', undefined],
	['51.138.206.200@example.org', undefined],
	['[::1]/x?[', undefined],
	['1:2:3', undefined],
	['api.helloasso.com', undefined],
	['', undefined],
])('plainAddress › %j: %j', (text, expected) => {
	expect(plainAddress(text)).toBe(expected);
});
