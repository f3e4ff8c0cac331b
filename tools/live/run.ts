import { startSimulator, type Simulator } from '../../simulator';
import { readOperations } from '../openapi/document';
import { Api, type Answer } from './api';
import { compareHeaders, compareReads, type Difference, type Known } from './compare';
import { DECISIONS, type Checked, type Facts, type Verdict } from './decisions';
import { compareWalks, walk, type Walk } from './paging';
import { comparePartRefunds, tellPartRefunds } from './partRefunds';
import { compareProbes, probe, type Probes } from './probes';
import { readEverything, type Evidence } from './reads';
import { lookAt, wordsByField } from './seen';
import type { LiveSettings } from './settings';
import { Words } from './words';
import { NotificationCheck, writeCheckout, type Written } from './writes';

type Say = (line: string) => void;

/** All that one HelloAsso was asked. */
export interface Looked {
	readonly api: Api;
	readonly partner: Api | undefined;
	readonly evidence: Evidence;
	readonly probes: Probes;
	readonly walk: Walk | undefined;
	readonly written: Written;
	/** Why something was not written. */
	readonly notWritten: readonly string[];
}

/** Given to who is interrupted: what has to be put back. */
type OnCheck = (restore: () => Promise<void>) => void;

export async function look(
	settings: LiveSettings,
	onCheck: OnCheck = () => undefined,
): Promise<Looked> {
	const { apiUrl, key, partnerKey, writes } = settings;
	const api = await Api.open(apiUrl, key);
	const partner = partnerKey && (await Api.open(apiUrl, partnerKey));
	const evidence = await readEverything(api, partner, settings);
	const { organizationSlug } = evidence;
	const written = new Map<string, Answer>();
	const notWritten: string[] = [];
	const add = (answers: Written) => answers.forEach((answer, route) => written.set(route, answer));
	if (writes) {
		add(await writeCheckout(api, organizationSlug));
		if (partner) {
			const check = new NotificationCheck(partner);
			onCheck(async () => await check.restore());
			const why = await check.run();
			if (why) notWritten.push(`notification address: ${why}`);
			add(check.written);
		} else notWritten.push('notification address: it takes the key of a partner');
	} else
		notWritten.push('checkout intent and notification address: nothing is written in production');
	return {
		api,
		partner,
		evidence,
		probes: await probe(api, organizationSlug),
		walk: await walk(api, organizationSlug),
		written,
		notWritten,
	};
}

/** What was written is answered as in the simulator: status, headers, fields. */
function asEvidence({ evidence, written }: Looked): Evidence {
	const { organizationSlug } = evidence;
	return {
		organizationSlug,
		answers: new Map([...written].map(([route, answer]) => [route, [answer]])),
	};
}

function learn(words: Words, live: Looked, simulated: Looked): void {
	const keysOf = (value: unknown): void => {
		if (typeof value !== 'object' || value === null) return;
		for (const [name, inner] of Object.entries(value)) {
			if (!Array.isArray(value)) words.know(name);
			if (name !== 'metadata') keysOf(inner);
		}
	};
	for (const answer of [...simulated.evidence.answers.values()].flat()) {
		keysOf(answer.body);
		[...answer.headers.keys()].forEach((name) => words.know(name));
	}
	for (const answer of simulated.probes.values())
		[...answer.headers.keys()].forEach((name) => words.know(name));
	const all = [...live.evidence.answers.values()].flat();
	for (const answer of [...all, ...live.written.values()]) words.learn(answer.body);
}

/** @returns the number of differences */
export async function liveCheck(
	settings: LiveSettings,
	contract: unknown,
	say: Say,
	onCheck?: OnCheck,
): Promise<number> {
	const simulator = await startSimulator({ strict: false });
	try {
		return await compareWith(simulator, settings, contract, say, onCheck);
	} finally {
		await simulator.stop();
	}
}

