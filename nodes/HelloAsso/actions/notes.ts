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
	nothingFound(narrowing: readonly string[], isOfForm: boolean, whenEmpty?: string): void {
		if (narrowing.length === 0) {
			const place = isOfForm ? "'Form'" : "'Organization'";
			const nothing = `HelloAsso has nothing of the kind there, or the key may not see it. Check ${place}, and that the credential is the key of that association.`;
			this.texts.add(whenEmpty ?? nothing);
			return;
		}
		const names = narrowing.map((label) => `'${label}'`).join(', ');
		const which = narrowing.length > 1 ? 'one of them' : 'it';
		this.texts.add(`Nothing was found with ${names}. Change or remove ${which} to find more.`);
	}

	severalPeople(): void {
		this.texts.add("Several people were found for one input item: 'matches' has each of them.");
	}

	get messages(): string[] {
		return [...this.texts, ...Array.from(this.leftOut, ([why, count]) => LEFT_OUT[why](count))];
	}
}

function number(count: number, noun: string): string {
	return count === 1 ? `1 ${noun} was` : `${count} ${noun}s were`;
}
