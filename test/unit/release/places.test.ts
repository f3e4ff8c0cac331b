/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { filesWith, putIn, undecided } from '../../../tools/release/places';

const place = (invented: string, becomes: string | null) => ({
	what: '',
	invented,
	becomes,
	files: [],
});

describe('putIn', () => {
	let root: string;
	const tracked = ['README.md', 'LICENSE', 'package.json', 'picture.png', 'gone.md'];
	beforeEach(() => {
		root = mkdtempSync(path.join(tmpdir(), 'helloasso-places-'));
		writeFileSync(path.join(root, 'README.md'), 'At owner/name, and again owner/name.');
		writeFileSync(path.join(root, 'LICENSE'), 'The contributors');
		writeFileSync(path.join(root, 'package.json'), '{ "url": "owner/name" }');
		writeFileSync(path.join(root, 'picture.png'), 'owner/name');
	});
	afterEach(() => {
		rmSync(root, { recursive: true });
	});

	test('what was decided › stands in every file afterwards, and nothing else is touched', () => {
		const places = [place('owner/name', 'asso/n8n'), place('The contributors', null)];
		expect(filesWith(root, tracked, 'owner/name')).toEqual(['README.md', 'package.json']);
		expect(putIn(root, tracked, places)).toEqual(['README.md', 'package.json']);
		expect(readFileSync(path.join(root, 'README.md'), 'utf8')).toBe(
			'At asso/n8n, and again asso/n8n.',
		);
		expect(readFileSync(path.join(root, 'LICENSE'), 'utf8')).toBe('The contributors');
		expect(readFileSync(path.join(root, 'picture.png'), 'utf8')).toBe('owner/name');
		expect(undecided(places)).toEqual([places[1]]);
	});
});
