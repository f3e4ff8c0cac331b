import type { IDataObject } from 'n8n-workflow';

import { identify } from './pagination';
import type { Reader } from './windowReader';

interface Claim<Item> {
	/** What nobody had read. */
	fresh: IDataObject[];
	/** Whether some of it others had read. */
	isForeign: boolean;
	/** A later reader, up to whose records it has come. */
	checked?: Reader<Item>;
	/** Whether it has come so far that the later one lacks nothing, if it has all that stands before. */
	isProven: boolean;
}

/** Which reader of a list read a record first, by the record's id. */
export class Claims<Item> {
	private readonly readerOf = new Map<string, Reader<Item>>();
	/** What stands behind the record at which a reader met another, as far as it read on. */
	private readonly expected: Array<string | undefined> = [];

	/** Takes what nobody has read, up to the record where a later reader began or has passed. */
	take(
		readers: Array<Reader<Item>>,
		reader: Reader<Item>,
		records: IDataObject[],
		dates: number[],
		direction: number,
	): Claim<Item> {
		const fresh: IDataObject[] = [];
		let isForeign = false;
		let checked = reader.check?.of;
		for (const [at, record] of records.entries()) {
			const identity = identify(record);
			const other = this.ownerOfId(identity);
			if (checked === undefined && other === undefined) {
				if (identity !== undefined) this.readerOf.set(identity, reader);
				reader.prove(record, direction);
				fresh.push(record);
			} else if (checked === undefined && other !== undefined && other !== reader) {
				isForeign = true;
				// A record whose date has changed meanwhile can stand anywhere.
				const isInItsStretch = direction * (dates[at] - other.startMs) >= 0;
				if (isInItsStretch && readers.indexOf(other) > readers.indexOf(reader)) checked = other;
			}
			if (checked === undefined) continue;
			this.expected.push(identity);
			if (direction * dates[at] < checked.proven) continue;
			this.expected.push(...records.slice(at).map(identify));
			return { fresh, isForeign, checked, isProven: true };
		}
		return { fresh, isForeign, checked, isProven: false };
	}

	/** Whether those that were met gave what they should: else their bounds are not about the date of a record. */
	get areWhole(): boolean {
		return this.expected.every((identity) => this.ownerOfId(identity) !== undefined);
	}

	/** undefined as well where the one who read it was dropped. */
	ownerOf(record: IDataObject): Reader<Item> | undefined {
		return this.ownerOfId(identify(record));
	}

	private ownerOfId(identity: string | undefined): Reader<Item> | undefined {
		const owner = identity === undefined ? undefined : this.readerOf.get(identity);
		return owner?.isDropped ? undefined : owner;
	}
}
