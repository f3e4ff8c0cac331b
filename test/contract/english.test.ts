/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
/** n8n verifies packages in English only: what is packed, and what the screen shows. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { packedTarball } from '../../tools/pack';
import { frenchIn } from '../../tools/release/english';
import { load, unpack, type Loaded, type Unpacked } from '../../tools/release/packed';

let packed: Unpacked;
let loaded: Loaded;
beforeAll(async () => {
	packed = await unpack(await packedTarball(() => {}));
	loaded = await load(packed.folder);
}, 300_000);
afterAll(async () => await rm(packed.root, { recursive: true }));

const packedText = async (file: string) => await readFile(path.join(packed.folder, file), 'utf8');

/** Each text within a value, besides what nobody reads on a screen: stored values and words of the search. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (value === null || typeof value !== 'object') return [];
	return Object.entries(value)
		.filter(([key]) => !['alias', 'name', 'value', 'default'].includes(key) || Array.isArray(value))
		.flatMap(([, entry]) => textsIn(entry));
}
/** Names of options are read, names of parameters are not; both stand in `name`. */
function optionNamesIn(value: unknown): string[] {
	if (value === null || typeof value !== 'object') return [];
	const { name, value: stored } = value as { name?: unknown; value?: unknown };
	const own = typeof name === 'string' && stored !== undefined ? [name] : [];
	return [...own, ...Object.values(value).flatMap(optionNamesIn)];
}

test('frenchIn › finds a French paragraph, sentence or cell, and no English one', () => {
	const french = [
		'Choisissez la credential de l’association : chaque événement est alors vérifié.',
		'English first.\n\nUn don mensuel est un seul élément dans la liste.',
		'| Name | Le montant est en euros |',
	];
	expect(french.map((text) => frenchIn(text).length)).toEqual([1, 1, 1]);
	const english = [
		'Open **My account → Integrations and API** (*Mon compte → Intégrations et API*).',
		'The same day from Martinique to Réunion, en route to a café: la carte is no list.',
		'[*Le guide en français*](docs/fr/README.md) is `dans` the folder.',
	];
	expect(english.flatMap(frenchIn)).toEqual([]);
});

test('the README that is packed › is in English', async () => {
	expect(frenchIn(await packedText('README.md'))).toEqual([]);
});

test('the screen › is in English: nodes, credential and output fields', async () => {
	const { nodes, credentials } = loaded.types;
	const texts = [...nodes, ...credentials].flatMap((type) => [
		...textsIn(type),
		...optionNamesIn(type),
	]);
	expect(texts.length).toBeGreaterThan(800);
	expect(texts.flatMap(frenchIn)).toEqual([]);
	// Texts of errors are in the code.
	const code = await packedText('dist/nodes/HelloAsso/transport/errors/texts.js');
	expect(frenchIn(code)).toEqual([]);
});

test('the description in package.json › is in English', async () => {
	const { description } = JSON.parse(await packedText('package.json')) as { description: string };
	expect(frenchIn(description)).toEqual([]);
});
