import type { Resource } from '../../nodes/HelloAsso/actions/operation';
import { compareWithSimulator } from './compareSimulator';
import type { SimulatorRow } from './compareSimulator';
import { compareWithTable } from './compareTable';
import { readOperations } from './document';
import type { DocumentOperation } from './document';
import type { Exceptions } from './exceptions';
import { EnumFindings, isProblem } from './findings';
import type { Finding } from './findings';
import { matchRoutes } from './routes';
import type { Matched } from './routes';
import { tableEndpoints } from './table';
import type { TableEndpoint } from './table';

/** What is ours: the node's table, the simulator's, and where they differ on purpose. */
export interface Ours {
	readonly resources: readonly Resource[];
	readonly simulator: readonly SimulatorRow[];
	readonly exceptions: Exceptions;
}

export interface Report {
	/** One line: how many of the document's operations are there, and what is ours alone. */
	readonly summary: string;
	readonly findings: readonly Finding[];
	/** Whether nothing was found that somebody should look into. */
	readonly agrees: boolean;
}

/** Compares ours with a HelloAsso OpenAPI document. Throws `UnreadableDocument`. */
export function compare(document: unknown, { resources, simulator, exceptions }: Ours): Report {
	const operations = readOperations(document);
	const table = matchRoutes(operations, tableEndpoints(resources));
	const rows = matchRoutes(operations, simulator);
	const enums = new EnumFindings();
	const hasRights = operations.some(({ privileges }) => privileges.length > 0);
	const comparison = { exceptions, enums, hasRights };

	const findings = [
		...operations.flatMap((operation) => absent(operation, table, rows)),
		...[...table.pairs].flatMap(([operation, match]) =>
			compareWithTable(operation, match, comparison),
		),
		...[...rows.pairs].flatMap(([operation, match]) =>
			compareWithSimulator(operation, match, comparison),
		),
		...alone(table, rows, exceptions),
		...enums.toFindings(),
		...(hasRights ? [] : [NO_RIGHTS]),
	];
	return { summary: summarize(table, rows), findings, agrees: !findings.some(isProblem) };
}

type Table = Matched<DocumentOperation, TableEndpoint>;
type Rows = Matched<DocumentOperation, SimulatorRow>;

const NO_RIGHTS: Finding = {
	kind: 'information',
	where: 'the document',
	what: 'no description names a privilege as they used to, so privileges and roles are not compared',
};

const isAbsent = ({ pairs }: Table | Rows, operation: DocumentOperation) =>
	(pairs.get(operation)?.own.length ?? 0) === 0;

/** An operation of the document that we do not have. */
function absent(operation: DocumentOperation, table: Table, rows: Rows): Finding[] {
	const [inTable, inSimulator] = [!isAbsent(table, operation), !isAbsent(rows, operation)];
	if (inTable && inSimulator) return [];
	const lacking = inTable ? 'simulator' : inSimulator ? 'table' : 'table nor in the simulator';
	const where = `${operation.route}${operation.summary && ` (${operation.summary})`}`;
	const not = inTable || inSimulator ? 'not in the' : 'neither in the';
	return [{ kind: 'missing', where, what: `${not} ${lacking}` }];
}

/** Ours that the document does not have. */
function alone(table: Table, rows: Rows, { routes }: Exceptions): Finding[] {
	const inTable = new Set(table.alone.map(({ route }) => route));
	const inRows = new Set<string>(rows.alone.map(({ route }) => route));
	return [...new Set([...inTable, ...inRows])].map((where) => {
		const own = inTable.has(where)
			? inRows.has(where)
				? 'table and simulator'
				: 'table'
			: 'simulator';
		const expected = Object.hasOwn(routes, where);
		const what = expected ? routes[where] : `not in the document, but in the ${own}`;
		return { kind: 'ours alone', where, what, expected };
	});
}

function summarize(table: Table, rows: Rows): string {
	const operations = [...table.pairs.keys()];
	const found = operations.filter((operation) => !isAbsent(table, operation)).length;
	const simulated = [...rows.pairs.values()].flatMap(({ own }) => own).length + rows.alone.length;
	const own = [...new Set(table.alone.map(({ route }) => route))];
	const ours =
		own.length > 0
			? `; ${own.length} ${own.length === 1 ? 'is' : 'are'} ours alone: ${own.join(', ')}`
			: '';
	return `${found} of ${operations.length} operations of the document are in the table, ${simulated} in the simulator${ours}`;
}
