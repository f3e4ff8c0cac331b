/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- runs in Jest on a developer's machine, never inside n8n */
import { LoggerProxy } from 'n8n-workflow';

import { takeFindings, watch } from './secretWatch';

/** For every file of these tests: what n8n logs and anybody prints is watched, and in the end nothing was found. */

const paths = [require.resolve('n8n-core')];
const { Logger } = jest.requireActual<{ Logger: { prototype: { log(...line: unknown[]): void } } }>(
	require.resolve('@n8n/backend-common', { paths }),
);
const { log } = Logger.prototype;
// Before the level is looked at, with which these tests silence it.
Logger.prototype.log = function (...line) {
	log.apply(this, watch('the log', line));
};
/** As long as n8n has made no logger, it logs here. */
const watchLog = (...line: unknown[]) => void watch('the log', line);
LoggerProxy.init({ error: watchLog, warn: watchLog, info: watchLog, debug: watchLog });

for (const name of ['error', 'warn', 'info', 'log', 'debug'] as const) {
	const print = console[name].bind(console);
	console[name] = (...line: unknown[]) => print(...watch('the console', line));
}

afterAll(() => {
	expect(takeFindings()).toEqual([]);
});
