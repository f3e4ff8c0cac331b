import type { IDataObject, INode } from 'n8n-workflow';

import type { Fault, SeenRequest, Simulator } from '../../../simulator';
import { credentialFor, type RunOptions, type RunResult } from '../../integration/engine';
import { ROWS, type Row } from '../../integration/faultMatrix';
import type { Seeded } from './random';

/** What goes wrong with the write of one item, and how often. */
export interface PlannedFault {
	/** As the fault matrix calls it. */
	name: string;
	fault: Fault;
	times: number;
}

interface WriteItem {
	/** Payment or order number, or the reference of a checkout. */
	key: string;
	json: IDataObject;
	planned?: PlannedFault;
	/** There is no such payment or order. */
	isWrong?: boolean;
}

/** One run of the node on some items, each of which writes. */
export interface WriteRun {
	kind: 'refund' | 'cancel' | 'checkout';
	items: WriteItem[];
	node: Partial<INode>;
	parameters: IDataObject;
	/** The user presses Stop, or the process is killed, while this item's request is under way. */
	interruptedAt?: number;
}

/** What a run did that it must not do. */
export interface Violation {
	what:
		| 'carried out twice'
		| 'sent again though it may be done'
		| 'says done, but it is not'
		| 'says not done, but it is'
		| 'went on after the failure'
		| 'went on after the interruption'
		| 'output is not complete'
		| 'list is not whole';
	run: number;
	isRetried: boolean;
	/** What went wrong with the item or list, as the fault matrix calls it. */
	fault: string;
	/** The run, in short. */
	scenario: string;
}

export type Violate = (what: Violation['what'], fault: string, detail: string) => void;

/** Refusing a connection or a token hits all requests at once, not the one of an item. */
const FAULTS = ROWS.filter(
	({ fault, read }) =>
		fault !== 'status 401' && fault !== 'connection refused' && read !== 'success',
);
const RETURN = {
	backUrl: 'https://example.org/back',
	errorUrl: 'https://example.org/error',
	returnUrl: 'https://example.org/return',
};
/** The fault of a row of the fault matrix; one that drips does so beyond the timeout of these runs. */
export function faultOf({ plan }: Row): Fault {
	const fault = plan() as Fault;
	return fault.drip ? { drip: { everyMs: 50, blanks: 2 * (TIMEOUT_MS / 50) } } : fault;
}

/** For runs with an answer that does not come in time: long enough for those that do, on a busy machine. */
export const TIMEOUT_MS = 600;

const OPERATIONS: Record<WriteRun['kind'], IDataObject> = {
	refund: { resource: 'payment', operation: 'refund', paymentId: '={{ $json.key }}' },
	cancel: { resource: 'order', operation: 'cancel', orderId: '={{ $json.key }}' },
	checkout: {
		resource: 'checkoutIntent',
		operation: 'create',
		totalAmount: 12.5,
		itemName: 'Adhésion',
		...RETURN,
		additionalFields: { metadata: '={{ JSON.stringify({ reference: $json.key }) }}' },
	},
};

let references = 0;

function newItem(sim: Simulator, kind: WriteRun['kind'], isWrong: boolean): WriteItem {
	references += 1;
	if (kind === 'checkout') return item(`R-${references}`);
	// Number of a record that nobody has.
	if (isWrong) return { ...item(String(1_000 + references)), isWrong };
	const { order, payments } = sim.sell({ kind: 'donation', amount: 2_500, notify: false });
	return item(String(kind === 'refund' ? payments[0].id : order.id));
}

const item = (key: string): WriteItem => ({ key, json: { key } });

const isLate = ({ planned }: WriteItem) =>
	planned?.fault.hang === true || planned?.fault.drip !== undefined;

function newFault(random: Seeded, kind: WriteRun['kind']): PlannedFault {
	const row = random.pick(FAULTS);
	// Of a cancellation that HelloAsso answers with nothing, a success without an answer is one.
	const expected = kind === 'cancel' ? row.silentWrite : row.write;
	const isUncertain = row.write.includes('unknown') && !row.fault.startsWith('reset before');
	const carriedOut = isUncertain && (expected === 'success' || random.chance(0.5));
	return {
		name: row.fault + (isUncertain ? (carriedOut ? ', carried out' : ', not carried out') : ''),
		fault: { ...faultOf(row), ...(isUncertain && { carriedOut }) },
		times: random.int(1, 3),
	};
}

