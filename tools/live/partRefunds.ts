import { isObject } from '../openapi/shape';
import type { Difference } from './compare';
import { records, ROUTES, type Entry, type Evidence } from './reads';
import type { Words } from './words';

export const refundsOf = ({ refundOperations }: Entry): Entry[] =>
	Array.isArray(refundOperations) ? refundOperations.filter(isObject) : [];

/** The payments that were given back in part, by what their states say. */
export function partRefunds(
	evidence: Evidence,
): Array<Record<'payment' | 'refund' | 'item', string>> {
	const all = new Map(
		[...records(evidence, ROUTES.payments), ...records(evidence, ROUTES.payment)].map((payment) => [
			payment.id,
			payment,
		]),
	);
	return [...all.values()].flatMap((payment) => {
		const through = refundsOf(payment).filter(({ amount }) => Number(amount) > 0);
		const sum = through.reduce((total, { amount }) => total + Number(amount), 0);
		if (sum === 0 || sum >= Number(payment.amount)) return [];
		const items = Array.isArray(payment.items) ? payment.items.filter(isObject) : [];
		return [
			{
				payment: String(payment.state),
				refund: through.map(({ status }) => String(status)).join(' and '),
				item: [...new Set(items.map(({ state }) => String(state)))].sort().join(' and '),
			},
		];
	});
}

const combination = (
	{ payment, refund, item }: ReturnType<typeof partRefunds>[number],
	words: Words,
) => {
	const shown = (text: string) =>
		text
			.split(' and ')
			.map((word) => words.word(word))
			.join(' and ');
	return `payment ${shown(payment)}, refund ${shown(refund)}, item ${shown(item)}`;
};

/** The states of part refunds, as they are printed: how often each was seen. */
export function tellPartRefunds(evidence: Evidence, words: Words): string[] {
	const counts = new Map<string, number>();
	for (const one of partRefunds(evidence)) {
		const text = combination(one, words);
		counts.set(text, (counts.get(text) ?? 0) + 1);
	}
	return [...counts].map(([text, count]) => `${text}: ${count}`).sort();
}

export function comparePartRefunds(
	live: Evidence,
	simulated: Evidence,
	words: Words,
): Difference[] {
	const ours = new Set(partRefunds(simulated).map((one) => combination(one, words)));
	const theirs = new Set(partRefunds(live).map((one) => combination(one, words)));
	return [...theirs]
		.filter((text) => !ours.has(text))
		.map((text) => ({
			kind: 'refund',
			where: 'a part refund',
			what: `${text}: so it never is in the simulator`,
		}));
}
