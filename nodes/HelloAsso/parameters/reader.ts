import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { invalidParameter, type PathValue } from '../transport';
import { isObject } from './field';
import type { BodyFields, BodyValue, Field, FieldContext, Parameter } from './field';

/**
 * Reads one value and decides about an empty one. Only what somebody left empty in the editor may be
 * left out: an expression that gives nothing would otherwise turn the refund of a part into one of
 * the whole payment.
 */
export async function readField<Value>(
	field: Field<Value>,
	name: string,
	value: unknown,
	context: FieldContext,
): Promise<Value | undefined> {
	const { type, displayName: label, required } = field.property;
	const parameter = { label, name };
	const entered = type === 'resourceLocator' ? locatorText(value, parameter) : value;
	if (isEmpty(entered, context)) {
		// A switch has no third state, wherever it stands.
		const rule = type === 'boolean' ? 'refuseExpression' : context.empty;
		refuseEmpty(parameter, { ...context, empty: rule });
		if (required && !field.readsEmpty) throw empty(parameter);
		if (!field.readsEmpty) return undefined;
	}
	return await field.read(entered, context, parameter);
}

/** One parameter of the node. */
export async function readParameter<Value>(
	field: Field<Value>,
	name: string,
	context: FieldContext,
): Promise<Value | undefined> {
	const [value, stored] = lookUp(name, field.property.default, context);
	return await readField(field, name, value, { ...context, stored });
}

/** Fields that are parameters of their own, by the API's names. */
export async function readParameters(
	fields: BodyFields = {},
	context: FieldContext,
): Promise<IDataObject> {
	const read: IDataObject = {};
	for (const [name, field] of Object.entries(fields))
		place(name, field, await readParameter(field, name, context), read, context);
	return read;
}

/** Those fields of a collection that somebody added to it, by the API's names. */
export async function readCollection(
	{ name }: Parameter,
	fields: BodyFields = {},
	context: FieldContext,
): Promise<IDataObject> {
	const [value, stored] = lookUp(name, {}, context);
	return await readMembers(fields, value as IDataObject, { ...context, stored });
}

/** The same for a group of fields within a parameter. */
export async function readMembers(
	fields: BodyFields,
	values: IDataObject | null | undefined,
	context: FieldContext,
): Promise<IDataObject> {
	const read: IDataObject = {};
	for (const [name, field] of Object.entries(fields)) {
		if (!values || !Object.hasOwn(values, name)) continue;
		const member = await readField(field, name, values[name], memberContext(context, name));
		place(name, field, member, read, context);
	}
	return read;
}

/** The value of the path's parameters. From its end, because an empty 'Organization' may cost a request. */
export async function readPath(
	fields: Readonly<Record<string, Field<string | number>>>,
	context: FieldContext,
): Promise<PathValue[]> {
	const values: PathValue[] = [];
	for (const [name, field] of Object.entries(fields).reverse()) {
		const value = (await readParameter(field, name, context)) ?? '';
		values.unshift({ label: field.property.displayName, name, value });
	}
	return values;
}

/** A switch of the node itself, e.g. 'Return All'. */
export function readSwitch(property: INodeProperties, context: FieldContext): boolean {
	const { name, displayName: label } = property;
	const [value] = lookUp(name, property.default, context);
	return toBoolean(value, { label, name });
}

/** One of a fixed list, of which the first is the default, in upper or lower case. */
export function readOneOf<Value extends string>(
	parameter: Parameter,
	known: readonly Value[],
	context: FieldContext,
): Value {
	const [value] = lookUp(parameter.name, known[0], context);
	const entered = String(value ?? '').trim();
	const found = known.find((candidate) => candidate.toLowerCase() === entered.toLowerCase());
	if (found !== undefined) return found;
	throw invalidParameter(
		parameter,
		`is '${entered.slice(0, 100)}'`,
		`Choose one of: ${known.join(', ')}.`,
	);
}

