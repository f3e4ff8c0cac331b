/** Fields with secrets are named to n8n, which is to hide them on the screen, wherever HelloAsso's contract has one. */
import { HelloAsso } from '../../nodes/HelloAsso/HelloAsso.node';
import contract from '../../tools/openapi/contract.json';

interface Schema {
	$ref?: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}
interface Answer {
	content?: Record<string, { schema?: Schema }>;
}
const schemas = contract.components.schemas as Record<string, Schema>;
const operations = Object.values(contract.paths).flatMap(
	(methods) => Object.values(methods) as Array<{ responses?: Record<string, Answer> }>,
);

/** Whatever HelloAsso may call one: its contract has two names today. */
const SECRET = /secret|password|token$|(signature|api|private)key/i;
/** A place in a list, and figures about tokens. */
const HARMLESS = /^(continuationToken|availableAccessToken)$/;

/** Paths of the secrets in a schema, as n8n writes them. */
function secretsIn(schema: Schema, path = '', seen: readonly string[] = []): string[] {
	const { $ref, properties = {}, items } = schema;
	if ($ref !== undefined) {
		const name = $ref.slice($ref.lastIndexOf('/') + 1);
		return seen.includes(name) ? [] : secretsIn(schemas[name], path, [...seen, name]);
	}
	if (items) return secretsIn(items, `${path}[*]`, seen);
	const own = Object.keys(properties).filter((name) => SECRET.test(name) && !HARMLESS.test(name));
	const prefix = path && `${path}.`;
	return [
		...own.map((name) => `${prefix}${name}`),
		...Object.entries(properties).flatMap(([name, property]) =>
			secretsIn(property, `${prefix}${name}`, seen),
		),
	];
}

test('every secret of an answer › is named to n8n, as such and in a full response', () => {
	const found = operations.flatMap(({ responses = {} }) =>
		Object.values(responses).flatMap(({ content = {} }) =>
			Object.values(content).flatMap(({ schema = {} }) => secretsIn(schema)),
		),
	);
	const secrets = [...new Set(found)].sort();
	expect(secrets).toEqual([
		'apiClient.secret',
		'signatureKey',
		'urlNotificationList[*].signatureKey',
	]);
	const { sensitiveOutputFields = [] } = new HelloAsso().description;
	expect([...sensitiveOutputFields].sort()).toEqual(
		[...secrets, ...secrets.map((path) => `body.${path}`)].sort(),
	);
});
