import { HelloAssoPollingTrigger } from '../../nodes/HelloAsso/HelloAssoPollingTrigger.node';
import { HelloAssoTrigger } from '../../nodes/HelloAsso/HelloAssoTrigger.node';
import { RESOURCES } from '../../nodes/HelloAsso/actions';
import {
	isCustom,
	isOurs,
	operationName,
	type Operation,
} from '../../nodes/HelloAsso/actions/operation';
import { WHICH_EVENT_WHEN } from '../fixtures/whichEventWhen';
import { expectGenerated } from './generated';
import { tablesOf } from './markdown';
import { read } from './sources';

const OPERATIONS = [
	'<!-- operations: written by `npm run generate` -->',
	'<!-- end of operations -->',
] as const;
const EVENTS = [
	'<!-- which event when: written by `npm run generate` -->',
	'<!-- end of which event when -->',
] as const;

/** A document has this table between two marks. */
function expectTable(file: string, [begin, end]: readonly [string, string], lines: string[]): void {
	const text = read(file);
	const [before, after] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
	const table = `\n\n${lines.join('\n')}\n\n`;
	expectGenerated(file, text.slice(0, before) + table + text.slice(after));
}

const routesOf = (operation: Operation) =>
	isCustom(operation)
		? 'any'
		: Object.values(operation.endpoints)
				.map(({ route }) => `${isOurs(operation) ? '*ours*, from ' : ''}\`${route}\``)
				.join('<br>');

test('docs/operations.md › has a row for each operation, as the editor describes it', () => {
	const rows = RESOURCES.flatMap(({ name, operations }) =>
		operations.map(
			(operation) =>
				`| ${name} | ${operationName(operation)} | ${operation.description} | ${routesOf(operation)} |`,
		),
	);
	const head = ['| Resource | Operation | What it does | HelloAsso API |', '|---|---|---|---|'];
	expectTable('docs/operations.md', OPERATIONS, [...head, ...rows]);
});

/** `New Member, Record: Order, Record: Payment` with the words that they share once. */
function inCell(events: readonly string[]): string {
	const groups = new Map<string, string[]>();
	for (const event of events) {
		const [, group = '', name] = /^(?:(.*): )?(.*)$/.exec(event) ?? [];
		groups.set(group, [...(groups.get(group) ?? []), group ? name : `**${name}**`]);
	}
	const texts = Array.from(groups, ([group, names]) =>
		group ? `${group}: ${names.join(', ')}` : names.join(', '),
	);
	return texts.join('<br>') || '–';
}

test('docs/events.md › has the rows that are tried against the simulator', () => {
	const rows = WHICH_EVENT_WHEN.map(
		({ happens, notified, polled, gives }) =>
			`| ${happens} | ${inCell(notified)} | ${inCell(polled)} | ${gives} |`,
	);
	const head = [
		'| What happens at HelloAsso | HelloAsso Trigger | HelloAsso Polling Trigger | What comes out |',
		'|---|---|---|---|',
	];
	expectTable('docs/events.md', EVENTS, [...head, ...rows]);
});

test('docs/events.md › explains each event of both triggers, and in which it is', () => {
	const offered = (trigger: HelloAssoTrigger | HelloAssoPollingTrigger) =>
		trigger.description.properties
			.filter(({ displayName }) => displayName === 'Trigger On')
			.flatMap(({ options = [] }) => options.map(({ name }) => name));
	const notified = offered(new HelloAssoTrigger());
	const polled = offered(new HelloAssoPollingTrigger());
	const inBoth = notified.filter((name) => polled.includes(name));
	const [{ rows }] = tablesOf(read('docs/events.md'));
	const listed = rows.map(([name, trigger]) => [name.replaceAll('*', ''), trigger]);
	expect(inBoth.length).toBeGreaterThan(3);
	expect(Object.fromEntries(listed)).toEqual({
		...Object.fromEntries(notified.map((name) => [name, 'HelloAsso Trigger'])),
		...Object.fromEntries(polled.map((name) => [name, 'HelloAsso Polling Trigger'])),
		...Object.fromEntries(inBoth.map((name) => [name, 'both'])),
	});
});
