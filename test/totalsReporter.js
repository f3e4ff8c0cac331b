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
		process.stdout.write(
			`\n${results.numPassedTests} passed, ${nothingRan ? 1 : failed} failed${skipped}\n`,
		);
	}
};
