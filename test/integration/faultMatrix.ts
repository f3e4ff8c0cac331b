import type { Fault } from '../../simulator';

/**
 * What each fault leads to, for whatever operation: `errorType ×requests`, or `success`.
 *
 * - Reads are tried three times where the failure may pass by itself, six times after a 429; what they say of
 *   the last try is told.
 * - Writes are sent once. Where HelloAsso may have carried the request out although its answer did not
 *   come, or came damaged, the error says that this is `unknown`. Each such fault is tried in both forms:
 *   the simulator carries the write out, or does not. The node cannot tell them apart.
 * - A refusal (400 to 429) was not carried out. A 401 makes n8n renew the token and send once more.
 * - A connection that was refused (×0: nothing arrives) cannot have carried a write.
 * - An answer that stops in the middle is a failed connection, whatever its status; one that is whole,
 *   but not what was asked for, is not asked for again.
 */
export interface Row {
	fault: string;
	plan: () => Fault | 'refused';
	read: string;
	write: string;
	/** Of a write that HelloAsso answers with nothing, where that differs. */
	silentWrite: string;
	/** It is about what the answer says: API Call hands that on as it is. */
	isAboutContent: boolean;
	/** Milliseconds, where the request is to run into it. */
	timeoutMs?: number;
	/** What must be waited before each further try. */
	waitMs: number;
}

const TIMEOUT_MS = 250;
const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();
const withWait = (value: string) => ({ status: 429, headers: { 'retry-after': value } });
const ERROR_BODY = { errors: [{ code: 'Error', message: 'Une erreur est survenue.' }] };
const ENUMS = { state: 'Unheard', paymentMeans: 'Unheard', cashOutState: 'Unheard' };

type Line = [fault: string, plan: Fault | 'refused' | (() => Fault), read: string, write: string];

// prettier-ignore
const STATUSES: Line[] = [
	// fault                           how it is made                   read               write
	['status 400',                     { status: 400 },                 'badRequest ×1',   'badRequest ×1'],
	['status 401',                     { status: 401 },                 'unauthorized ×2', 'unauthorized ×2'],
	['status 403',                     { status: 403 },                 'forbidden ×1',    'forbidden ×1'],
	['status 404',                     { status: 404 },                 'notFound ×1',     'notFound ×1'],
	['status 408',                     { status: 408 },                 'timeout ×3',      'timeout ×1, unknown'],
	['status 409',                     { status: 409 },                 'conflict ×1',     'conflict ×1'],
	['status 410',                     { status: 410 },                 'notFound ×1',     'notFound ×1'],
	['status 422',                     { status: 422 },                 'badRequest ×1',   'badRequest ×1'],
	['status 429',                     { status: 429 },                 'rateLimited ×6',  'rateLimited ×1'],
	['status 500',                     { status: 500 },                 'serverError ×3',  'serverError ×1, unknown'],
	['status 502',                     { status: 502 },                 'serverError ×3',  'serverError ×1, unknown'],
	['status 503',                     { status: 503 },                 'serverError ×3',  'serverError ×1, unknown'],
	['status 504',                     { status: 504 },                 'serverError ×3',  'serverError ×1, unknown'],
];

// prettier-ignore
const WAITS: Line[] = [
	['429, Retry-After in seconds',    withWait('7'),                   'rateLimited ×6',  'rateLimited ×1'],
	['429, Retry-After as a date',     () => withWait(soon(20)),        'rateLimited ×6',  'rateLimited ×1'],
];

// prettier-ignore
const CONNECTION: Line[] = [
	['connection refused',             'refused',                       'connection ×0',   'connection ×0'],
	['reset before it is read',        { resetUnread: true },           'connection ×3',   'connection ×1, unknown'],
	['reset after it was read',        { reset: true },                 'connection ×3',   'connection ×1, unknown'],
	['cut in the headers',             { cut: 'headers' },              'connection ×3',   'connection ×1, unknown'],
	['cut short of its length',        { cut: 'length' },               'connection ×3',   'connection ×1, unknown'],
	['cut in chunks',                  { cut: 'chunked' },              'connection ×3',   'connection ×1, unknown'],
	['cut without a length',           { cut: 'close' },                'connection ×3',   'connection ×1, unknown'],
	['cut gzip',                       { cut: 'gzip' },                 'connection ×3',   'connection ×1, unknown'],
	['cut JSON of the right length',   { truncate: true },              'connection ×3',   'connection ×1, unknown'],
	['cut 404',                        { cut: 'length', status: 404 },  'connection ×3',   'connection ×1, unknown'],
	['cut 500',                        { cut: 'chunked', status: 500 }, 'connection ×3',   'connection ×1, unknown'],
];

