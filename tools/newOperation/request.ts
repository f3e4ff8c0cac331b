import type { DocumentOperation } from '../openapi/document';

/** What was asked for: `npm run new:operation -- payment refund "POST /payments/{paymentId}/refund"`. */
export interface Request {
	readonly resource: string;
	readonly value: string;
	readonly method: string;
	readonly path: string;
	/** What HelloAsso's contract says of the route, where it has it. */
	readonly contract?: DocumentOperation;
}

export const routeOf = ({ method, path }: Request) => `${method} ${path}`;
export const namesOf = ({ path }: Request) =>
	[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

/** Stands where a person has to write something: no such name exists, so that nothing compiles before. */
export const TODO = 'TODO';

/** `updateState` → `Update State`; `getAll` is n8n's Get Many. */
export function titleOf(value: string): string {
	if (value === 'getAll') return 'Get Many';
	const words = value.replace(/([a-z\d])([A-Z])/g, '$1 $2');
	return words[0].toUpperCase() + words.slice(1);
}

/** Reads the arguments. Throws an error that says what is wrong with them. */
export function readRequest(
	args: readonly string[],
	contract: readonly DocumentOperation[],
): Request {
	const [resource = '', value = '', route = '', ...rest] = args;
	const [, method, path] = /^(GET|POST|PUT|DELETE) (\/[\w{}/.-]*[\w}])$/.exec(route) ?? [];
	const isName = (name: string) => /^[a-z][A-Za-z\d]*$/.test(name);
	if (!isName(resource) || !isName(value) || !method || rest.length > 0) {
		throw new Error(
			'Usage: npm run new:operation -- <resource> <verb> "<METHOD /route/{param}>"\n' +
				'  e.g. npm run new:operation -- payment refund "POST /payments/{paymentId}/refund"',
		);
	}
	return { resource, value, method, path, contract: contract.find((one) => one.route === route) };
}
