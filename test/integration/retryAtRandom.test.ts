import fc from 'fast-check';
import type { IDataObject, INode } from 'n8n-workflow';

import { startSimulator, type Fault, type Simulator } from '../../simulator';
import { type Credential, credentialFor, runNode } from './engine';

/** 200 writes with Retry On Fail, of which any one fails: each is carried out once at the most, and told as it is. */
const COUNT = 200;
const RUNS = 24;

interface Failing {
	fault: Fault;
	/** What HelloAsso has done when the answer fails. */
	carriedOut: 0 | 1;
	/** HelloAsso has refused it: it may be sent again. */
	isRefused: boolean;
	errorType: string;
}
const FAILURES: Record<string, Failing> = {
	'status 429': {
		fault: { status: 429 },
		carriedOut: 0,
		isRefused: true,
		errorType: 'rateLimited',
	},
	'status 500': {
		fault: { status: 500 },
		carriedOut: 0,
		isRefused: false,
		errorType: 'serverError',
	},
	'reset when carried out': {
		fault: { resetAfterHandling: true },
		carriedOut: 1,
		isRefused: false,
		errorType: 'connection',
	},
	'cut body': {
		fault: { cut: 'length' },
		carriedOut: 1,
		isRefused: false,
		errorType: 'connection',
	},
};
const RETURN = {
	backUrl: 'https://example.org/b',
	errorUrl: 'https://example.org/e',
	returnUrl: 'https://example.org/r',
};
const OPERATIONS = {
	refund: { resource: 'payment', operation: 'refund', paymentId: '={{ $json.key }}' },
	checkout: {
		resource: 'checkoutIntent',
		operation: 'create',
		totalAmount: 12.5,
		itemName: 'Adhésion',
		...RETURN,
		additionalFields: { metadata: '={{ JSON.stringify({ reference: $json.key }) }}' },
	},
};

let sim: Simulator;
let credential: Credential;
beforeAll(async () => {
	sim = await startSimulator();
	credential = credentialFor(sim, 'fullAccess');
});
afterAll(async () => {
	await sim.stop();
});

let runs = 0;
function newKeys(kind: keyof typeof OPERATIONS): string[] {
	runs += 1;
	return Array.from({ length: COUNT }, (_, index) =>
		kind === 'checkout'
			? `R-${runs}-${index}`
			: String(sim.sell({ kind: 'donation', amount: 2_500, notify: false }).payments[0].id),
	);
}

/** By each key, how often it was carried out. */
function carriedOut(kind: keyof typeof OPERATIONS, keys: string[]): number[] {
	const { refunds, checkoutIntents } = sim.books;
	return keys.map((key) => (kind === 'refund' ? refunds : checkoutIntents)[key]?.length ?? 0);
}

const scenario = fc.record({
	kind: fc.constantFrom('refund' as const, 'checkout' as const),
	failure: fc.constantFrom(...Object.keys(FAILURES)),
	// The first and the last one more often than by chance.
	failing: fc.oneof(fc.nat(COUNT - 1), fc.constantFrom(0, COUNT - 1)),
	onError: fc.constantFrom<INode['onError']>(
		'stopWorkflow',
		'continueRegularOutput',
		'continueErrorOutput',
	),
});

test(`${COUNT} items of which any one fails: at most once each, the output complete and paired`, async () => {
	const check = async ({ kind, failure, failing, onError }: ScenarioOf<typeof scenario>) => {
		const { fault, carriedOut: copies, isRefused, errorType } = FAILURES[failure];
		const keys = newKeys(kind);
		sim.clearFaults();
		sim.clearRequests();
		const match = { method: 'POST', path: /(\/refund|\/checkout-intents)$/ };
		sim.failNext({ match }, failing);
		sim.failNext({ ...fault, match });
		const { output, error } = await runNode({
			credential,
			parameters: OPERATIONS[kind],
			items: keys.map((key) => ({ key })),
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1, onError },
		});
		const stops = onError === 'stopWorkflow';
		// With Continue, n8n tries again for the first item only.
		const isRepaired = isRefused && (stops || failing === 0);
		const isStopped = stops && !isRepaired;

		const expected = keys.map((_, index) => {
			if (index === failing) return isRepaired ? 1 : copies;
			return isStopped && index > failing ? 0 : 1;
		});
		expect(carriedOut(kind, keys)).toEqual(expected);
		const begun = isStopped ? failing + 1 : COUNT;
		expect(sim.apiRequests.filter(({ method }) => method === 'POST')).toHaveLength(
			begun + (isRepaired ? 1 : 0),
		);

		if (isStopped) {
			expect(error?.context).toMatchObject({ itemIndex: failing, errorType });
			expect(error?.description).toContain('It is not known whether HelloAsso carried the request');
			expect(error?.description).toContain(`the outcome of item ${failing} is unknown`);
			expect(error?.description).toContain(`Of ${COUNT} items, ${failing} w`);
			return;
		}
		expect(error).toBeUndefined();
		const items = [...output(0), ...output(1)];
		if (onError === 'continueErrorOutput') items.sort((one, two) => itemOf(one) - itemOf(two));
		expect(items.map(itemOf)).toEqual(keys.map((_, index) => index));
		items.forEach(({ json }, index) => {
			if (index === failing && !isRepaired) {
				expect(json.errorType).toBe(errorType);
				if (!isRefused) expect(json.description).toContain('It is not known whether');
			} else expect(json.error).toBeUndefined();
		});
		expect(keysOf(kind, items)).toEqual(
			keys.map((key, index) => (index === failing && !isRepaired ? undefined : key)),
		);
	};
	await fc.assert(fc.asyncProperty(scenario, check), {
		numRuns: RUNS,
		seed: 200,
		endOnFailure: true,
	});
}, 120_000);

type ScenarioOf<T> = T extends fc.Arbitrary<infer Value> ? Value : never;

const itemOf = ({ pairedItem }: { pairedItem?: unknown }) => (pairedItem as { item: number }).item;

/** What an output item tells of the input that it came from. */
function keysOf(
	kind: keyof typeof OPERATIONS,
	items: Array<{ json: IDataObject }>,
): Array<string | undefined> {
	const references = new Map(
		Object.entries(sim.books.checkoutIntents).flatMap(([reference, intents]) =>
			intents.map((intent) => [intent, reference] as const),
		),
	);
	return items.map(({ json }) => {
		if (json.error !== undefined) return undefined;
		return kind === 'refund' ? String(json.paymentId) : references.get(json.id as never);
	});
}
