/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { read, ROOT } from './sources';

/** `npm run generate` runs the tests of generated files so that they write them first. */
const WRITES = process.env.HELLOASSO_GENERATE === '1';

/** A file, from the project's root, has exactly this text. */
export function expectGenerated(file: string, text: string): void {
	if (WRITES) {
		mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
		writeFileSync(path.join(ROOT, file), text);
	}
	expect(read(file)).toBe(text);
}
