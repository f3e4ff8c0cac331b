/**
 * Closes a run with the plain line `N passed, N failed` that CI reads.
 * A suite that could not even start counts as a failure, and so does a run without tests.
 */
module.exports = class TotalsReporter {
	onRunComplete(_contexts, results) {
		const suitesThatDidNotRun = results.numRuntimeErrorTestSuites;
		const failed = results.numFailedTests + suitesThatDidNotRun;
		const nothingRan = results.numPassedTests + failed === 0;
		const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
		const totals = `${results.numPassedTests} passed, ${nothingRan ? 1 : failed} failed${skipped}`;
		// At exit, because Jest prints its own summary after the reporters.
		process.once('exit', () => process.stdout.write(`\n${totals}\n`));
	}
};
