import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { OPERATIONS } from '../../simulator/operations';
import { compare } from '../../tools/openapi/compare';
import { EXCEPTIONS } from '../../tools/openapi/exceptions';
import { CONTRACT_FILE } from '../../tools/openapi/facts';
import { isProblem, toLines } from '../../tools/openapi/findings';
import { read } from './sources';

interface Contract {
	paths: Record<string, object>;
}

/** What HelloAsso's own OpenAPI document says, kept by `npm run check:openapi -- --write`. */
const contract = JSON.parse(read(CONTRACT_FILE)) as Contract;
const ours = { resources: RESOURCES, simulator: OPERATIONS, exceptions: EXCEPTIONS };

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
});
