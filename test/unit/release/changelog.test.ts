import { checkVersion, compareVersions, distTag } from '../../../tools/release/changelog';

const changelog = (...sections: string[]) =>
	`# Changelog\n\n${sections.map((section) => `## ${section}\n\n`).join('')}`;
const UNRELEASED = '[Unreleased]\n\n* Something new.';
const FIRST = '[0.1.0] - 2027-01-31\n\n* The first.';
const SECOND = '[0.2.0] - 2027-02-28\n\n* The second.';

const facts = (more: object) => ({ version: '0.2.0', tags: ['v0.1.0'], changelog: '', ...more });

describe('checkVersion', () => {
	test('a version whose section stands on top with its day › is right', () => {
		const right = facts({ changelog: changelog('[Unreleased]', SECOND, FIRST) });
		expect(checkVersion(right)).toEqual({ wrong: [], todo: [] });
		const released = { ...right, tags: ['v0.1.0', 'v0.2.0'], released: 'v0.2.0' };
		expect(checkVersion(released)).toEqual({ wrong: [], todo: [] });
	});

	test('entries under [Unreleased] only › are still to get their version, before the tag is released', () => {
		const todo = ['CHANGELOG.md: [Unreleased] becomes [0.2.0] with the day of the release'];
		const early = facts({ changelog: changelog(UNRELEASED, FIRST) });
		expect(checkVersion(early)).toEqual({ wrong: [], todo });
		const released = { ...early, tags: ['v0.1.0', 'v0.2.0'], released: 'v0.2.0' };
		expect(checkVersion(released)).toEqual({ wrong: todo, todo: [] });
	});

	test.each([
		['no version', { version: '1' }, 'package.json: 1 is no version'],
		[
			'a tag that is taken',
			{ tags: ['v0.2.0'] },
			'The tag v0.2.0 is there already: package.json needs the next version',
		],
		[
			'the tag of another version',
			{ tags: ['v0.1.0', 'v0.3.0'], released: 'v0.3.0' },
			'The tag is v0.3.0, the version of package.json 0.2.0',
		],
		[
			'a newer tag',
			{ tags: ['v0.1.0', 'v1.0.0-beta.1'] },
			'The tag v1.0.0-beta.1 is newer than the version of package.json',
		],
		['another commit', { isAtTag: false }, 'This is not the commit of the tag v0.2.0'],
		[
			'entries beside the version',
			{ changelog: changelog(UNRELEASED, SECOND) },
			'CHANGELOG.md: [Unreleased] has entries beside those of the version',
		],
		[
			'a version that is not on top',
			{ changelog: changelog('[0.3.0] - 2027-03-31\n\n* x', SECOND) },
			'CHANGELOG.md: [0.2.0] is not the newest',
		],
		[
			'an empty section',
			{ changelog: changelog('[0.2.0] - 2027-02-28') },
			'CHANGELOG.md: [0.2.0] is empty',
		],
		['no day', { changelog: changelog('[0.2.0]\n\n* x') }, 'CHANGELOG.md: [0.2.0] has no date'],
		['nothing at all', { changelog: changelog(FIRST) }, 'CHANGELOG.md says nothing of 0.2.0'],
		[
			'versions in the wrong order',
			{ changelog: changelog(SECOND, '[0.0.9] - 2026-12-31\n\n* x', FIRST) },
			'CHANGELOG.md: [0.1.0] stands below a version that is older',
		],
	])('%s › is wrong', (_name, more, message) => {
		const right = facts({ changelog: changelog(SECOND, FIRST) });
		expect(checkVersion({ ...right, ...more }).wrong).toContain(message);
	});
});

test('distTag › gives pre-releases to who asks for them', () => {
	expect(['0.1.0', '1.0.0', '1.0.0-beta.1', '1.0.0-rc.1'].map(distTag)).toEqual([
		'latest',
		'latest',
		'beta',
		'beta',
	]);
});

test('compareVersions › orders numbers as numbers, and a pre-release before its release', () => {
	const ordered = ['0.9.0', '0.10.0', '1.0.0-beta.2', '1.0.0-beta.10', '1.0.0', '1.0.1'];
	expect([...ordered].reverse().sort(compareVersions)).toEqual(ordered);
});
