/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { crc32 } from 'node:zlib';

const SIGNATURE_LENGTH = 8;

interface Chunk {
	type: string;
	data: Buffer;
}

/**
 * Pictures of one size as one that moves: an animated PNG, which browsers show and everything else takes for the
 * first picture. Chromium's screenshots are all of one kind, so that their compressed data can be used as they are.
 *
 * @param seconds how long each is shown
 */
export function animate(pictures: readonly Buffer[], seconds: number): Buffer {
	const frames = pictures.map(chunksOf);
	const [header] = frames[0];
	const different = frames.findIndex(([other]) => !other.data.equals(header.data));
	if (different !== -1) throw new Error(`Picture ${different} has another size or kind`);
	let sequence = 0;
	const animation = frames.flatMap((chunks, index) => {
		const control = frameControl(sequence++, header.data, seconds);
		const parts = chunks
			.filter(({ type }) => type === 'IDAT')
			.map(({ data }) =>
				index === 0
					? { type: 'IDAT', data }
					: { type: 'fdAT', data: Buffer.concat([uint32(sequence++), data]) },
			);
		return [control, ...parts];
	});
	return Buffer.concat([
		pictures[0].subarray(0, SIGNATURE_LENGTH),
		...[
			header,
			// Without end.
			{ type: 'acTL', data: Buffer.concat([uint32(frames.length), uint32(0)]) },
			...animation,
			{ type: 'IEND', data: Buffer.alloc(0) },
		].map(toBytes),
	]);
}

/** The whole area, in place of what was there before. */
function frameControl(sequence: number, header: Buffer, seconds: number): Chunk {
	const size = header.subarray(0, 8);
	const delay = Buffer.alloc(4);
	delay.writeUInt16BE(Math.round(seconds * 100), 0);
	delay.writeUInt16BE(100, 2);
	const atOrigin = Buffer.alloc(8);
	return {
		type: 'fcTL',
		data: Buffer.concat([uint32(sequence), size, atOrigin, delay, Buffer.alloc(2)]),
	};
}

function chunksOf(picture: Buffer): Chunk[] {
	const chunks: Chunk[] = [];
	for (let at = SIGNATURE_LENGTH; at < picture.length; ) {
		const length = picture.readUInt32BE(at);
		const type = picture.toString('latin1', at + 4, at + 8);
		chunks.push({ type, data: picture.subarray(at + 8, at + 8 + length) });
		at += length + 12;
	}
	return chunks;
}

function toBytes({ type, data }: Chunk): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}