export function newWriteRun(sim: Simulator, random: Seeded): WriteRun {
	const kind = random.pick(['refund', 'cancel', 'checkout'] as const);
	const items = Array.from({ length: random.int(1, 5) }, () => {
		const one = newItem(sim, kind, random.chance(0.1));
		if (!one.isWrong && random.chance(0.35)) {
			one.planned = newFault(random, kind);
		}
		return one;
	});
	return {
		kind,
		items,
		node: {
			onError: random.pick(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput']),
			...(random.chance(0.5) && {
				retryOnFail: true,
				maxTries: random.int(2, 4),
				waitBetweenTries: 1,
			}),
		},
		parameters: {
			...OPERATIONS[kind],
			organizationSlug: { __rl: true, mode: 'slug', value: sim.organizationSlug },
			...(items.some(isLate) && { options: { timeout: TIMEOUT_MS } }),
		},
	};
}

export function optionsOf(
	{ parameters, node, items }: WriteRun,
	sim: Pick<Simulator, 'url' | 'keys'>,
	oauthTokenData: IDataObject,
): RunOptions {
	return {
		credential: credentialFor(sim, 'fullAccess', { oauthTokenData }),
		parameters,
		node,
		items: items.map(({ json }) => json),
	};
}

/** Of a refund or a cancellation by its path; the checkouts of one run have one path, and come in order. */
export function planFaults(sim: Simulator, { kind, items }: WriteRun): void {
	for (const { key, planned } of items) {
		if (!planned) {
			// A checkout that goes well takes its turn among those that do not.
			if (kind === 'checkout') sim.failNext({ match: { path: /checkout-intents$/ } });
			continue;
		}
		const paths = {
			refund: new RegExp(`/payments/${key}/refund$`),
			cancel: new RegExp(`/orders/${key}/cancel$`),
			checkout: /checkout-intents$/,
		};
		sim.failNext(
			{ ...planned.fault, match: { path: paths[kind] } },
			kind === 'checkout' ? 1 : planned.times,
		);
	}
}

/** How often the write of each item was carried out. */
export function carriedOut(sim: Simulator, { kind, items }: WriteRun): number[] {
	const { refunds, cancellations, checkoutIntents } = sim.books;
	return items.map(({ key }) => {
		if (kind === 'cancel') return cancellations[key] ?? 0;
		return (kind === 'refund' ? refunds : checkoutIntents)[key]?.length ?? 0;
	});
}

/** Answers after which the request may be sent again: HelloAsso has refused it. */
const REFUSED = [400, 403, 404, 409, 410, 422, 429];

/** Checks that each item was carried out once at the most, and never sent again when it may have been. */
export function judgeCopies(sim: Simulator, run: WriteRun, violate: Violate): void {
	const { kind, items } = run;
	const counts = carriedOut(sim, run);
	const keyOf = ({ path, body }: SeenRequest) =>
		kind === 'checkout'
			? (body as { metadata?: { reference?: string } } | undefined)?.metadata?.reference
			: /\/(\d+)\/(?:refund|cancel)$/.exec(path)?.[1];
	items.forEach(({ key, planned }, index) => {
		const fault = planned?.name ?? 'none';
		if (counts[index] > 1) violate('carried out twice', fault, `item ${index}: ${counts[index]}×`);
		const statuses = sim.apiRequests
			.filter((seen) => keyOf(seen) === key)
			.map(({ status }) => status);
		if (statuses.slice(0, -1).some((status) => !REFUSED.includes(status))) {
			violate('sent again though it may be done', fault, `item ${index}: ${statuses.join(', ')}`);
		}
	});
}

const UNKNOWN = /not known whether HelloAsso carried/i;

/** What the node says of each item: undefined where it says nothing. */
function answers({ items }: WriteRun, result: RunResult): Array<string | undefined> {
	const said: Array<string | undefined> = items.map(() => undefined);
	for (const output of [0, 1]) {
		for (const { json, pairedItem, error } of result.output(output)) {
			const index = (pairedItem as { item: number }).item;
			const text = JSON.stringify([
				json,
				error?.message,
				(error as { description?: string })?.description,
			]);
			const isError = output === 1 || json.error !== undefined;
			said[index] = `${said[index] ?? ''}${isError ? `✗ ${text}` : 'done'}`;
		}
	}
	const { error } = result;
	const failed = (error?.context as { itemIndex?: number } | undefined)?.itemIndex;
	if (error && failed !== undefined) said[failed] = `✗ ${error.message} ${error.description}`;
	return said;
}

/** Compares what the node says with what the simulator did. */
export function judge(run: WriteRun, counts: number[], result: RunResult, violate: Violate): void {
	const said = answers(run, result);
	const failed = said.findIndex((text) => text?.startsWith('✗'));
	counts.forEach((count, index) => {
		const text = said[index];
		const fault = run.items[index].planned?.name ?? 'none';
		const report = (what: Violation['what']) =>
			violate(what, fault, `item ${index}: ${count}×, ${text ?? 'nothing said'}`);
		if (text === 'done' && count === 0) report('says done, but it is not');
		if (text?.startsWith('✗') && count > 0 && !UNKNOWN.test(text)) {
			report('says not done, but it is');
		}
		if (text === undefined) {
			if (!result.error) report('output is not complete');
			else if (index > failed && count > 0) report('went on after the failure');
		} else if (text !== 'done' && !/^✗[^✗]*$/s.test(text)) {
			report('output is not complete');
		}
	});
}

export function inShort({ kind, node, items, interruptedAt }: WriteRun): string {
	const retry = node.retryOnFail ? `, ${node.maxTries} tries` : '';
	const faults = items.map(({ planned, isWrong }) =>
		isWrong ? 'wrong' : planned ? `${planned.name} (${planned.times}×)` : 'fine',
	);
	const interrupted = interruptedAt === undefined ? '' : `, interrupted at item ${interruptedAt}`;
	return `${kind}, ${node.onError}${retry}${interrupted}: ${faults.join(' | ')}`;
}
