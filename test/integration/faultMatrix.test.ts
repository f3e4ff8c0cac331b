/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Fault, type Simulator } from '../../simulator';
import { credentialFor, runNode, type RunResult } from './engine';
import { LIST_ROWS, ROWS, type ListRow, type Row } from './faultMatrix';
import { CASES, ENDPOINTS, locator, settle, type Case } from './operations';
import { SLUG } from './operations/association';

/** Waits are counted instead of waited. */
const mockWaits = { ms: 0, onWait: async (): Promise<void> => {} };
jest.mock('n8n-workflow', () => {
	const wait = async (ms: number) => {
		mockWaits.ms += ms;
		await mockWaits.onWait();
		await new Promise(setImmediate);
	};
	return {
		...jest.requireActual<object>('n8n-workflow'),
		sleep: wait,
		sleepWithAbort: wait,
	};
});

/** HelloAsso's limits on token calls have tests of their own; here each refused token costs one. */
jest.mock('../../nodes/HelloAsso/transport/auth/tokenLimits', () => ({
	countTokenCall: () => () => {},
}));

const API_CALLS: Case[] = [
	{
		name: 'api/call',
		parameters: { method: 'GET', path: '/values/company-legal-status' },
		requests: [['GET /values/company-legal-status']],
		raw: [],
	},
	{
		name: 'api/call',
		parameters: { method: 'POST', path: '/orders/7001/cancel' },
		requests: [['POST /orders/7001/cancel']],
		raw: [],
	},
];

interface Operation extends Case {
	kind: 'read' | 'write' | 'silentWrite';
	isList: boolean;
}

const OPERATIONS = [...CASES.map(([, one]) => one), ...API_CALLS].map((one): Operation => {
	const [route] = one.requests[0];
	const found = ENDPOINTS.find(({ name }) => name === one.name)?.operation;
	const returns = found && 'returns' in found ? found.returns : undefined;
	const isRead = /^(GET|POST \/directory\/)/.test(route);
	const isSilent = returns === undefined || ['done', 'deleted'].includes(returns);
	const write = isSilent ? 'silentWrite' : 'write';
	return { ...one, kind: isRead ? 'read' : write, isList: returns === 'many' };
});
const TITLED = OPERATIONS.map((one) => [`${one.name} (${one.requests[0][0]})`, one] as const);

let sim: Simulator;
let empty: Pick<Simulator['data'], 'refunds' | 'cancellations' | 'renames' | 'partnerDomain'>;
const tokens = new Map<string, IDataObject>();

beforeAll(async () => {
	sim = await startSimulator({ seed: { orders: 0, directory: 0 } });
	sim.setTokenLimits(false);
	empty = structuredClone({ refunds: [], cancellations: [], renames: [], partnerDomain: null });
});
afterAll(async () => {
	await sim.stop();
});

/** A token that is stored already, so that the requests of the operation are the only ones. */
async function tokenOf(key: NonNullable<Case['key']>): Promise<IDataObject> {
	if (key === 'connected') return sim.connect(SLUG) as unknown as IDataObject;
	const known = tokens.get(key);
	if (known) return known;
	const { clientId, clientSecret } = sim.keys[key];
	const answer = await fetch(`${sim.url}/oauth2/token`, {
		method: 'POST',
		body: new URLSearchParams({
			grant_type: 'client_credentials',
			client_id: clientId,
			client_secret: clientSecret,
		}),
	});
	const token = (await answer.json()) as IDataObject;
	tokens.set(key, token);
	return token;
}

async function runOperation(
	{ name, parameters = {}, key = 'fullAccess' }: Case,
	options: IDataObject,
	changes: IDataObject = {},
): Promise<RunResult> {
	const [, resource, operation, scope] = /^(\w+)\/(\w+)(?: (\w+))?$/.exec(name) ?? [];
	const oauthTokenData = await tokenOf(key);
	const isConnected = key === 'connected';
	sim.clearRequests();
	return await runNode({
		credential: credentialFor(sim, isConnected ? 'partner' : key, {
			oauthTokenData,
			...(isConnected && { grantType: 'pkce' }),
		}),
		parameters: {
			resource,
			operation,
			organizationSlug: locator(SLUG),
			scope,
			simplify: false,
			...parameters,
			...changes,
			options: { ...(parameters.options as IDataObject), ...options },
		},
	});
}

