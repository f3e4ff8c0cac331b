/** One file of an archive, in pieces that are asked for one after the other. */
export interface ZipEntry {
	/** Plain ASCII, e.g. `xl/workbook.xml`. */
	name: string;
	texts: Iterable<string>;
}

const DEFLATE = 8;
/** 2.0: what it takes to unpack. */
const VERSION = 20;
/** 1 January 1980: the same content gives the same bytes. */
const DOS_DATE = 0x21;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_value, byte) => {
	let remainder = byte;
	for (let bit = 0; bit < 8; bit++) {
		remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
	}
	return remainder;
});

/** The checksum of the zip format; `previous` continues the one of the bytes before. */
export function crc32(bytes: Uint8Array, previous = 0): number {
	let crc = ~previous;
	for (const byte of bytes) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ byte) & 0xff];
	return ~crc >>> 0;
}

/**
 * A zip archive. What is held is compressed, apart from the one piece of text that is being read: a
 * sheet takes about a tenth of its text. (Up to 4 GB, the limit of the format without extension.)
 */
export async function zip(entries: readonly ZipEntry[]): Promise<Buffer> {
	const bodies: Uint8Array[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const { name, texts } of entries) {
		const { parts, fields } = await compress(texts, name.length);
		const body = [signature('\x03\x04'), fields, Buffer.from(name), ...parts];
		directory.push(signature('\x01\x02'), numbers([2, VERSION]), fields);
		directory.push(numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), Buffer.from(name));
		bodies.push(...body);
		offset += sizeOf(body);
	}
	const end = numbers(
		[2, 0],
		[2, 0],
		[2, entries.length],
		[2, entries.length],
		[4, sizeOf(directory)],
		[4, offset],
		[2, 0],
	);
	return Buffer.concat([...bodies, ...directory, signature('\x05\x06'), end]);
}

/** The compressed bytes, and what a file's own header and its entry in the directory both say. */
async function compress(texts: Iterable<string>, nameLength: number) {
	// Of the platform rather than of node:zlib, which n8n does not allow to import.
	const deflate = new CompressionStream('deflate-raw');
	const reading = readAll(deflate.readable);
	const writer = deflate.writable.getWriter();
	let crc = 0;
	let size = 0;
	for (const text of texts) {
		const bytes = Buffer.from(text);
		crc = crc32(bytes, crc);
		size += bytes.length;
		await writer.write(bytes);
	}
	await writer.close();
	const parts = await reading;
	const fields = numbers(
		[2, VERSION],
		[2, 0],
		[2, DEFLATE],
		[2, 0],
		[2, DOS_DATE],
		[4, crc],
		[4, sizeOf(parts)],
		[4, size],
		[2, nameLength],
		[2, 0],
	);
	return { parts, fields };
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
	const parts: Uint8Array[] = [];
	const reader = stream.getReader();
	for (let part = await reader.read(); !part.done; part = await reader.read())
		parts.push(part.value);
	return parts;
}

function signature(kind: string): Buffer {
	return Buffer.from(`PK${kind}`);
}

/** Whole numbers as the format writes them: how many bytes, and the value. */
function numbers(...values: Array<[bytes: number, value: number]>): Buffer {
	return Buffer.concat(
		values.map(([bytes, value]) => {
			const field = Buffer.alloc(bytes);
			field.writeUIntLE(value, 0, bytes);
			return field;
		}),
	);
}

function sizeOf(parts: readonly Uint8Array[]): number {
	return parts.reduce((sum, { length }) => sum + length, 0);
}
