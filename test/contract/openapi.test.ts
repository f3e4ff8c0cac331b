import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { isOurs } from '../../nodes/HelloAsso/actions/operation';
import { OPERATIONS } from '../../simulator/operations';
import { compare } from '../../tools/openapi/compare';
import { EXCEPTIONS } from '../../tools/openapi/exceptions';
import { CONTRACT_FILE } from '../../tools/openapi/facts';
import { isProblem, toLines } from '../../tools/openapi/findings';
import { readOperations } from '../../tools/openapi/document';
import { matchRoutes } from '../../tools/openapi/routes';
import type { Shape } from '../../tools/openapi/shape';
import { CASES, ENDPOINTS } from '../integration/operations';
import { read } from './sources';

interface Contract {
	paths: Record<string, object>;
}

/** What HelloAsso's own OpenAPI document says, kept by `npm run check:openapi -- --write`. */
const contract = JSON.parse(read(CONTRACT_FILE)) as Contract;
const operations = readOperations(contract);
const ours = { resources: RESOURCES, simulator: OPERATIONS, exceptions: EXCEPTIONS };

/** Fields of raw records that the document does not have, and where they are from. */
const UNDOCUMENTED: Record<string, string> = {
	cardExpirationDate: "in HelloAsso's Node SDK since 2026-04",
	continuationToken: 'put to each record of a list of changes by the node',
	displayCoordinates: "in HelloAsso's Node SDK since 2026-04",
	formName: "in HelloAsso's published samples",
	isAmountHidden: "in HelloAsso's published samples",
	isAnonymous: "in HelloAsso's published samples",
	validity: 'made by the node from the membership form',
};

/** The cases whose answer the contract describes: the shape of one record. */
const ANSWERED = CASES.flatMap(([name, { raw }]) => {
	const way = ENDPOINTS.find((one) => one.name === name && !isOurs(one.operation));
	const { pairs } = matchRoutes(operations, way ? [way.endpoint] : []);
	const [{ answer }] = [...pairs].find(([, { own }]) => own.length > 0) ?? [{}];
	const list = answer?.fields?.get('data') ?? answer;
	const record = list?.items ?? list;
	return record?.fields ? [{ name, raw, record }] : [];
});

describe("HelloAsso's contract", () => {
	test('the table and the simulator have each of its operations, and one that is ours alone', () => {
		const count = Object.values(contract.paths).flatMap(Object.keys).length;
		expect(count).toBeGreaterThanOrEqual(35);
		expect(compare(contract, ours).summary).toBe(
			`${count} of ${count} operations of the document are in the table, ${count + 1} in the simulator; ` +
				'1 is ours alone: GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/stats',
		);
	});

	test('the table and the simulator have every parameter, field, value and privilege of it', () => {
		const { findings, agrees } = compare(contract, ours);
		expect(toLines(findings.filter(isProblem))).toEqual([]);
		expect(agrees).toBe(true);
	});

	test('an operation that HelloAsso adds › is one line of the comparison', () => {
		const paths = { ...contract.paths, '/new/thing': { post: { summary: 'Do a new thing' } } };
		const { findings, agrees } = compare({ ...contract, paths }, ours);
		expect(toLines(findings.filter(isProblem))).toEqual([
			'missing: POST /new/thing (Do a new thing): neither in the table nor in the simulator',
		]);
		expect(agrees).toBe(false);
	});

	test('holds names and types, no sentence of the document', () => {
		const texts = (value: unknown): string[] => {
			if (typeof value === 'string') return [value];
			return typeof value === 'object' && value !== null
				? Object.entries(value).flatMap(([key, inner]) => [key, ...texts(inner)])
				: [];
		};
		expect(texts(contract).length).toBeGreaterThan(2000);
		expect(texts(contract).filter((text) => /\s/.test(text))).toEqual([]);
		expect(Object.keys(contract)).toEqual(['openapi', 'paths', 'components']);
	});

	test.each(ANSWERED)('$name › the raw records have only fields that it names', (one) => {
		const unknown = one.raw.flatMap((value) => unknownFields(value, one.record, ''));
		expect(unknown.filter((field) => !UNDOCUMENTED[field.replace(/^.*\./, '')])).toEqual([]);
	});

	test('it describes the answers of most cases: of the lists of items, HelloAsso gives none', () => {
		expect(ANSWERED.length).toBeGreaterThan(25);
	});
});

/** Fields of a value, at any depth, that its shape does not name. */
function unknownFields(value: unknown, shape: Shape | undefined, place: string): string[] {
	if (Array.isArray(value))
		return value.flatMap((one) => unknownFields(one, shape?.items, `${place}[]`));
	if (typeof value !== 'object' || value === null || !shape?.fields) return [];
	return Object.entries(value).flatMap(([name, inner]) => {
		const field = shape.fields?.get(name);
		return field ? unknownFields(inner, field, `${place}.${name}`) : [`${place}.${name}`];
	});
}
