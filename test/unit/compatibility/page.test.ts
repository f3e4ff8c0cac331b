import { FEATURES } from '../../../tools/compatibility/features';
import { lineOf, toPage } from '../../../tools/compatibility/page';

const listed = (file: string, ...titles: string[]) => ({ file, titles });

describe('lineOf', () => {
	test.each([
		['2.41.1', ['n8n 2.41.1, test of the credential', 'accepts a good key']],
		['1.123.81', ['HelloAsso Trigger in n8n 1.123.81', 'hands on an event']],
		['1.123.81', ['n8n 1.123.81: an order comes once']],
		['2.41.1', ['an association that has pasted the address', 'starts once']],
	])('%s › by the titles %j', (line, titles) => {
		expect(lineOf({ file: 'any.test.ts', titles })).toBe(line);
	});

	test('titles that name both › are refused', () => {
		expect(() => lineOf(listed('any.test.ts', 'from n8n 1.123.81', 'to n8n 2.41.1'))).toThrow(
			'Which n8n is it? from n8n 1.123.81 to n8n 2.41.1',
		);
	});
});

describe('toPage', () => {
	const page = toPage([
		listed('polling.test.ts', 'n8n 2.41.1: an order comes once'),
		listed('polling.test.ts', 'n8n 1.123.81: an order comes once'),
		listed('polling.test.ts', 'hands on [each] sale'),
		listed('notifications.test.ts', 'an association', 'starts once'),
		listed('dev.test.ts', 'npm run dev', 'serves'),
		listed('presets.browser.test.ts', 'there is a preset of each resource'),
	]);

	test('counts the tests of each feature for each n8n', () => {
		expect(page.match(/^\| .*$/gm)).toEqual([
			'| Feature | n8n 2.41.1 | n8n 1.123.81 | Tests |',
			`| ${FEATURES['polling.test.ts']} | ✓ 2 | ✓ 1 | [polling](../test/e2e/polling.test.ts) |`,
			`| ${FEATURES['notifications.test.ts']} | ✓ 1 | – | [notifications](../test/e2e/notifications.test.ts), [notifications1x](../test/e2e/notifications1x.test.ts) |`,
		]);
	});

	test('lists the tests once, with the n8n on which they run', () => {
		expect(page.match(/^\* .*$/gm)).toEqual([
			'* an order comes once (2.41.1, 1.123.81)',
			'* hands on \\[each\\] sale (2.41.1)',
			'* an association › starts once (2.41.1)',
		]);
	});

	test('a file without a name of its feature › is refused', () => {
		expect(() => toPage([listed('new.test.ts', 'works')])).toThrow(
			'new.test.ts has no name in tools/compatibility/features.ts',
		);
	});
});
