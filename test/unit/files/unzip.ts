/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { crc32, inflateRawSync } from 'node:zlib';

/** The files of an archive by name, read from its directory as every program does; sizes and checksums are checked. */
export function unzip(archive: Buffer): Record<string, string> {
	const end = archive.length - 22;
	expect(archive.readUInt32LE(end)).toBe(0x06054b50);
	const count = archive.readUInt16LE(end + 10);
	expect(archive.readUInt16LE(end + 8)).toBe(count);
	const directory = archive.readUInt32LE(end + 16);
	expect(directory + archive.readUInt32LE(end + 12)).toBe(end);

	const files: Record<string, string> = {};
	let at = directory;
	for (let index = 0; index < count; index++) {
		expect(archive.readUInt32LE(at)).toBe(0x02014b50);
		const nameLength = archive.readUInt16LE(at + 28);
		const start = archive.readUInt32LE(at + 42);
		expect(archive.readUInt32LE(start)).toBe(0x04034b50);
		// The file's own header says the same as the directory.
		expect(archive.subarray(start + 4, start + 30)).toEqual(archive.subarray(at + 6, at + 32));
		const body = start + 30 + nameLength;
		const content = inflateRawSync(archive.subarray(body, body + archive.readUInt32LE(at + 20)));
		expect(content).toHaveLength(archive.readUInt32LE(at + 24));
		expect(crc32(content)).toBe(archive.readUInt32LE(at + 16));
		files[archive.toString('utf8', at + 46, at + 46 + nameLength)] = content.toString();
		at += 46 + nameLength;
	}
	expect(at).toBe(end);
	return files;
}

/** The cells of our own workbook: numbers as numbers, texts as texts. */
export function readSheet(archive: Buffer): Array<Record<string, string | number>> {
	const xml = unzip(archive)['xl/worksheets/sheet1.xml'];
	const unescape = (text: string) =>
		text
			.replaceAll('&lt;', '<')
			.replaceAll('&gt;', '>')
			.replaceAll('&quot;', '"')
			.replaceAll('&amp;', '&');
	return [...xml.matchAll(/<row r="\d+">(.*?)<\/row>/gs)].map(([, cells]) =>
		Object.fromEntries(
			[
				...cells.matchAll(
					/<c r="(\w+)"(?: t="inlineStr"><is><t xml:space="preserve">(.*?)<\/t><\/is>|><v>(.*?)<\/v>)<\/c>/gs,
				),
			].map(([, place, text, number]) => [
				place,
				text === undefined ? Number(number) : unescape(text),
			]),
		),
	);
}
