/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
/**
 * `npm run test:live`: compares HelloAsso's sandbox with the simulator and the contract, with a key of the
 * environment. Prints names, types, counts and the words of enums that are known, never a value. Ends with 0 when nothing
 * differs and without a key, 1 when something differs, 2 when it could not be found out.
 */
import contract from '../openapi/contract.json';
import { onInterrupt } from '../bootstrap/index.cjs';
import { liveCheck } from './run';
import { LiveCheckError, NO_KEYS, readSettings } from './settings';

const say = (line: string) => void process.stdout.write(`${line}\n`);

let restore = async (): Promise<void> => undefined;
const stopListening = onInterrupt(async () => await restore());

async function main(): Promise<number> {
	const settings = readSettings(process.env);
	if (!settings) {
		say(NO_KEYS);
		return 0;
	}
	const count = await liveCheck(settings, contract, say, (undo) => (restore = undo));
	return count === 0 ? 0 : 1;
}

/** Of errors that are not ours, what they are and where: an answer could be in their message. */
function tell(error: unknown): string {
	if (error instanceof LiveCheckError) return error.message;
	const { name = 'Error', stack = '', cause } = error as Partial<Error>;
	const { code } = (cause ?? {}) as { code?: unknown };
	const [place = ''] = /\(?\S+tools\/live\/\S+/.exec(stack) ?? [];
	return [name, typeof code === 'string' ? code : '', place].filter(Boolean).join(' ');
}

main().then(
	(code) => {
		process.exitCode = code;
		stopListening();
	},
	(error: unknown) => {
		say(`✗ ${tell(error)}`);
		process.exitCode = 2;
		stopListening();
	},
);
