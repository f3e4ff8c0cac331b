/** How many records were left out, and why; to be said after the run. */
const LEFT_OUT = {
	payment: (count: number) =>
		`${number(count, 'record')} left out, since the money is not there: refused, refunded, contested or canceled. To see them too, choose 'All' under 'Filters' › 'Payment'.`,
	validity: (count: number) =>
		`${number(count, 'membership')} left out: HelloAsso no longer shows the form, so it is not known how long they are valid.`,
} as const;

/** What the user should know of a run besides its items, collected over all input items. */
export class Notes {
	private readonly leftOut = new Map<keyof typeof LEFT_OUT, number>();
	private readonly texts = new Set<string>();

	leaveOut(why: keyof typeof LEFT_OUT, count: number): void {
		if (count > 0) this.leftOut.set(why, (this.leftOut.get(why) ?? 0) + count);
	}

	limitReached(limit: number): void {
		this.texts.add(
			`There may be more: 'Limit' ended the list at ${limit}. Switch 'Return All' on for all of them.`,
		);
	}

	/** @param narrowing labels of what was chosen to narrow the list */
	nothingFound(narrowing: readonly string[], parts: { isForm: boolean }): void {
		const names = narrowing.map((label) => `'${label}'`).join(', ');
		const place = parts.isForm ? "'Form'" : "'Organization'";
		this.texts.add(
			narrowing.length > 0
				? `Nothing was found with ${names}. Change or remove ${narrowing.length > 1 ? 'one of them' : 'it'} to find more.`
				: `HelloAsso has nothing of the kind there, or the key may not see it. Check ${place}, and that the credential is the key of that association.`,
		);
	}

	add(text: string): void {
		this.texts.add(text);
	}

	get messages(): string[] {
		return [...this.texts, ...Array.from(this.leftOut, ([why, count]) => LEFT_OUT[why](count))];
	}
}

function number(count: number, noun: string): string {
	return count === 1 ? `1 ${noun} was` : `${count} ${noun}s were`;
}
