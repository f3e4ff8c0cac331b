import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { compare } from '../../tools/openapi/compare';
import { EXCEPTIONS } from '../../tools/openapi/exceptions';
import { isProblem, toLines } from '../../tools/openapi/findings';
import { OPERATIONS } from '../../simulator/operations';
import { hasOpenApi, OPENAPI_FILE } from './sources';
/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { readFileSync } from 'node:fs';

interface Specification {
	paths: Record<string, unknown>;
}

if (!hasOpenApi) {
	// eslint-disable-next-line no-console -- the reason for the skip has to be seen
	console.log("Skipped: HelloAsso's OpenAPI file does not lie beside the project.");
}
const describeWithFile = hasOpenApi ? describe : describe.skip;

const ours = { resources: RESOURCES, simulator: OPERATIONS, exceptions: EXCEPTIONS };
const specification = () => JSON.parse(readFileSync(OPENAPI_FILE, 'utf8')) as Specification;

describeWithFile("HelloAsso's own specification", () => {
	test('the table has all its operations, and one that is ours alone', () => {
		expect(compare(specification(), ours).summary).toBe(
			'35 of 35 operations of the document are in the table, 36 in the simulator; ' +
				'1 is ours alone: GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/stats',
		);
	});

	test('table and simulator have every parameter, field, value and privilege as it says', () => {
		const { findings, agrees } = compare(specification(), ours);
		expect(toLines(findings.filter(isProblem))).toEqual([]);
		expect(agrees).toBe(true);
	});

	test('an operation that HelloAsso adds is one line', () => {
		const { paths, ...rest } = specification();
		const post = { summary: 'Do a new thing', responses: {} };
		const { findings, agrees } = compare(
			{ ...rest, paths: { ...paths, '/new/thing': { post } } },
			ours,
		);
		expect(toLines(findings.filter(isProblem))).toEqual([
			'missing: POST /new/thing (Do a new thing): neither in the table nor in the simulator',
		]);
		expect(agrees).toBe(false);
	});
});
