import type { GenericValue, IDataObject } from 'n8n-workflow';

import { object, objects, plain } from './values';

type Simplify = (record: IDataObject) => IDataObject;

/** No field of ours has a colon in its name, so that no answer hides one; some nodes read a dot as nesting. */
const COLUMN_PREFIX = 'customField: ';

/** `object` (also where nothing is chosen) is one field `customFields`; `columns` a field for each answer, last. */
export function withCustomFields(simplify: Simplify, form: unknown): Simplify {
	return form === 'columns' ? (record) => toColumns(simplify(record)) : simplify;
}

/** `{ id: 1, customFields: { Taille: 'M' } }` becomes `{ id: 1, 'customField: Taille': 'M' }`. */
function toColumns({ customFields, ...record }: IDataObject): IDataObject {
	const answers = Object.entries(object(customFields));
	const columns = answers.map(([label, answer]) => [COLUMN_PREFIX + label, answer]);
	return { ...record, ...Object.fromEntries(columns) };
}

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
	const answers = new Map<string, GenericValue>();
	for (const { name, type, answer } of fields) {
		const question = String(name ?? '');
		let label = question;
		for (let count = 2; answers.has(label); count++) label = `${question} (${count})`;
		answers.set(label, typedAnswer(type, answer));
	}
	// fromEntries defines own properties, so a question called "__proto__" is only a question.
	return Object.fromEntries(answers);
}

function typedAnswer(type: unknown, answer: unknown): GenericValue {
	if (typeof answer !== 'string') return plain(answer);
	const text = answer.trim();
	if (type === 'YesNo') return toBoolean(text) ?? answer;
	if (type === 'Number') return toNumber(text) ?? answer;
	if (type === 'Date') return toIsoDate(text) ?? answer;
	return answer;
}

function toBoolean(text: string): boolean | undefined {
	if (/^(oui|yes|true|1)$/i.test(text)) return true;
	return /^(non|no|false|0)$/i.test(text) ? false : undefined;
}

/** More digits than a number can hold. */
const DIGITS_MAX = 15;

/** Takes the French decimal comma too. What would lose digits stays text: leading zeros, a very long number. */
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
