/**
 * Entry of every npm script. Runs on any Node the project supports (>= 20.19) and with nothing
 * installed: brings the project's packages and a Node 24, then hands over to the real command.
 * It does the set-up itself because the project's .npmrc says ignore-scripts, which also
 * silences npm's own pre… scripts.
 */
import path from 'node:path';
import bootstrap from './bootstrap/index.cjs';

const { ROOT, findNode24, installProject, onInterrupt, runToEnd } = bootstrap;

const typescript = (file) => ['--import', 'tsx', file];

const JEST = 'node_modules/jest/bin/jest.js';

/** Arguments of Node for each command; what the user adds comes behind. */
const COMMANDS = {
	start: typescript('tools/start.ts'),
	dev: typescript('tools/dev.ts'),
	test: typescript('tools/test.ts'),
	// The option behind the list ends it: what the user adds is no further project.
	'test:watch': [JEST, '--selectProjects', 'unit', 'simulator', 'integration', '--watch'],
	build: ['node_modules/gulp/bin/gulp.js', 'build'],
	format: ['node_modules/prettier/bin/prettier.cjs', '--write', '.', '--log-level', 'warn'],
	lint: ['node_modules/@n8n/node-cli/bin/n8n-node.mjs', 'lint'],
	simulator: typescript('simulator/main.ts'),
	'check:openapi': typescript('tools/checkOpenapi.ts'),
	generate: typescript('tools/generate.ts'),
	pictures: typescript('tools/pictures.ts'),
	'new:operation': typescript('tools/newOperation/main.ts'),
	'test:operation': typescript('tools/testOperation.ts'),
	'test:queue': typescript('tools/testQueue.ts'),
	'release:check': typescript('tools/release/check.ts'),
	'release:names': typescript('tools/release/names.ts'),
	'check:published': typescript('tools/release/published.ts'),
	'test:live': typescript('tools/live/main.ts'),
	compatibility: typescript('tools/compatibility/main.ts'),
	storm: typescript('test/load/main.ts'),
	torture: typescript('test/load/torture.ts'),
	bench: typescript('test/load/bench/main.ts'),
};

const say = (line) => process.stdout.write(`${line}\n`);

async function main([name, ...args]) {
	const command = COMMANDS[name];
	if (!command) {
		say(`Usage: npm run <${Object.keys(COMMANDS).join(' | ')}>`);
		return 2;
	}
	const stopListening = onInterrupt();
	await installProject(say);
	const node = await findNode24(say);
	stopListening();
	const PATH = [path.dirname(node), path.join(ROOT, 'node_modules', '.bin'), process.env.PATH];
	return await runToEnd(node, [...command, ...args], {
		cwd: ROOT,
		env: { ...process.env, PATH: PATH.join(path.delimiter), npm_node_execpath: node, NODE: node },
	});
}

main(process.argv.slice(2)).then(
	(code) => {
		process.exitCode = code;
	},
	(error) => {
		say(`\n✗ ${error.message}`);
		process.exitCode = 1;
	},
);
