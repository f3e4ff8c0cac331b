/** The Data Tables that examples write to, each of which stands in them under a name until their user chooses one. */
import type { RestClient } from './n8n/rest';

interface DataTable {
	name: string;
	columns: Array<{ name: string; type: 'boolean' | 'number' | 'string' }>;
}

const TABLES: Record<string, DataTable> = {
	'donations-table': {
		name: 'Donations',
		columns: [
			{ name: 'donation', type: 'number' },
			{ name: 'date', type: 'string' },
			{ name: 'donor', type: 'string' },
			{ name: 'email', type: 'string' },
			{ name: 'amountEuros', type: 'number' },
		],
	},
	'directory-table': {
		name: 'Directory',
		columns: [
			{ name: 'form', type: 'string' },
			{ name: 'organizationSlug', type: 'string' },
			{ name: 'formSlug', type: 'string' },
			{ name: 'url', type: 'string' },
			{ name: 'listed', type: 'boolean' },
			{ name: 'continuationToken', type: 'string' },
		],
	},
};

const placeholders = (workflow: object) =>
	Object.keys(TABLES).filter((placeholder) => JSON.stringify(workflow).includes(placeholder));

export const needsTable = (workflow: object): boolean => placeholders(workflow).length > 0;

/** The table of that placeholder, made where it is missing; returns its id. */
export async function dataTable(rest: RestClient, placeholder: string): Promise<string> {
	const table = TABLES[placeholder];
	const { id: projectId } = await rest.call<{ id: string }>('GET', '/projects/personal');
	const tables = `/projects/${projectId}/data-tables`;
	const { data } = await rest.call<{ data: Array<{ id: string; name: string }> }>('GET', tables);
	const present = data.find(({ name }) => name === table.name);
	return present?.id ?? (await rest.call<{ id: string }>('POST', tables, table)).id;
}

/** Rows of a table, the oldest first. */
export async function rowsOf<R>(rest: RestClient, table: string): Promise<R[]> {
	const { id } = await rest.call<{ id: string }>('GET', '/projects/personal');
	const path = `/projects/${id}/data-tables/${table}/rows?take=250`;
	return (await rest.call<{ data: R[] }>('GET', path)).data;
}

/** The workflow with the tables that this n8n has in the place of their placeholders. */
export async function withTables<W extends object>(workflow: W, rest: RestClient): Promise<W> {
	let text = JSON.stringify(workflow);
	for (const placeholder of placeholders(workflow))
		text = text.replaceAll(placeholder, await dataTable(rest, placeholder));
	return JSON.parse(text) as W;
}
