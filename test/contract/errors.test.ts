import { findMessages } from './errorMessages';
import { filesBelow, read } from './sources';
import { plain, tablesOf } from './markdown';

/** Messages are followed through the code: what is no text of ours is handed on from these places. */
const HANDED_ON = [
	'nodes/HelloAsso/actions/writeLedger.ts: message',
	'nodes/HelloAsso/transport/errors/explain.ts: message',
	'nodes/HelloAsso/transport/errors/helloAssoError.ts: textOf(error)',
	'nodes/HelloAsso/trigger/webhook/registration/webhookMethods.ts: `${message}. ${details.description}`',
];
/** The only file that makes n8n's own errors, of ours. */
const WRAPS = 'nodes/HelloAsso/transport/errors/helloAssoError.ts';

const found = findMessages();
const messages = [...found.errors, ...found.logged];

/** The first column of every table of messages. */
const listed = tablesOf(read('docs/errors.md'))
	.filter(({ head }) => head[0] === 'Message')
	.flatMap(({ rows }) => rows.map(([message]) => plain(message)));

/** `…` stands for what only a run knows; at the end also for a sentence that follows. */
function pattern(message: string): RegExp {
	const escaped = message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const open = escaped.replace(/ ?…$/, '.*').replace(/ ?…/g, " ?[^']*");
	return new RegExp(`^${open}$`);
}

test('messages › are found in the code, through constants, functions and their callers', () => {
	expect(messages.length).toBeGreaterThan(120);
	expect(messages).toEqual(
		expect.arrayContaining([
			"'Total Amount' must be more than 0",
			"'Path' is not a plain path",
			"'Payer' has a '…' that HelloAsso refuses: it has no vowel",
			'HelloAsso did not answer with a whole Excel file',
			'Not sent from an address of HelloAsso',
		]),
	);
	expect(found.unread).toEqual(HANDED_ON);
});

test('messages › are made by the errors that are looked for, and no others', () => {
	const made = [...filesBelow('nodes'), ...filesBelow('credentials')]
		.filter((file) => file !== WRAPS)
		.flatMap((file) => [...read(file).matchAll(/\bnew (?:\w+\.)?(\w*Error|\w*Rejection)\(/g)])
		.map(([, name]) => name);
	expect([...new Set(made)].sort()).toEqual(['HelloAssoError', 'WebhookRejection']);
});

test('docs/errors.md › has each message of the code', () => {
	const patterns = listed.map(pattern);
	expect(messages.filter((message) => !patterns.some((one) => one.test(message)))).toEqual([]);
});

test('docs/errors.md › has no message that the code has not, and none twice', () => {
	expect(listed.filter((one) => !messages.some((message) => pattern(one).test(message)))).toEqual(
		[],
	);
	expect(listed.filter((one, index) => listed.indexOf(one) !== index)).toEqual([]);
	// Lines of almost nothing but gaps could stand for many messages: no more of them by chance.
	const bare = listed.filter((one) => one.replace(/…|'/g, '').trim().length < 4);
	expect(bare).toEqual(["'…' is '…'", "'…' has '…'"]);
});
