import { simplifyCheckoutIntent } from '../../../nodes/HelloAsso/simplify';

describe('simplifyCheckoutIntent', () => {
	const paidBy = (...states: string[]) => {
		const payments = states.map((state, index) => ({ installmentNumber: index + 1, state }));
		const { isPaid, paymentState } = simplifyCheckoutIntent({
			id: 1,
			order: { id: 2, payments: payments.reverse() },
		});
		return [isPaid, paymentState];
	};

	test.each<[string, string[], unknown[]]>([
		['by card', ['Authorized'], [true, 'Authorized']],
		['in instalments', ['Authorized', 'Pending', 'Pending'], [true, 'Authorized']],
		['and an instalment failed later', ['Authorized', 'Refused'], [true, 'Authorized']],
		['by SEPA', ['WaitingBankValidation'], [true, 'WaitingBankValidation']],
		['and refunded', ['Refunded'], [true, 'Refunded']],
		['in a state that is new', ['Somewhere'], [true, 'Somewhere']],
		['with an order and no payment', [], [true, null]],
	])('is paid %s', (_how, states, expected) => {
		expect(paidBy(...states)).toEqual(expected);
	});

	test.each(['Refused', 'Error', 'Abandoned', 'Canceled'])(
		'is not paid when the first payment is %s',
		(state) => {
			expect(paidBy(state, 'Pending')).toEqual([false, state]);
		},
	);

	test('is not paid without an order', () => {
		for (const order of [undefined, null])
			expect(simplifyCheckoutIntent({ id: 1, order })).toMatchObject({
				isPaid: false,
				paymentState: null,
			});
	});
});