function begin(): void {
	sim.clearFaults();
	settle(sim);
	Object.assign(sim.data, structuredClone(empty));
	sim.clearBooks();
	Object.assign(mockWaits, { ms: 0, onWait: async () => {} });
}

/** What comes out, but for the time at which the simulator made it. */
const dataOf = (result: RunResult) =>
	JSON.stringify(result.json()).replace(/"creationDate":"[^"]+"/g, '"creationDate":"now"');
/** The one fault with an unknown outcome that never has the write carried out. */
const UNREAD = 'reset before it is read';
const UNKNOWN = /not known whether HelloAsso carried[^]*\blook\b/i;
const errorType = ({ error }: RunResult) =>
	(error?.context as { errorType?: string } | undefined)?.errorType ?? error?.message;
const isUnknown = ({ error }: RunResult) => UNKNOWN.test(`${error?.message} ${error?.description}`);

function match({ requests: [[route]] }: Case): Fault['match'] {
	const [method, path] = route.split(' ');
	return { method, path: new RegExp(`^/v5${path}$`) };
}
const sent = (one: Case) => {
	const { method, path } = match(one) as Required<NonNullable<Fault['match']>>;
	return sim.apiRequests.filter((seen) => seen.method === method && path.test(seen.path)).length;
};

/** The undisturbed run: how many requests, and what comes out. */
async function undisturbed(one: Operation): Promise<{ requests: number; json: string }> {
	begin();
	const result = await runOperation(one, {});
	expect(result.error).toBeUndefined();
	return { requests: sent(one), json: dataOf(result) };
}

interface Cell {
	operation: Operation;
	row: Row;
	times: number;
	carriedOut?: boolean;
	usual: { requests: number; json: string };
}

const unheard = (json: string) =>
	json.replace(/"(state|paymentMeans|cashOutState)":"\w+"/g, '"$1":"Unheard"');
/** What answers of ours make of values that nobody knows. */
const WITH_UNHEARD: Record<string, (json: string) => string> = {
	// The payments tell, not the export.
	'cashOut/get': (json) => json,
	// Of an item, its payments tell: one in a state that is new is still to come, as far as is known.
	'member/check': (json) => json.replace('"paymentState":"paid"', '"paymentState":"planned"'),
	// The form's own page tells, not the list of forms.
	'member/getEnding organization': (json) => json,
	'member/getEnding form': (json) => json,
	// What is in a state that is new is still to come, as far as is known.
	'payment/getTotals': (json) =>
		JSON.stringify(
			(JSON.parse(json) as IDataObject[]).map(({ month, kind, receivedEuros, ...others }) => {
				const none = Object.keys(others).map((name) => [name, 0]);
				const zeros = Object.fromEntries([['receivedEuros', 0], ...none]) as IDataObject;
				return { month, kind, ...zeros, plannedEuros: receivedEuros };
			}),
		),
};

