import type { Resource } from '../../nodes/HelloAsso/actions/operation';
import type { Operation as SimulatorOperation } from '../../simulator/table';
import { operationFile } from './operationFile';
import { addEntry, addImport } from './lists';
import { namesOf, routeOf, titleOf, TODO, type Request } from './request';

/** The files that a new operation concerns, from the project's root, with their new texts. */
export type Plan = ReadonlyMap<string, string>;

/** What is there. */
export interface Project {
	readonly resources: readonly Resource[];
	/** Rows of the simulator by file (`refunds`) and the name of the array there. */
	readonly rows: ReadonlyArray<{ file: string; list: string; operation: SimulatorOperation }>;
	/** The text of a file; undefined where there is none. */
	read(file: string): string | undefined;
}

const ACTIONS = 'nodes/HelloAsso/actions';
const SIMULATOR = 'simulator/operations';
const CASES = 'test/integration/operations';

/** Throws an error that says what cannot be done. */
export function planOperation(request: Request, project: Project): Plan {
	const { resource, value } = request;
	const file = `${ACTIONS}/${resource}/${value}.operation.ts`;
	if (project.read(file) !== undefined) throw new Error(`${file} is there already`);
	const known = project.resources.find((one) => one.value === resource);
	const title = known?.name ?? titleOf(resource);
	return new Map([
		[file, operationFile(request, title)],
		...(known ? [listedIn(request, project)] : newResource(request, title, project)),
		...simulatorRow(request, project),
		caseOf(request, project),
	]);
}

function textOf(project: Project, file: string): string {
	const text = project.read(file);
	if (text === undefined) throw new Error(`${file} is missing`);
	return text;
}

/** The line in the resource's own list, of which the order does not matter. */
function listedIn({ resource, value }: Request, project: Project): [string, string] {
	const file = `${ACTIONS}/${resource}/index.ts`;
	return [file, `${textOf(project, file)}export * from './${value}.operation';\n`];
}

function newResource(request: Request, title: string, project: Project): Array<[string, string]> {
	const { resource, value } = request;
	const registry = `${ACTIONS}/index.ts`;
	const text = addImport(
		textOf(project, registry),
		`import * as ${resource} from './${resource}';`,
	);
	const entry = `{ name: '${title}', value: '${resource}', operations: inOrder(${resource}) }`;
	const next = project.resources.find(({ name }) => name > title);
	const before = next && `{ name: '${next.name}',`;
	return [
		[`${ACTIONS}/${resource}/index.ts`, `export * from './${value}.operation';\n`],
		[registry, addEntry(text, 'readonly Resource[] = [', entry, before)],
	];
}

/** Beside the rows whose routes begin like this one. Nothing where the simulator has the route. */
function simulatorRow(request: Request, { rows, read }: Project): Array<[string, string]> {
	const { contract, resource } = request;
	if (rows.some(({ operation }) => operation.route === routeOf(request))) return [];
	const roles = contract?.roles ?? [];
	const role = roles.includes('FormAdmin') ? 'FormAdmin' : roles[0];
	const query = (contract?.parameters ?? []).filter(({ place }) => place === 'query');
	const headers = (contract?.parameters ?? []).filter(({ place }) => place === 'header');
	const row = [
		'operation()({',
		`route: '${routeOf(request)}',`,
		`privilege: ${contract?.privileges[0] ? `'${contract.privileges[0]}'` : TODO},`,
		...(role ? [`role: '${role}',`] : []),
		...(query.length > 0
			? [`query: { ${query.map(({ name }) => `${name}: ${TODO}`).join(', ')} },`]
			: []),
		...(headers.length > 0
			? [`headers: ['${headers.map(({ name }) => name).join("', '")}'],`]
			: []),
		...(contract?.body ? [`body: ${TODO},`] : []),
		`handle: () => ${TODO},`,
		'})',
	].join('\n');
	const [best] = rows
		.map((one) => ({ ...one, shared: sharedSegments(one.operation.route, routeOf(request)) }))
		.sort((one, other) => other.shared - one.shared);
	if (best?.shared > 0) {
		const file = `${SIMULATOR}/${best.file}.ts`;
		return [[file, addEntry(read(file) ?? '', `export const ${best.list} = [`, row)]];
	}
	const index = `${SIMULATOR}/index.ts`;
	const text = addImport(read(index) ?? '', `import { ${resource} } from './${resource}';`);
	const own = `import { operation } from '../table';\n\nexport const ${resource} = [\n${row},\n];\n`;
	return [
		[`${SIMULATOR}/${resource}.ts`, own],
		[index, addEntry(text, 'export const OPERATIONS: Operation[] = [', `...${resource}`)],
	];
}

function sharedSegments(one: string, other: string): number {
	const [, ...own] = one.replace(/^\w+ /, '').split('/');
	const [, ...others] = other.replace(/^\w+ /, '').split('/');
	const different = own.findIndex((segment, index) => segment !== others[index]);
	return different === -1 ? own.length : different;
}

/** Values of the small association of the integration cases. */
const IN_CASES: Record<string, string> = {
	organizationSlug: '${SLUG}',
	formType: 'Event',
	formSlug: 'course',
};

function caseOf(request: Request, { read }: Project): [string, string] {
	const { resource, value, method, path } = request;
	const file = `${CASES}/${resource}.ts`;
	const own = namesOf(request).filter((name) => !(name in IN_CASES));
	const form = path.includes('{formSlug}') ? ['...eventForm'] : [];
	const parameters = [...form, ...own.map((name) => `${name}: ${TODO}`)];
	const asked = path.replace(/\{(\w+)\}/g, (_, name: string) => IN_CASES[name] ?? `\${${TODO}}`);
	const entry = [
		'{',
		`name: '${resource}/${value}',`,
		...(parameters.length > 0 ? [`parameters: { ${parameters.join(', ')} },`] : []),
		`requests: [[\`${method} ${asked}\`]],`,
		`raw: [${TODO}],`,
		'}',
	].join('\n');
	const before =
		read(file) ?? "import type { Case } from './case';\n\nexport const CASES: Case[] = [\n];\n";
	const imported = [
		...(asked.includes('${SLUG}') && !/\bSLUG\b/.test(before)
			? ["import { SLUG } from './association';"]
			: []),
		...(form.length > 0 && !/\beventForm\b/.test(before)
			? ["import { eventForm } from './case';"]
			: []),
	].reduce((text, line) => addImport(text, line), before);
	return [file, addEntry(imported, 'export const CASES: Case[] = [', entry)];
}
