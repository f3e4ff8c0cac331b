import { compare } from './compare';
import type { Ours, Report } from './compare';
import { isProblem, toLines } from './findings';
import { LIVE_DOCUMENT, loadDocument } from './load';
import { UnreadableDocument } from './shape';

const AGREES = 0;
const DIFFERS = 1;
const UNREADABLE = 2;

type Say = (line: string) => void;

interface Surroundings extends Ours {
	/** The document to read when none is named; undefined for HelloAsso's live one. */
	readonly document?: string;
	readonly say: Say;
}

/** `npm run check:openapi [file or URL]`; the code to exit with. */
export async function checkOpenapi(args: readonly string[], around: Surroundings): Promise<number> {
	const [source = around.document ?? LIVE_DOCUMENT, ...rest] = args;
	if (rest.length > 0 || source.startsWith('-')) {
		around.say(
			'Usage: npm run check:openapi [file or https address of a HelloAsso OpenAPI document]',
		);
		return UNREADABLE;
	}
	try {
		return report(source, compare(await loadDocument(source), around), around.say);
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
