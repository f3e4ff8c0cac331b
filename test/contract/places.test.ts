/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs in Jest on a developer's machine, never inside n8n */
/** Invented addresses and names: none is forgotten when a person puts the real ones in. */
import { execFileSync } from 'node:child_process';

import { filesWith, PLACES_FILE, readPlaces } from '../../tools/release/places';
import { expectGenerated } from './generated';
import { read, ROOT } from './sources';

/** Of a repository, or of a copy without its history. */
const tracked = () =>
	execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
		cwd: ROOT,
		encoding: 'utf8',
	})
		.trim()
		.split('\n');

test('places › name every file in which an invented address or name stands (else: npm run generate)', () => {
	const places = readPlaces(ROOT).map((place) => ({
		...place,
		files: place.becomes === null ? filesWith(ROOT, tracked(), place.invented) : [],
	}));
	expectGenerated(PLACES_FILE, `${JSON.stringify(places, null, '\t')}\n`);
});

test('places › what was decided stands nowhere any more as it was invented', () => {
	const decided = readPlaces(ROOT).filter(
		({ invented, becomes }) => becomes !== null && !becomes.includes(invented),
	);
	const left = decided.flatMap(({ invented }) => filesWith(ROOT, tracked(), invented));
	expect(left).toEqual([]);
});

test('places › what package.json says of owner and author is one of them, as long as it is invented', () => {
	const { author, homepage, repository } = JSON.parse(read('package.json')) as {
		author: { name: string; email: string };
		homepage: string;
		repository: { url: string };
	};
	const [repo, email, name] = readPlaces(ROOT).map(({ invented, becomes }) => becomes ?? invented);
	expect(homepage).toBe(`https://github.com/${repo}`);
	expect(repository.url).toBe(`git+https://github.com/${repo}.git`);
	expect(author).toEqual({ name, email });
	expect(read('LICENSE')).toContain(name);
});
