import type { DocumentOperation } from './document';
import type { Finding } from './findings';
import type { Match } from './routes';
import type { TableEndpoint } from './table';

/** Privileges that an association's key has by itself, and those that HelloAsso gives on request. */
const BY_DEFAULT: readonly string[] = ['AccessPublicData', 'AccessTransactions', 'Checkout'];
export const ON_REQUEST: readonly string[] = [
	'FormAdministration',
	'FormOpenDirectory',
	'OrganizationOpenDirectory',
	'RefundManagement',
];

/** The names in the path, and what we fixed in the place of one. */
export function comparePath(
	{ route: where, parameters }: DocumentOperation,
	{ renamed, fixed }: Pick<Match<unknown>, 'renamed' | 'fixed'>,
	side = '',
): Finding[] {
	const impossible = fixed.filter(({ theirs, ours }) => {
		const name = theirs.slice(1, -1);
		const values = parameters.find((each) => each.place === 'path' && each.name === name)?.shape
			.values;
		return values !== undefined && !values.includes(ours);
	});
	return [
		...renamed.map(
			({ theirs, ours }) => `path parameter ${theirs} of the document is called ${ours} here`,
		),
		...impossible.map(({ theirs, ours }) => `'${ours}' is no value of path parameter ${theirs}`),
	].map((what) => ({ kind: 'changed', where: `${side}${where}`, what }));
}

/** The table names a privilege only where a key does not have it by itself. */
export function comparePrivilege(
	{ route: where, privileges }: DocumentOperation,
	{ title, privilege }: TableEndpoint,
): Finding[] {
	const unknown = privileges.filter((name) => ![...BY_DEFAULT, ...ON_REQUEST].includes(name));
	const needed = privileges.filter((name) => ON_REQUEST.includes(name));
	const ours = privilege === undefined ? [] : [privilege];
	const changes = unknown.map(
		(name) => `needs the privilege ${name}, which this tool does not know`,
	);
	for (const name of needed) {
		if (!ours.includes(name))
			changes.push(`needs the privilege ${name}, of which ${title} does not tell`);
	}
	for (const name of ours) {
		if (!needed.includes(name))
			changes.push(`the document does not name the privilege ${name}, of which ${title} tells`);
	}
	return changes.map((what) => ({ kind: 'changed', where, what }));
}

/** Roles as the simulator's table writes them: `partner` is no role of the document. */
export function rolesOf(role: string | undefined): string[] {
	if (role === undefined || role === 'partner') return [];
	return role === 'FormAdmin' ? ['FormAdmin', 'OrganizationAdmin'] : [role];
}
