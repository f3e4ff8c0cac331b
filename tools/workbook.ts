/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { inflateRawSync } from 'node:zlib';

const STORED = 0;

/** A file of a zip archive, found by its directory as every program does. */
function unzip(archive: Buffer, wanted: string): string {
	const end = archive.lastIndexOf('PK\x05\x06');
	let at = archive.readUInt32LE(end + 16);
	for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
		const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
			archive.readUInt16LE(at + field),
		);
		const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
		if (name === wanted) {
			const start = archive.readUInt32LE(at + 42);
			const body = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28);
			const packed = archive.subarray(body, body + archive.readUInt32LE(at + 20));
			const isStored = archive.readUInt16LE(at + 10) === STORED;
			return (isStored ? packed : inflateRawSync(packed)).toString();
		}
		at += 46 + nameLength + extraLength + commentLength;
	}
	throw new Error(`The archive has no ${wanted}`);
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function textOf(xml: string): string {
	return xml.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (_entity, hex, decimal, name) =>
		name ? ENTITIES[name as string] : String.fromCodePoint(parseInt(hex ?? decimal, hex ? 16 : 10)),
	);
}

/** `A` is 0, `AA` 26. */
const columnOf = (letters: string) =>
	[...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** Rows of the first sheet of a workbook that n8n made: what is in the cells, as text; '' in an empty one. */
export function parseWorkbook(file: Buffer): string[][] {
	const sheet = unzip(file, 'xl/worksheets/sheet1.xml');
	return [...sheet.matchAll(/<row\b[^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(([, cells = '']) => {
		const row: string[] = [];
		for (const [, letters, value] of cells.matchAll(
			/<c r="([A-Z]+)\d+"[^>]*?(?:\/>|><v[^>]*>(.*?)<\/v><\/c>)/gs,
		)) {
			row[columnOf(letters)] = textOf(value ?? '');
		}
		return Array.from(row, (cell) => cell ?? '');
	});
}
