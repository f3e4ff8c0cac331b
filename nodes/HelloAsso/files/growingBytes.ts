/**
 * Of addresses, of which memory is taken only as bytes come: 100,000 records are some 50 MB. n8n itself
 * keeps no file of this size as text.
 */
const SIZE_MAX = 1024 ** 3;

/**
 * Text as UTF-8 in one piece of memory that grows where it is, so that a file made of many pages is held
 * once: joining buffers holds all of them twice. (Streams are not for community nodes: node:stream may not
 * be imported.)
 */
export class GrowingBytes {
	private readonly memory = new ArrayBuffer(0, { maxByteLength: SIZE_MAX });

	get size(): number {
		return this.memory.byteLength;
	}

	append(text: string): void {
		const start = this.size;
		this.grow(Buffer.byteLength(text));
		this.write(text, start);
	}

	grow(by: number): void {
		this.memory.resize(this.size + by);
	}

	write(text: string, start: number): void {
		Buffer.from(this.memory, start).write(text);
	}

	/** Bytes from `start` to `end` then stand at `target` too. */
	copy(target: number, start: number, end: number): void {
		Buffer.from(this.memory).copyWithin(target, start, end);
	}

	/** The bytes themselves, not a copy. */
	view(start = 0, end = this.size): Buffer {
		return Buffer.from(this.memory, start, end - start);
	}
}
