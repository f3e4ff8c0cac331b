/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/** `npm run release:names`: puts owner, author and addresses in, once a person has written them into places.json. */
import { execFileSync } from 'node:child_process';

import { ROOT } from '../bootstrap/index.cjs';
import { PLACES_FILE, putIn, readPlaces, undecided } from './places';

const say = (line: string) => void process.stdout.write(`${line}\n`);

const tracked = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).trim();
const places = readPlaces(ROOT);
for (const file of putIn(ROOT, tracked.split('\n'), places)) say(`✓ ${file}`);
for (const { what } of undecided(places)) say(`· Not decided in ${PLACES_FILE}: ${what}`);
say('Next: npm run format, npm run generate, then look at the changes and commit them.');