/** What became of it, in the words of the table. */
async function outcome({ operation, row, times, carriedOut, usual }: Cell): Promise<string> {
	begin();
	const plan = row.plan();
	if (plan === 'refused') {
		await sim.refuseConnections();
		if (times === 1) mockWaits.onWait = async () => await sim.acceptConnections();
	} else {
		sim.failNext(
			{ ...plan, ...(carriedOut !== undefined && { carriedOut }), match: match(operation) },
			times,
		);
	}
	const result = await runOperation(
		operation,
		row.timeoutMs === undefined ? {} : { timeout: row.timeoutMs },
	).finally(async () => await sim.acceptConnections());
	// A server goes on with a request that its caller has given up.
	for (let turn = 0; carriedOut && sim.books.carriedOut.length === 0 && turn < 1000; turn++) {
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	const changes = operation.kind === 'read' ? '' : `, carried out ${sim.books.carriedOut.length}×`;
	if (result.error) {
		const wait = row.waitMs * (operation.kind === 'read' && times > 1 ? 2 : 0);
		const short = mockWaits.ms < wait ? `, waited only ${mockWaits.ms} ms` : '';
		const unknown = isUnknown(result) ? ', unknown' : '';
		return `${errorType(result)} ×${sent(operation)}${unknown}${short}${changes}`;
	}
	const more = sent(operation) - usual.requests;
	const json = row.fault.includes('enum')
		? (WITH_UNHEARD[operation.name] ?? unheard)(usual.json)
		: usual.json;
	const other = dataOf(result) === json ? '' : ', but other data came out';
	return `success${more === 0 ? '' : ` after ${more} more`}${other}${changes}`;
}

/** Each cell of an operation: its name, what it should be, and what it was. */
async function cells(operation: Operation): Promise<Array<[string, string, string]>> {
	const { kind } = operation;
	const usual = await undisturbed(operation);
	const done: Array<[string, string, string]> = [];
	for (const row of ROWS) {
		if (row.isAboutContent && operation.name === 'api/call') continue;
		const expected = row[kind];
		const check = async (name: string, text: string, cell: Partial<Cell>) => {
			const seen = await outcome({ operation, row, times: Infinity, usual, ...cell });
			done.push([name, text, seen]);
		};
		if (kind === 'read') {
			await check(row.fault, expected, {});
			const passes = /×[03]/.test(expected);
			const after = expected.endsWith('×0') ? 'success' : 'success after 1 more';
			if (passes) await check(`${row.fault}, once`, after, { times: 1 });
			continue;
		}
		const isUncertain =
			expected.includes('unknown') || (kind === 'silentWrite' && row.write.includes('unknown'));
		const name = (text: string) => `${row.fault}, ${text}`;
		if (isUncertain && row.fault !== UNREAD) {
			const cell = { carriedOut: true, times: 1 };
			await check(name('carried out'), `${expected}, carried out 1×`, cell);
		}
		if (isUncertain && expected !== 'success') {
			const cell = { carriedOut: false, times: 1 };
			await check(name('not carried out'), `${expected}, carried out 0×`, cell);
		}
		if (!isUncertain) {
			const times = row.plan() === 'refused' ? Infinity : 2;
			const count = expected === 'success' ? 1 : 0;
			await check(row.fault, `${expected}, carried out ${count}×`, { times });
		}
	}
	return done;
}

/** Fails with the cells that are not as they should be. */
function judge(cells: Array<[string, string, string]>): void {
	const wrong = cells.filter(([, expected, seen]) => expected !== seen);
	expect(wrong.map(([name, expected, seen]) => `${name}: ${seen}, not ${expected}`)).toEqual([]);
}

describe('every fault', () => {
	test.each(TITLED)(
		'%s: requests, error and outcome are those of the table',
		async (_title, operation) => {
			judge(await cells(operation));
		},
		120_000,
	);
});

describe('every fault of a list', () => {
	const lists = TITLED.filter(([, { isList }]) => isList);

	async function listOutcome(operation: Operation, { faults }: ListRow): Promise<string> {
		const options = { pageSize: 1 };
		const changes = { returnAll: true };
		begin();
		const usual = await runOperation(operation, options, changes);
		const requests = sent(operation);
		begin();
		for (const [fault, times] of faults) {
			sim.failNext({ ...fault, match: match(operation) }, times);
		}
		const result = await runOperation(operation, options, changes);
		const { length } = result.json();
		if (result.error) return `${errorType(result)}, ${length === 0 ? 'nothing' : length} put out`;
		const whole = dataOf(result) === dataOf(usual);
		const more = sent(operation) - requests;
		return `${whole ? 'whole' : `${length} for ${usual.json().length}`}, ${more === 1 ? 'one request' : `${more} requests`} more`;
	}

	test.each(lists)(
		'%s: it is whole, or an error',
		async (_title, operation) => {
			const done: Array<[string, string, string]> = [];
			for (const row of LIST_ROWS) {
				done.push([row.fault, row.expected, await listOutcome(operation, row)]);
			}
			judge(done);
		},
		60_000,
	);
});
