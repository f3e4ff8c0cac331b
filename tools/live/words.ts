import type { DocumentOperation } from '../openapi/document';
import type { Shape } from '../openapi/shape';

/** `PartiallyRefunded` and `x-ha-signature` as the words they are made of. */
const partsOf = (name: string) =>
	(name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((part) => part.toLowerCase());

/** What a name of a field or header looks like. */
const NAME = /^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/;
const NAME_MAX = 40;
/** Shorter ones are in every name. */
const WORD_MIN = 4;

export const HIDDEN = '(not shown)';

/**
 * Decides which names and words of live answers may be printed. A value never is. An enum's word is when the
 * contract or the simulator has each word that it is made of; the name of a field also when it is not made of anything that
 * the answers have as a value: where names of people are keys, they are values somewhere else.
 */
export class Words {
	private readonly known = new Set<string>();
	private readonly values = new Set<string>();

	constructor(operations: readonly DocumentOperation[]) {
		for (const { parameters, body, answer } of operations) {
			for (const { name, shape } of parameters) {
				this.know(name);
				this.knowShape(shape);
			}
			if (body) this.knowShape(body);
			if (answer) this.knowShape(answer);
		}
	}

	private knowShape({ name, values = [], items, fields }: Shape): void {
		[name, ...values].forEach((word) => word !== undefined && this.know(word));
		if (items) this.knowShape(items);
		fields?.forEach((field, key) => {
			this.know(key);
			this.knowShape(field);
		});
	}

	/** Something that is no secret: a name of ours, of the contract or of the simulator. */
	know(name: string): void {
		for (const part of partsOf(name)) this.known.add(part);
	}

	/** Everything that an answer of HelloAsso has as a value. */
	learn(value: unknown): void {
		if (typeof value === 'string') {
			for (const word of value.toLowerCase().match(/\p{L}+/gu) ?? [])
				if (word.length >= WORD_MIN) this.values.add(word);
		} else if (typeof value === 'object' && value !== null) {
			for (const inner of Object.values(value)) this.learn(inner);
		}
	}

	private isKnown(name: string): boolean {
		const parts = partsOf(name);
		return parts.length > 0 && parts.every((part) => this.known.has(part));
	}

	/** The word of an enum, or that it is not shown. */
	word(word: string): string {
		return NAME.test(word) && word.length <= NAME_MAX && this.isKnown(word) ? word : HIDDEN;
	}

	/** The name of a field, a column or a header, or that it is not shown. */
	name(name: string): string {
		if (!NAME.test(name) || name.length > NAME_MAX) return HIDDEN;
		if (this.isKnown(name)) return name;
		const rest = partsOf(name).filter((part) => !this.known.has(part));
		const isValue = [...this.values].some((value) => rest.some((part) => part.includes(value)));
		return isValue ? HIDDEN : name;
	}
}
