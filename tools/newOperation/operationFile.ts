import { ON_REQUEST } from '../openapi/compareRights';
import type { DocumentOperation } from '../openapi/document';
import { PAGING } from '../openapi/table';
import { namesOf, routeOf, titleOf, TODO, type Request } from './request';

/** Words of the language, which cannot be names of constants. */
const RESERVED = ['delete', 'export', 'import', 'new', 'default', 'void'];
/** Fields that exist under the name that they have in routes. */
const SHARED = ['organizationSlug', 'formType', 'formSlug'];

/** `refund`; `deleteNotification` where the verb alone is a word of the language. */
const constantOf = ({ resource, value }: Request) =>
	RESERVED.includes(value) ? value + resource[0].toUpperCase() + resource.slice(1) : value;

/** `<verb>.operation.ts`, with all that the contract says of the route. */
export function operationFile(request: Request, resourceTitle: string): string {
	const { value, contract } = request;
	const title = titleOf(value);
	const names = namesOf(request);
	const path = names.map((name) => (SHARED.includes(name) ? name : `${name}: ${fieldOf(name)}`));
	const imported = [
		...names.filter((name) => SHARED.includes(name)),
		...(names.some((name) => !SHARED.includes(name)) ? ['id'] : []),
	].sort();
	const many = returnsOf(request) === 'many';
	const query = (contract?.parameters ?? [])
		.filter(({ place, name }) => place !== 'path' && !(many && PAGING.includes(name)))
		.map(({ name }) => name);
	const fields = [...(contract?.body?.fields?.keys() ?? [])];
	const required = fields.filter((name) => contract?.body?.required.includes(name));
	const privilege = contract?.privileges.find((name) => ON_REQUEST.includes(name));
	const action = `${title} ${resourceTitle}`.toLowerCase();
	const lines = [
		`value: '${value}'`,
		`action: '${action[0].toUpperCase()}${action.slice(1)}'`,
		`description: ${TODO}`,
		`route: '${routeOf(request)}'`,
		...(path.length > 0 ? [`path: { ${path.join(', ')} }`] : []),
		...fieldsLine('body', required),
		...fieldsLine(
			'additionalFields',
			fields.filter((name) => !required.includes(name)),
		),
		...fieldsLine(many ? 'filters' : 'options', query),
		...(privilege ? [`privilege: '${privilege}'`] : []),
		`returns: '${returnsOf(request)}'`,
	];
	return [
		...(imported.length > 0 ? [`import { ${imported.join(', ')} } from '../../parameters';`] : []),
		"import { defineOperation } from '../operation';",
		'',
		`export const ${constantOf(request)} = defineOperation({`,
		...lines.map((line) => `${line},`),
		'});',
		'',
	].join('\n');
}

const fieldOf = (name: string) => `id('${titleOf(name).replace(/Id$/, 'ID')}', ${TODO})`;

const fieldsLine = (key: string, names: readonly string[]) =>
	names.length > 0
		? [
				`${key}: { ${names.map((name) => `${name.replace(/^.*-.*$/, "'$&'")}: ${TODO}`).join(', ')} }`,
			]
		: [];

/** From the answer; without a contract, from the method and the verb. */
export function returnsOf({ value, method, contract }: Request): string {
	if (contract && !contract.answer) return method === 'DELETE' ? 'deleted' : 'done';
	const { answer } = contract ?? ({} as Partial<DocumentOperation>);
	if (answer?.type === 'array') return 'array';
	if (answer) return answer.fields?.has('pagination') ? 'many' : 'one';
	if (method === 'DELETE') return 'deleted';
	return value.startsWith('getAll') ? 'many' : 'one';
}
