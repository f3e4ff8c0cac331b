/**
 * n8n's guidelines for what the user reads, as far as they are written down. n8n's linter sees literals
 * only, so these look at what the editor gets.
 */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { HelloAssoOAuth2Api } from '../../credentials/HelloAssoOAuth2Api.credentials';
import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { operationProperties } from '../../nodes/HelloAsso/actions/properties';
import { HelloAsso } from '../../nodes/HelloAsso/HelloAsso.node';
import { HelloAssoPollingTrigger } from '../../nodes/HelloAsso/HelloAssoPollingTrigger.node';
import { HelloAssoTrigger } from '../../nodes/HelloAsso/HelloAssoTrigger.node';

const NODES = [new HelloAsso(), new HelloAssoPollingTrigger(), new HelloAssoTrigger()].map(
	({ description }) => description,
);
const CREDENTIAL = new HelloAssoOAuth2Api();

/** Each input, those within collections and groups too. */
function allInputs(properties: readonly INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => {
		const members = (property.options ?? []).flatMap((entry) => {
			if ('values' in entry) return entry.values;
			return 'type' in entry ? [entry as INodeProperties] : [];
		});
		return [property, ...allInputs(members)];
	});
}
const inputs = allInputs([...NODES, CREDENTIAL].flatMap(({ properties }) => properties)).filter(
	({ type }) => type !== 'hidden',
);
const isChoice = (entry: object): entry is INodePropertyOptions => 'value' in entry;
const choices = inputs.flatMap(({ options = [] }) => options.filter(isChoice));
/** A notice is a text, not the name of an input. */
const named = inputs.filter(({ type }) => type !== 'notice');
const names = [
	...named.map(({ displayName }) => displayName),
	...choices.map(({ name }) => name),
	...RESOURCES.map(({ name }) => name),
	...NODES.map(({ displayName }) => displayName),
	CREDENTIAL.displayName,
];
const descriptions = [
	...named.flatMap(({ description, hint }) => [description, hint]),
	...choices.map(({ description }) => description),
	...NODES.map(({ description }) => description),
].filter((text) => text !== undefined);

const wrong = (texts: readonly string[], isRight: (text: string) => boolean) => [
	...new Set(texts.filter((text) => !isRight(text))),
];

/** Words that Title Case leaves small, unless they begin or end a name. */
const SMALL = 'a an and as at but by for from if in nor of on or per the to with'.split(' ');

