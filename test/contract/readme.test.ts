import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { isCustom, operationName, type Operation } from '../../nodes/HelloAsso/actions/operation';
import { expectGenerated } from './generated';
import { read } from './sources';

const BEGIN = '<!-- operations: written by `npm run generate` -->';
const END = '<!-- end of operations -->';

const routesOf = (operation: Operation) =>
	isCustom(operation)
		? 'any'
		: Object.values(operation.endpoints)
				.map(({ route }) => `\`${route}\``)
				.join('<br>');

test('README › the table of operations has a row for each, as the editor describes it', () => {
	const rows = RESOURCES.flatMap(({ name, operations }) =>
		operations.map(
			(operation) =>
				`| ${name} | ${operationName(operation)} | ${operation.description} | ${routesOf(operation)} |`,
		),
	);
	const head = ['| Resource | Operation | What it does | HelloAsso API |', '|---|---|---|---|'];
	const [before, , after] = read('README.md').split(new RegExp(`(?<=${BEGIN}\n)|(?=${END})`));
	expectGenerated('README.md', `${before}\n${[...head, ...rows].join('\n')}\n\n${after}`);
});
