import type { IDataObject } from 'n8n-workflow';

import { object, objects } from './values';

type Simplify = (record: IDataObject) => IDataObject;

/**
 * What makes a column's heading of a label. No field of ours has a colon in its name, so that an answer
 * never hides one; a dot would be read as nesting by some nodes.
 */
const COLUMN_PREFIX = 'customField: ';

/**
 * A simplifier that gives custom fields in the chosen form: `object` (also where nothing is chosen), as
 * one field `customFields`, or `columns`, each answer as a field of its own, after all others.
 */
export function withCustomFields(simplify: Simplify, form: unknown): Simplify {
	return form === 'columns' ? (record) => toColumns(simplify(record)) : simplify;
}

/** `{ id: 1, customFields: { Taille: 'M' } }` becomes `{ id: 1, 'customField: Taille': 'M' }`. */
function toColumns({ customFields, ...record }: IDataObject): IDataObject {
	const answers = Object.entries(object(customFields));
	const columns = answers.map(([label, answer]) => [COLUMN_PREFIX + label, answer]);
	return { ...record, ...Object.fromEntries(columns) };
}

type Answer = string | number | boolean | null;

/**
 * The answers to a form's own questions, by the label of the question. HelloAsso sends every answer
 * as text: yes/no becomes true or false, a number a number, a date `YYYY-MM-DD`. An answer that does
 * not look like its type stays as it is. Questions of the chosen options come after those of the item,
 * and a label that appears again gets a number: "Taille (2)".
 */
export function customFieldsByLabel(item: IDataObject): IDataObject {
	const fields = [
		...objects(item.customFields),
		...objects(item.options).flatMap((option) => objects(option.customFields)),
	];
	const answers = new Map<string, Answer>();
	for (const { name, type, answer } of fields) {
		answers.set(unusedLabel(String(name ?? ''), answers), typedAnswer(type, answer));
	}
	// fromEntries defines own properties, so a question called "__proto__" is only a question.
	return Object.fromEntries(answers);
}

function unusedLabel(label: string, used: ReadonlyMap<string, Answer>): string {
	let candidate = label;
	for (let count = 2; used.has(candidate); count++) candidate = `${label} (${count})`;
	return candidate;
}

function typedAnswer(type: unknown, answer: unknown): Answer {
	if (answer === null || answer === undefined) return null;
	if (typeof answer !== 'string') return answer as Answer;
	const text = answer.trim();
	switch (type) {
		case 'YesNo':
			return YES_NO.get(text.toLowerCase()) ?? answer;
		case 'Number':
			return toNumber(text) ?? answer;
		case 'Date':
			return toIsoDate(text) ?? answer;
		default:
			return answer;
	}
}

const YES_NO = new Map([
	['oui', true],
	['yes', true],
	['true', true],
	['1', true],
	['non', false],
	['no', false],
	['false', false],
	['0', false],
]);

/** More digits than a number can hold. */
const DIGITS_MAX = 15;

/**
 * Takes the French decimal comma too. What would lose digits stays text: a licence number with
 * leading zeros, a very long number.
 */
function toNumber(text: string): number | undefined {
	const digits = text.replace(/\D/g, '').length;
	if (digits > DIGITS_MAX || !/^-?(0|[1-9]\d*)([.,]\d+)?$/.test(text)) return undefined;
	return Number(text.replace(',', '.'));
}

/** Dates were seen as `31/12/2024` and in ISO form, with and without time. */
function toIsoDate(text: string): string | undefined {
	const french = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s|$)/.exec(text);
	if (french) return checkedDate(french[3], french[2], french[1]);
	const iso = /^(\d{4})-(\d{2})-(\d{2})(?:T|\s|$)/.exec(text);
	return iso ? checkedDate(iso[1], iso[2], iso[3]) : undefined;
}

function checkedDate(year: string, month: string, day: string): string | undefined {
	const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
	return date.getUTCMonth() === Number(month) - 1
		? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
		: undefined;
}
