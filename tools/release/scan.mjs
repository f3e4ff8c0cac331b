/**
 * n8n's scan of community packages, as it runs before n8n verifies one, and the newest rules besides:
 * `[{ folder, kind }]` on standard input, the findings of each on standard output. A program of its own,
 * because n8n's lint plugin does not work inside Jest.
 */
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';

/** What the scan reads of the two: of what is packed, the compiled code and the published package.json. */
const PATTERNS = { source: SOURCE_FILE_PATTERNS, packed: ['**/*.js', 'package.json'] };

/** The scan comes with older rules than the linter, and passes over warnings. */
async function newestRules(folder, patterns) {
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: [
			n8nCommunityNodesPlugin.configs.recommended,
			{ files: ['**/*.ts', '**/*.json'], languageOptions: { parser } },
		],
	});
	const report = (await eslint.loadFormatter('stylish')).format(await eslint.lintFiles(patterns));
	return await report;
}

const findings = [];
for (const { folder, kind } of JSON.parse(await text(process.stdin))) {
	const { passed, message, details } = await analyzePackage(folder, PATTERNS[kind]);
	const scan = passed ? '' : (details ?? message);
	findings.push({ scan, newest: await newestRules(folder, PATTERNS[kind]) });
}
process.stdout.write(JSON.stringify(findings));
