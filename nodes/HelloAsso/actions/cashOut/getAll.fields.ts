import { flag, wholeNumber, type Field } from '../../parameters';

export const LONGEST_WAIT_MONTHS = 12;

export const longestWait: Field<number> = {
	...wholeNumber(
		'Longest Wait',
		LONGEST_WAIT_MONTHS,
		'How many months a payment may have waited for its payout: payments so far back are read too. Less reads less.',
		120,
	),
	in: 'node',
};

export const compareWithExport: Field<boolean> = {
	...flag(
		'Compare With Export',
		"Whether to read HelloAsso's export of each payout too: 'payoutEuros' is then what the bank received, after refunds that were taken off",
	),
	in: 'node',
};
