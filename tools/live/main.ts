/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
/**
 * `npm run test:live`: compares HelloAsso's sandbox with the simulator and the contract, with a key of the
 * environment. Prints names, types, counts and the words of enums that are known, never a value. Ends with 0 when nothing
 * differs and without a key, 1 when something differs, 2 when it could not be found out.
 */
import contract from '../openapi/contract.json';
import { onInterrupt } from '../bootstrap/index.cjs';
import { liveCheck } from './run';
import { NO_KEYS, readSettings } from './settings';

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

main().then(
	(code) => {
		process.exitCode = code;
		stopListening();
	},
	(error: unknown) => {
		// Nothing of an answer is in the messages of our errors; those of fetch have the host at the most.
		say(`✗ ${error instanceof Error ? error.message : 'unknown error'}`);
		process.exitCode = 2;
		stopListening();
	},
);