// prettier-ignore
const TIMEOUTS: Line[] = [
	['never answered',                 { hang: true },                                       'timeout ×3', 'timeout ×1, unknown'],
	['dripping beyond the timeout',    { drip: { everyMs: TIMEOUT_MS / 5, blanks: Infinity } },    'timeout ×3', 'timeout ×1, unknown'],
];

// prettier-ignore
const ANSWERS: Line[] = [
	['slow, within the timeout',       { slow: 20 },                       'success',            'success'],
	['dripping within the timeout',    { drip: { everyMs: 5, blanks: 3 } },'success',            'success'],
	['10 MB',                          { padding: 10_000_000 },            'success',            'success'],
	['JSON under another type',        { contentType: 'text/plain' },      'success',            'success'],
	['an unknown enum value',          { everywhere: ENUMS },              'success',            'success'],
];

// prettier-ignore
const CONTENT: Array<[...Line, silentWrite?: string]> = [
	['a page instead of JSON',         { notJson: true },                  'invalidResponse ×1', 'invalidResponse ×1, unknown'],
	['a mistake in the JSON',          { invalidJson: true },              'invalidResponse ×1', 'invalidResponse ×1, unknown'],
	['200 with an error body',         { status: 200, body: ERROR_BODY },  'invalidResponse ×1', 'invalidResponse ×1, unknown'],
	['an empty answer',                { empty: true },                    'invalidResponse ×1', 'invalidResponse ×1, unknown', 'success'],
	['null for an object',             { nullAnswer: true },               'invalidResponse ×1', 'invalidResponse ×1, unknown', 'success'],
];

const toRow = (
	[fault, plan, read, write, silentWrite = write]: [...Line, silentWrite?: string],
	more: Partial<Row> = {},
): Row => ({
	fault,
	plan: typeof plan === 'function' ? plan : () => (plan === 'refused' ? plan : { ...plan }),
	read,
	write,
	silentWrite,
	isAboutContent: false,
	waitMs: 0,
	...more,
});

export const ROWS: Row[] = [
	...STATUSES.map((line) => toRow(line)),
	...WAITS.map((line, index) => toRow(line, { waitMs: [7_000, 18_000][index] })),
	...CONNECTION.map((line) => toRow(line)),
	...TIMEOUTS.map((line) => toRow(line, { timeoutMs: TIMEOUT_MS })),
	...ANSWERS.map((line) => toRow(line)),
	...CONTENT.map((line) => toRow(line, { isAboutContent: true })),
];

/** Of lists alone, with one record a page; `first` is the page before. */
export interface ListRow {
	fault: string;
	faults: Array<[Fault, times: number]>;
	expected: string;
}

const first: [Fault, number] = [{}, 1];
const EMPTY_PAGE = { status: 200, body: { data: [], pagination: { continuationToken: null } } };

export const LIST_ROWS: ListRow[] = [
	{
		fault: 'a page cut once',
		faults: [first, [{ cut: 'length' }, 1]],
		expected: 'whole, one request more',
	},
	{
		fault: 'a page cut three times',
		faults: [first, [{ cut: 'length' }, 3]],
		expected: 'connection, nothing put out',
	},
	{
		fault: 'a page without its records',
		faults: [first, [{ nullAnswer: true }, 1]],
		expected: 'invalidResponse, nothing put out',
	},
	{
		// It would never end, were it not for the last one.
		fault: 'the first page again and again, under new tokens',
		faults: [
			[{ repeatPage: true }, 30],
			[EMPTY_PAGE, 1],
		],
		expected: 'invalidResponse, nothing put out',
	},
];
