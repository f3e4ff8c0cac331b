/**
 * Closes a run with what it skipped and why, and the plain line `N passed, N failed` that CI reads.
 * A suite that could not even start counts as a failure, and so does a run without tests.
 */
const path = require('node:path');

/** The titles of skipped tests by file: a skipped group says its reason in its title. */
function skippedTests({ testResults }) {
	return testResults.flatMap(({ testFilePath, testResults: tests }) => {
		const titles = tests
			.filter(({ status }) => status === 'pending' || status === 'todo' || status === 'disabled')
			.map(({ fullName }) => `  ${fullName}`);
		return titles.length > 0 ? [path.relative(process.cwd(), testFilePath), ...titles] : [];
	});
}

/** Projects that this run was not asked for. */
function projectsLeftOut(projects, contexts) {
	const ran = new Set([...contexts].map(({ config }) => config.displayName?.name));
	return projects.filter((name) => !ran.has(name));
}

module.exports = class TotalsReporter {
	constructor(globalConfig, { projects }) {
		this.globalConfig = globalConfig;
		this.projects = projects;
	}

	/** Why tests of a file that ran may not have run, other than by being skipped in the file. */
	selection() {
		const { testNamePattern, testPathPatterns, onlyChanged } = this.globalConfig;
		const { patterns } = testPathPatterns;
		const reasons = [];
		if (patterns.length > 0) reasons.push(`files that do not match ${patterns.join(', ')}`);
		if (testNamePattern) reasons.push(`tests that do not match ${testNamePattern}`);
		if (onlyChanged) reasons.push('tests that do not depend on a changed file');
		return reasons;
	}

	onRunComplete(contexts, results) {
		// Jest's own summary is enough for who looks on.
		if (this.globalConfig.watch || this.globalConfig.watchAll) return;
		const suitesThatDidNotRun = results.numRuntimeErrorTestSuites;
		const failed = results.numFailedTests + suitesThatDidNotRun;
		const nothingRan = results.numPassedTests + failed === 0;
		const numSkipped = results.numPendingTests + results.numTodoTests;
		const skipped = numSkipped > 0 ? `, ${numSkipped} skipped` : '';
		const totals = `${results.numPassedTests} passed, ${nothingRan ? 1 : failed} failed${skipped}`;
		const leftOut = this.selection();
		const projects = projectsLeftOut(this.projects, contexts);
		if (projects.length > 0) leftOut.unshift(`the projects ${projects.join(', ')}`);
		const lines = leftOut.length > 0 ? [`Left out as asked: ${leftOut.join('; ')}`] : [];
		// With a pattern of names, Jest counts all others as skipped: they are said above.
		const titles = this.globalConfig.testNamePattern ? [] : skippedTests(results);
		if (titles.length > 0) lines.push('Skipped:', ...titles);
		// At exit, because Jest prints its own summary after the reporters.
		process.once('exit', () => process.stdout.write(`\n${[...lines, totals].join('\n')}\n`));
	}
};
