/**
 * One run of ESLint: over the project as `npm run lint` does it, then over the texts on standard input
 * (`[{ file, text }]`). A program of its own, because n8n's lint plugin does not work inside Jest.
 */
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';

const texts = JSON.parse(await text(process.stdin));
const eslint = new ESLint();
const report = (await eslint.loadFormatter('stylish')).format(await eslint.lintFiles('.'));
const built = [];
for (const each of texts) {
	const [{ messages }] = await eslint.lintText(each.text, { filePath: each.file });
	built.push(messages);
}
process.stdout.write(JSON.stringify({ report: await report, built }));
