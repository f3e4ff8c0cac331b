/** One project per kind of test, so that each can be run alone: `npm test -- --selectProjects unit`. */
const project = (name, options = {}) => ({
	displayName: name,
	testEnvironment: 'node',
	testMatch: [`<rootDir>/${options.folder ?? `test/${name}`}/**/*.test.ts`],
	transform: {
		'^.+\\.[jt]s$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
		],
	},
	transformIgnorePatterns: ['/node_modules/'],
	// Written while other commands run: none of them is a reason to test again.
	watchPathIgnorePatterns: ['<rootDir>/(dist|\\.n8n-data|test-output)/'],
	setupFiles: options.setupFiles ?? [],
	setupFilesAfterEnv: options.setupFilesAfterEnv ?? [],
});

const projects = [
	project('unit'),
	project('simulator', { folder: 'simulator/test' }),
	project('contract'),
	project('integration', {
		setupFiles: ['<rootDir>/test/integration/quietEngine.js'],
		setupFilesAfterEnv: [
			'<rootDir>/test/integration/noSecrets.ts',
			'<rootDir>/test/integration/steadyRegex.ts',
		],
	}),
	project('e2e'),
	project('queue'),
	// Needs an n8n that somebody has started: `npm test` leaves it out unless it is named.
	project('external'),
];

const all = projects.map(({ displayName }) => displayName).filter((name) => name !== 'external');

module.exports = {
	projects,
	// Ends what hangs. Nothing is timed: on a busy machine a hook can take longer than Jest's five seconds.
	// Within a project, Jest does not read it.
	testTimeout: 60_000,
	reporters: ['default', ['<rootDir>/test/totalsReporter.js', { projects: all }]],
};