/** true and false, also as text, as expressions give them. Nothing else: 0, "no" and "" are errors. */
export function toBoolean(value: unknown, parameter: Parameter): boolean {
	const text = String(value).trim().toLowerCase();
	if (/^(boolean|string)$/.test(typeof value) && (text === 'true' || text === 'false'))
		return text === 'true';
	throw invalidParameter(
		parameter,
		`is neither true nor false, but '${String(value ?? '').slice(0, 100)}'`,
		'Switch it on or off, or correct the expression so that it gives true or false.',
	);
}

/** The words of a text with commas, or of a list from an expression. */
export function toWords(value: unknown): string[] {
	const list = Array.isArray(value) ? value : String(value ?? '').split(',');
	return list.map((entry) => String(entry ?? '').trim()).filter((entry) => entry !== '');
}

/** What was entered or chosen in a resource locator, whatever the mode; an expression may give the bare text. */
export function locatorText(value: unknown, parameter: Parameter): string {
	if (!isObject(value)) return String(value ?? '').trim();
	const { mode, value: entered } = value;
	const isLocator = mode !== undefined || entered !== undefined;
	if (isLocator && !isObject(entered)) return String(entered ?? '').trim();
	// Not taken for empty: that would silently mean the credential's own organization.
	throw invalidParameter(
		parameter,
		'is neither a text nor a choice',
		'Check the expression: it gives an object or a list.',
	);
}

/** @throws `invalidParameter` where the rule does not allow that a value is empty */
export function refuseEmpty(parameter: Parameter, { empty: rule, stored }: FieldContext): void {
	// What an AI agent may fill in, it may also leave empty: that is its choice, of what is read.
	if (rule === 'refuse' && !isFromAi(stored)) {
		throw invalidParameter(
			parameter,
			'was added, but is empty',
			isExpression(stored)
				? `The expression gives nothing; without '${parameter.label}', everything would be read. Correct the expression.`
				: `Fill it in, or remove '${parameter.label}' to read everything.`,
		);
	}
	if (rule === 'refuseExpression' && isExpression(stored)) throw empty(parameter);
}

/** What an AI agent fills in. */
export function isFromAi(stored: unknown): boolean {
	return isExpression(stored) && String(stored).includes('$fromAI(');
}

/** The context of a member of a group or list. */
export function memberContext(context: FieldContext, key: string | number): FieldContext {
	const { stored } = context;
	return isObject(stored) ? { ...context, stored: stored[key] } : context;
}

/** The value of a parameter, and what the workflow stores for it. */
function lookUp(name: string, fallback: unknown, { execute, itemIndex }: FieldContext) {
	const stored = execute.getNodeParameter(name, itemIndex, fallback, { rawExpressions: true });
	return [execute.getNodeParameter(name, itemIndex, fallback), stored] as const;
}

function place(
	name: string,
	{ apiName = name, in: home }: Field<BodyValue>,
	value: BodyValue | undefined,
	read: IDataObject,
	{ headers = {}, own = read }: FieldContext,
): void {
	if (value === undefined || home === 'nowhere') return;
	if (home === 'header') headers[apiName] = String(value);
	else if (home === 'node') own[apiName] = value as IDataObject[string];
	else read[apiName] = value as IDataObject[string];
}

/** NaN is left to the field where it would be left out, so that it is not taken for a default. */
function isEmpty(value: unknown, { empty: rule = 'leaveOut' }: FieldContext): boolean {
	if (Array.isArray(value)) return toWords(value).length === 0;
	const text = String(value ?? '').trim();
	return text === '' || (text === 'NaN' && rule !== 'leaveOut');
}

export function isExpression(stored: unknown): boolean {
	const raw = isObject(stored) ? stored.value : stored;
	return typeof raw === 'string' && raw.startsWith('=');
}

function empty(parameter: Parameter) {
	return invalidParameter(
		parameter,
		'is empty',
		'Fill it in, or check the expression that makes it: it gives nothing for this item.',
	);
}
