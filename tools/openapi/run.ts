import { compare } from './compare';
import type { Ours, Report } from './compare';
import { isProblem, toLines } from './findings';
import { readOperations } from './document';
import { CONTRACT_FILE, toFacts } from './facts';
import { LIVE_DOCUMENT, loadDocument } from './load';
import { UnreadableDocument } from './shape';
import type { Json } from './shape';

const AGREES = 0;
const DIFFERS = 1;
const UNREADABLE = 2;

const WRITE = '--write';

type Say = (line: string) => void;

interface Surroundings extends Ours {
	/** Keeps the facts of the document as the contract of this repository. */
	readonly write: (facts: Json) => Promise<void>;
	readonly say: Say;
}

/** `npm run check:openapi [-- --write] [file or URL]`; the code to exit with. */
export async function checkOpenapi(args: readonly string[], around: Surroundings): Promise<number> {
	const [source = LIVE_DOCUMENT, ...rest] = args.filter((argument) => argument !== WRITE);
	if (rest.length > 0 || source.startsWith('-')) {
		around.say(
			`Usage: npm run check:openapi -- [${WRITE}] [file or https address of a HelloAsso OpenAPI document]`,
		);
		return UNREADABLE;
	}
	try {
		const document = await loadDocument(source);
		const comparison = compare(document, around);
		if (args.includes(WRITE)) {
			await around.write(toFacts(readOperations(document)));
			around.say(`The facts of ${source} are written to ${CONTRACT_FILE}`);
		}
		return report(source, comparison, around.say);
	} catch (error) {
		return explain(error, around.say);
	}
}

function report(source: string, { summary, findings, agrees }: Report, say: Say): number {
	say(summary);
	toLines(findings).forEach((line) => say(line));
	const problems = toLines(findings.filter(isProblem)).length;
	say(agrees ? `✓ Nothing to do (${source})` : `✗ ${problems} to look into (${source})`);
	return agrees ? AGREES : DIFFERS;
}

function explain(error: unknown, say: Say): number {
	if (!(error instanceof UnreadableDocument)) throw error;
	say(`✗ The document cannot be compared: ${error.message}.`);
	say(`  Save HelloAsso's document (${LIVE_DOCUMENT}, in a browser) as a file`);
	say('  and name it: npm run check:openapi path/to/swagger.json');
	return UNREADABLE;
}