function isTitleCase(name: string): boolean {
	const words = name.split(/[\s/-]+/);
	return words.every((word, index) => {
		const inside = index > 0 && index < words.length - 1;
		return /^[("']?[A-Z0-9]/.test(word) || (inside && SMALL.includes(word));
	});
}

/** One sentence has no period, several have one each. */
function hasRightEnd(text: string): boolean {
	const sentences = text.replace(/e\.g\./g, 'eg').split(/[.:;?!] +(?=[A-Z(])/);
	return /\.$/.test(text) === (sentences.length > 1 && /\. /.test(text.replace(/e\.g\./g, '')));
}

test('there is something to look at', () => {
	expect([names.length, descriptions.length].map((count) => count > 250)).toEqual([true, true]);
});

test('names of inputs, options and nodes › are in Title Case, without a period', () => {
	expect(['Sort by', 'sort By', 'Return All.'].filter((name) => isTitleCase(name))).toEqual([
		'Return All.',
	]);
	expect(wrong(names, isTitleCase)).toEqual([]);
	expect(wrong(names, (name) => !/[.:!]$/.test(name))).toEqual([]);
});

test('descriptions and hints › are sentences: a capital first, a period only behind several', () => {
	expect(['One.', 'One', 'One. Two', 'One. Two.'].map(hasRightEnd)).toEqual([
		false,
		true,
		false,
		true,
	]);
	expect(wrong(descriptions, (text) => /^[A-Z0-9"']/.test(text))).toEqual([]);
	expect(wrong(descriptions, hasRightEnd)).toEqual([]);
});

test('switches › say "Whether …"', () => {
	const switches = inputs.filter(({ type }) => type === 'boolean');
	const texts = switches.map(({ displayName, description }) => description ?? displayName);
	expect(texts.length).toBeGreaterThan(20);
	expect(wrong(texts, (text) => text.startsWith('Whether '))).toEqual([]);
});

test('placeholders › are an example, or what a button adds', () => {
	const buttons = inputs.filter(({ type }) => /collection/i.test(type));
	const fields = inputs.filter(({ type, placeholder }) => placeholder && !/collection/i.test(type));
	const modes = inputs.flatMap((input) => input.modes ?? []);
	const texts = [...fields, ...modes].map(({ placeholder = '' }) => placeholder);
	expect(wrong(texts.filter(Boolean), (text) => /^e\.g\. \S/.test(text))).toEqual([]);
	const added = buttons.map(({ placeholder = '' }) => placeholder);
	expect(wrong(added, (text) => /^Add \w+( \w+)?$/.test(text))).toEqual([]);
});

test('lists of five and more › are in alphabetical order', () => {
	const lists = inputs
		.map(({ displayName, options = [] }) => ({ displayName, options: options.filter(isChoice) }))
		.filter(({ options }) => options.length > 4);
	const unsorted = lists.filter(({ options }) => {
		const own = options.map(({ name }) => name);
		return own.join() !== [...own].sort((one, other) => one.localeCompare(other)).join();
	});
	expect(lists.length).toBeGreaterThan(5);
	expect(unsorted).toEqual([]);
});

test('Limit, Return All and Simplify › are worded as in every node', () => {
	const worded = (name: string) => [
		...new Set(inputs.filter((input) => input.name === name).map((input) => input.description)),
	];
	expect(worded('limit')).toEqual(['Max number of results to return']);
	expect(worded('returnAll')).toEqual([
		'Whether to return all results or only up to a given limit',
	]);
	expect(worded('simplify')).toEqual([
		'Whether to return a simplified version of the response instead of the raw data',
	]);
	const limits = inputs.filter(({ name }) => name === 'limit');
	expect(limits.map((input) => input.default)).toEqual(limits.map(() => 50));
});

test('collections of what is optional › have the names n8n has for them, behind everything required', () => {
	const collections = NODES.flatMap(({ properties }) =>
		properties.filter(({ type }) => type === 'collection'),
	);
	const known = ['Additional Fields', 'Filters', 'Options', 'Sort'];
	expect([...new Set(collections.map(({ displayName }) => displayName))].sort()).toEqual(known);
	for (const { name, operations } of RESOURCES) {
		for (const operation of operations) {
			const properties = operationProperties(operation);
			const first = properties.findIndex(({ type }) => type === 'collection');
			const behind = properties
				.slice(first)
				// Part of the choice 'Output' of AI agents, which stands where people have Simplify.
				.filter(({ name: stored, required }) => required && stored !== 'toolFields');
			expect({ name, action: operation.action, behind }).toMatchObject({ behind: [] });
		}
	}
});

test('actions › begin with their verb, in sentence case, with no article, each once', () => {
	const actions = RESOURCES.flatMap(({ operations }) => operations.map(({ action }) => action));
	const VERBS = 'Call Cancel Check Create Delete Export Get Refund Set Update'.split(' ');
	expect(wrong(actions, (action) => VERBS.includes(action.split(' ')[0]))).toEqual([]);
	expect(wrong(actions, (action) => !/\b(a|an|the)\b|[.:]$/i.test(action))).toEqual([]);
	const proper = /^(API|URL|HelloAsso)$/;
	const isSentence = (action: string) =>
		action
			.split(' ')
			.slice(1)
			.every((word) => proper.test(word) || word === word.toLowerCase());
	expect(wrong(actions, isSentence)).toEqual([]);
	expect(new Set(actions).size).toBe(actions.length);
});

test('triggers › are named as such, and ask for their events under "Trigger On"', () => {
	const triggers = NODES.filter(({ group }) => group.includes('trigger'));
	expect(triggers.map(({ displayName }) => displayName)).toEqual([
		'HelloAsso Polling Trigger',
		'HelloAsso Trigger',
	]);
	for (const { properties } of triggers)
		expect(properties.map(({ displayName }) => displayName)).toContain('Trigger On');
});