/** The same there, where everything is that can be read. */
async function lookAtSimulator(
	simulator: Simulator,
	{ partnerKey, writes }: LiveSettings,
): Promise<Looked> {
	const { url: apiUrl, keys, organizationSlug } = simulator;
	const api = await Api.open(apiUrl, keys.fullAccess);
	await writeCheckout(api, organizationSlug);
	// Its answer has the order only when it was paid.
	for (const { id } of simulator.data.checkoutIntents) simulator.payCheckout(id);
	return await look({
		apiUrl,
		key: keys.fullAccess,
		partnerKey: partnerKey && keys.partner,
		tagName: 'mobilite-douce',
		writes,
	});
}

async function compareWith(
	simulator: Simulator,
	settings: LiveSettings,
	contract: unknown,
	say: Say,
	onCheck?: OnCheck,
): Promise<number> {
	const live = await look(settings, onCheck);
	const simulated = await lookAtSimulator(simulator, settings);
	const operations = readOperations(contract);
	const words = new Words(operations);
	learn(words, live, simulated);
	const bodies = [...simulated.evidence.answers.values()].flat().map(({ body }) => body);
	const known: Known = { operations, words, simulatorWords: wordsByField(lookAt(bodies)) };

	const routes = operations.map(({ route }) => route).filter((route) => route.startsWith('GET '));
	const reads = compareReads(live.evidence, simulated.evidence, known, routes);
	const writes = compareReads(asEvidence(live), asEvidence(simulated), known);
	const tokens = [live, simulated].map(({ api }) => (api.tokenAnswer ? [api.tokenAnswer] : []));
	const differences = [
		...reads.differences,
		...writes.differences,
		...compareHeaders('POST /oauth2/token', tokens[0], tokens[1], words),
		...compareProbes(live.probes, simulated.probes, words),
		...compareWalks(live.walk, simulated.walk),
		...comparePartRefunds(live.evidence, simulated.evidence, words),
	];
	say(
		`${live.api.count + (live.partner?.count ?? 0)} requests to ${settings.apiUrl}, ${reads.compared} routes read, ${live.written.size} calls that write or undo it`,
	);
	const notChecked = [
		...reads.notChecked,
		...live.notWritten,
		...(live.walk ? [] : ['paging: there are fewer than five payments']),
	];
	section('Not checked', notChecked, say);
	section('Part refunds', tellPartRefunds(live.evidence, words), say);
	section('Differences', toLines(differences), say);
	const facts: Facts = {
		api: live.api,
		live: live.evidence,
		simulated: simulated.evidence,
		simulatorApi: simulated.api,
		probes: live.probes,
		walk: live.walk,
		written: live.written,
	};
	const others = await decide(facts, say);
	const count = toLines(differences).length + others;
	say(count === 0 ? '✓ No difference' : `✗ ${count} to look into`);
	return count;
}

const toLines = (differences: readonly Difference[]) => [
	...new Set(differences.map(({ kind, where, what }) => `${kind}: ${where}: ${what}`)),
];

function section(title: string, lines: readonly string[], say: Say): void {
	if (lines.length === 0) return;
	say(`${title}:`);
	lines.forEach((line) => say(`  ${line}`));
}

/** An error of a check has what it stumbled over in its message: that is not printed. */
async function decided({ check }: Checked, facts: Facts): Promise<Verdict> {
	try {
		return await check(facts);
	} catch {
		return { is: 'unknown', why: 'the answers are not what the check can read' };
	}
}

/** Says of each decision how it is; returns how many are the other way. */
async function decide(facts: Facts, say: Say): Promise<number> {
	say('Decided in the simulator, not known (simulator/README.md):');
	const untold = new Map<string, string[]>();
	let others = 0;
	for (const decision of DECISIONS) {
		if ('because' in decision) {
			const names = untold.get(decision.because) ?? [];
			untold.set(decision.because, [...names, decision.name]);
			continue;
		}
		const verdict = await decided(decision, facts);
		if (verdict.is === 'other') others++;
		const text = {
			here: () => 'as in the simulator',
			other: () => `THE OTHER WAY: ${'how' in verdict ? verdict.how : ''}`,
			unknown: () => `cannot be told, ${'why' in verdict ? verdict.why : ''}`,
		}[verdict.is]();
		say(`  ${decision.name}: ${text}`);
	}
	for (const [because, names] of untold)
		say(`  reading cannot tell, it ${because}: ${names.join(', ')}`);
	return others;
}
