/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { crc32, deflateRawSync } from 'node:zlib';

const DEFLATE = 8;
const VERSION = 20;
/** 1 January 1980: the same content gives the same bytes. */
const DOS_DATE = 0x21;

/** The fields that a file's own header and its entry in the directory have in common. */
function common(content: Buffer, packed: Buffer, name: string): Buffer {
	const fields = Buffer.alloc(26);
	fields.writeUInt16LE(VERSION, 0);
	fields.writeUInt16LE(DEFLATE, 4);
	fields.writeUInt16LE(DOS_DATE, 8);
	fields.writeUInt32LE(crc32(content), 10);
	fields.writeUInt32LE(packed.length, 14);
	fields.writeUInt32LE(content.length, 18);
	fields.writeUInt16LE(Buffer.byteLength(name), 22);
	return fields;
}

/** A zip archive in memory: enough for a workbook. */
export function zip(files: Record<string, string>): Buffer {
	const bodies: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const [name, text] of Object.entries(files)) {
		const content = Buffer.from(text);
		const packed = deflateRawSync(content);
		const fields = common(content, packed, name);
		const body = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
		const place = Buffer.alloc(14);
		place.writeUInt32LE(offset, 10);
		directory.push(
			Buffer.concat([
				Buffer.from('PK\x01\x02'),
				Buffer.from([VERSION, 0]),
				fields,
				place,
				Buffer.from(name),
			]),
		);
		bodies.push(body);
		offset += body.length;
	}
	const entries = Buffer.concat(directory);
	const end = Buffer.alloc(18);
	end.writeUInt16LE(directory.length, 4);
	end.writeUInt16LE(directory.length, 6);
	end.writeUInt32LE(entries.length, 8);
	end.writeUInt32LE(offset, 12);
	return Buffer.concat([...bodies, entries, Buffer.from('PK\x05\x06'), end]);
}
