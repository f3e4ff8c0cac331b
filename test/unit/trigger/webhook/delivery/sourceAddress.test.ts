import { isFromHelloAsso } from '../../../../../nodes/HelloAsso/trigger/webhook/delivery/sourceAddress';

const LOCAL = 'http://localhost:4010';
describe('isFromHelloAsso, by environment, sender and API', () => {
	test.each([
		['production', '51.138.206.200', undefined, true],
		['production', '::ffff:51.138.206.200', undefined, true],
		['production', '4.233.135.234', undefined, false],
		['production', '127.0.0.1', undefined, false],
		['sandbox', '4.233.135.234', undefined, true],
		['sandbox', '51.138.206.200', undefined, false],
		['custom', '127.0.0.1', LOCAL, true],
		['custom', '::1', 'http://127.0.0.1:4010', true],
		['custom', '127.0.0.2', LOCAL, false],
		['custom', '127.0.0.1', 'https://localhost.example.org', false],
		['custom', '127.0.0.1', 'http://localhost.example.org', false],
		['custom', '51.138.206.200', 'https://gateway.example.org', true],
		[undefined, '51.138.206.200', undefined, true],
		[undefined, '4.233.135.234', undefined, true],
		[undefined, '127.0.0.1', undefined, false],
		['production', undefined, undefined, false],
		['production', '51.138.206.200, 203.0.113.7', undefined, false],
	])('%s %s %s: %s', (environment, address, origin, expected) => {
		expect(isFromHelloAsso(address, environment, origin)).toBe(expected);
	});
});
