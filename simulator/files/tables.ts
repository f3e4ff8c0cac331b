import type { FileTable } from '../table';

type Cell = string | number | boolean | null | undefined;
type Columns<T> = Record<string, (row: T) => Cell>;

function table<T>(name: string, columns: Columns<T>, rows: T[]): FileTable {
	return {
		name,
		columns: Object.keys(columns),
		rows: rows.map((row) => Object.values(columns).map((cell) => cell(row))),
	};
}

interface Sale {
	id: number;
	amount: number;
	state: string;
	type?: string;
	name?: string | null;
	date?: string;
	paymentMeans?: string;
	user?: { firstName?: string | null; lastName?: string | null };
	order: { id: number; date: string; formName: string };
	payer: { firstName?: string | null; lastName?: string | null; email?: string | null };
	customFields?: Array<{ name: string; answer: string | null }>;
}

const saleColumns: Columns<Sale> = {
	orderId: ({ order }) => order.id,
	orderDate: ({ order }) => order.date,
	form: ({ order }) => order.formName,
	payerFirstName: ({ payer }) => payer.firstName,
	payerLastName: ({ payer }) => payer.lastName,
	payerEmail: ({ payer }) => payer.email,
};

const rowsOf = (answer: unknown) => (answer as { data: Sale[] }).data;

/** HelloAsso's columns are not documented; these are ours. What matters is that they are a table. */
export function itemTable(answer: unknown): FileTable {
	const rows = rowsOf(answer);
	const labels = [
		...new Set(rows.flatMap(({ customFields = [] }) => customFields.map(({ name }) => name))),
	];
	const answers = Object.fromEntries(
		labels.map((label) => [
			label,
			({ customFields = [] }: Sale) => customFields.find(({ name }) => name === label)?.answer,
		]),
	);
	const columns: Columns<Sale> = {
		id: ({ id }) => id,
		...saleColumns,
		firstName: ({ user }) => user?.firstName,
		lastName: ({ user }) => user?.lastName,
		name: ({ name }) => name,
		type: ({ type }) => type,
		amount: ({ amount }) => amount,
		state: ({ state }) => state,
		...answers,
	};
	return table('items', columns, rows);
}

export function paymentTable(answer: unknown): FileTable {
	const columns: Columns<Sale> = {
		id: ({ id }) => id,
		date: ({ date }) => date,
		...saleColumns,
		amount: ({ amount }) => amount,
		state: ({ state }) => state,
		paymentMeans: ({ paymentMeans }) => paymentMeans,
	};
	return table('payments', columns, rowsOf(answer));
}

export function cashOutTable(answer: unknown): FileTable {
	const rows = answer as Array<Record<string, Cell>>;
	const columns = Object.fromEntries(
		Object.keys(rows[0] ?? {}).map((name) => [name, (row: Record<string, Cell>) => row[name]]),
	);
	return table('cash-out', columns, rows);
}
