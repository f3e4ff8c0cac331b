/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/** The example workflows, and what each must bring on the simulator's data. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Simulator } from '../simulator';
import { ROOT } from './bootstrap/index.cjs';
import { parseCsv } from './csv';
import type { Execution } from './n8n/execution';
import { parseWorkbook } from './workbook';

/** Rows of cells: what a person would compare. */
export type Table = Array<Array<string | number>>;

export interface Example {
	file: string;
	id: string;
	lastNode: string;
	/** What the rows are called. */
	unit: string;
	expected(simulator: Simulator): Table;
	actual(execution: Execution): Promise<Table>;
}

function ordersOf({ data, organizationSlug }: Simulator) {
	const own = data.orders.filter((order) => order.organizationSlug === organizationSlug);
	return new Map(own.map((order) => [order.id, order]));
}

/** The day before in Paris, where HelloAsso's days begin. */
function yesterday(now: number): string {
	const today = new Intl.DateTimeFormat('en-CA', {
		timeZone: 'Europe/Paris',
		dateStyle: 'short',
	}).format(now);
	return new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
}

/** Some of a member's columns: ours, and answers to questions of the form and of an option. */
const MEMBER_COLUMNS = [
	'firstName',
	'lastName',
	'payerEmail',
	'membership',
	'orderId',
	'amountEuros',
	'customField: Pseudo',
	'customField: Remarques & allergies',
	'customField: Taille',
];

/** Something was paid and is there, nothing is to be paid, or all is to come. */
function isStanding(
	{ data }: Simulator,
	{ id, orderId }: { id: number; orderId: number },
): boolean {
	const states = data
		.paymentsOf(orderId)
		.filter(({ shares }) => shares.some((share) => share.id === id))
		.map(({ state }) => state);
	const has = (...wanted: string[]) => states.some((state) => wanted.includes(state));
	if (states.length === 0 || has('Authorized', 'Registered')) return true;
	return has('Pending', 'WaitingBankValidation') && !has('Contested');
}

function members(simulator: Simulator): Table {
	const orders = ordersOf(simulator);
	return simulator.data.items
		.filter(({ orderId, type }) => orders.has(orderId) && type === 'Membership')
		.filter(({ state }) => state === 'Processed' || state === 'Registered')
		.filter((item) => isStanding(simulator, item))
		.map(({ orderId, user, name, amount, customFields = [], options = [] }) => {
			const payer = orders.get(orderId)?.payer;
			const answers = [...customFields, ...options.flatMap((option) => option.customFields ?? [])];
			const answerTo = (label: string) => answers.find((given) => given.name === label)?.answer;
			return [
				user?.firstName ?? payer?.firstName,
				user?.lastName ?? payer?.lastName,
				payer?.email,
				name,
				String(orderId),
				String(amount / 100),
				answerTo('Pseudo'),
				answerTo('Remarques & allergies'),
				answerTo('Taille'),
			].map((cell) => cell ?? '');
		});
}

function memberColumns([header, ...rows]: string[][]): Table {
	const places = MEMBER_COLUMNS.map((column) => header.indexOf(column));
	if (places.includes(-1)) throw new Error(`A column is missing among ${header.join(', ')}`);
	return rows.map((row) => places.map((place) => row[place] ?? ''));
}

export const EXAMPLES: Example[] = [
	{
		file: 'members-to-csv.json',
		id: 'membersToCsvFile',
		lastNode: 'CSV file',
		unit: 'members in members.csv',
		expected: members,
		async actual(execution) {
			return memberColumns(parseCsv((await execution.file(this.lastNode)).toString('utf8'), ';'));
		},
	},
	{
		file: 'members-to-excel.json',
		id: 'membersExcelFile',
		lastNode: 'Excel file',
		unit: 'members in members.xlsx',
		expected: members,
		async actual(execution) {
			return memberColumns(parseWorkbook(await execution.file(this.lastNode)));
		},
	},
	{
		file: 'yesterdays-sales-by-form.json',
		id: 'yesterdaysSales1',
		lastNode: 'Report',
		unit: 'forms',
		expected(simulator) {
			const orders = ordersOf(simulator);
			const day = yesterday(simulator.now());
			const sums = new Map<string, { count: number; cents: number }>();
			for (const { orderId, date, state, amount } of simulator.data.payments) {
				const order = orders.get(orderId);
				const counts = date.startsWith(day) && (state === 'Authorized' || state === 'Registered');
				if (!order || !counts) continue;
				const key = `${order.formType}/${order.formSlug}`;
				const { count, cents } = sums.get(key) ?? { count: 0, cents: 0 };
				sums.set(key, { count: count + 1, cents: cents + amount });
			}
			return [...sums].map(([key, { count, cents }]) => [
				day,
				...key.split('/'),
				count,
				cents / 100,
			]);
		},
		async actual(execution) {
			return execution
				.json(this.lastNode)
				.map(({ day, formType, formSlug, payments, salesEuros }) => [
					day,
					formType,
					formSlug,
					payments,
					salesEuros,
				])
				.map((row) => row.map((cell) => (typeof cell === 'number' ? cell : String(cell))));
		},
	},
	{
		file: 'api-call.json',
		id: 'helloAssoApiCall',
		lastNode: 'My associations',
		unit: 'association',
		expected: ({ organizationSlug, data }) =>
			data.organizations
				.filter((organization) => organization.organizationSlug === organizationSlug)
				.map(({ name }) => [organizationSlug, name]),
		async actual(execution) {
			return execution
				.json(this.lastNode)
				.map(({ organizationSlug, name }) => [String(organizationSlug), String(name)]);
		},
	},
];

export async function readExample({ file }: Pick<Example, 'file'>): Promise<{
	id: string;
	name: string;
	nodes: Array<{ type: string; webhookId?: string }>;
}> {
	return JSON.parse(await readFile(path.join(ROOT, 'examples', file), 'utf8'));
}

const sorted = (table: Table) => table.map((row) => JSON.stringify(row)).sort();

/** What is wrong with the result, in a sentence; nothing when it is as expected. */
export function difference(actual: Table, expected: Table): string | undefined {
	if (expected.length === 0) return "the simulator's data has nothing for this example";
	if (actual.length !== expected.length) return `${actual.length} instead of ${expected.length}`;
	const wanted = sorted(expected);
	const index = sorted(actual).findIndex((row, at) => row !== wanted[at]);
	return index === -1 ? undefined : `${sorted(actual)[index]} instead of ${wanted[index]}`;
}
