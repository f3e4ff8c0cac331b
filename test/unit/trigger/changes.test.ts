import type { IDataObject } from 'n8n-workflow';

import {
	changeOf,
	conditionOf,
	paymentCondition,
	readPaymentCondition,
} from '../../../nodes/HelloAsso/trigger/changes';

const refund = (id: number, status = 'Processed') => ({ id, amount: 500, amountTip: 0, status });
const payment = (state: string, more: IDataObject = {}) => ({ id: 1, state, ...more });
const PAID = payment('Authorized', { refundOperations: [] });

describe('conditionOf a payment', () => {
	test('is the same whatever HelloAsso touches beside it', () => {
		const touched = { ...PAID, meta: { updatedAt: '2026-11-01T10:00:00+01:00' }, amount: 2000 };
		expect(conditionOf('Payment', touched)).toBe(conditionOf('Payment', PAID));
	});

	const others = {
		'another state': payment('Contested'),
		'a refund of a part': payment('Authorized', { refundOperations: [refund(9)] }),
		'another refund': payment('Authorized', { refundOperations: [refund(10)] }),
		'a second refund': payment('Authorized', { refundOperations: [refund(9), refund(10)] }),
		'a refund under way': payment('Authorized', { refundOperations: [refund(9, 'Init')] }),
		'a payout by its number': payment('Authorized', { idCashOut: 7 }),
		'a payout by its state and a refund': payment('Authorized', {
			cashOutState: 'CashedOut',
			refundOperations: [refund(9)],
		}),
	};
	test('is another one for each kind of change', () => {
		const texts = [PAID, ...Object.values(others)].map((one) => conditionOf('Payment', one));
		expect(new Set(texts).size).toBe(texts.length);
	});

	test('does not depend on the order of refunds, nor on the spelling of their state', () => {
		const refunds = [{ id: 10, state: 'PROCESSED' }, refund(9)];
		expect(conditionOf('Payment', payment('Authorized', { refundOperations: refunds }))).toBe(
			conditionOf('Payment', others['a second refund']),
		);
	});

	test('of a payment that is refunded entirely does not depend on its refunds', () => {
		const texts = [[], [refund(9, 'Processing')], [refund(9)]].map((refundOperations) =>
			conditionOf('Payment', payment('Refunded', { refundOperations })),
		);
		expect(texts).toEqual(Array(3).fill('Refunded'));
	});

	test.each(['Error', 'REFUSED', 'Canceled', 'Aborted', 'InternalError'])(
		'leaves out a refund that ended as %s',
		(status) => {
			const failed = payment('Authorized', { refundOperations: [refund(9, status)] });
			expect(conditionOf('Payment', failed)).toBe(conditionOf('Payment', PAID));
		},
	);

	test.each(Object.entries(others))('is read back from its text: %s', (_name, record) => {
		const condition = paymentCondition(record);
		expect(readPaymentCondition(conditionOf('Payment', record))).toEqual(condition);
	});
});

describe('conditionOf other records', () => {
	test('an order is its items with their states, in any order; its payments do not matter', () => {
		const items = [
			{ id: 1, state: 'Processed' },
			{ id: 2, state: 'Processed' },
		];
		const order = conditionOf('Order', { items, payments: [PAID] });
		expect(conditionOf('Order', { items: [...items].reverse(), payments: [] })).toBe(order);
		const canceled = [items[0], { id: 2, state: 'Canceled' }];
		expect(conditionOf('Order', { items: canceled })).not.toBe(order);
	});

	test('a form is there or not', () => {
		expect(conditionOf('Form', { formSlug: 'a', state: 'Public' })).toBe('');
	});
});

describe('changeOf', () => {
	const partly = payment('Authorized', { refundOperations: [refund(9)] });
	const twice = payment('Authorized', { refundOperations: [refund(9), refund(10)] });
	const underWay = payment('Refunding', { refundOperations: [refund(9, 'Init')] });
	test.each([
		['planned', undefined, payment('Pending')],
		['waiting', undefined, payment('WaitingBankValidation')],
		['paid', undefined, payment('Registered')],
		['paid', payment('Pending'), PAID],
		['paid', payment('WaitingBankValidation'), PAID],
		['paid', payment('Contested'), PAID],
		['refused', payment('Pending'), payment('Refused')],
		['canceled', payment('Pending'), payment('Canceled')],
		['contested', PAID, payment('Contested')],
		['refunding', PAID, underWay],
		['refunding', PAID, payment('Authorized', { refundOperations: [refund(9, 'Init')] })],
		['partlyRefunded', underWay, partly],
		['partlyRefunded', PAID, partly],
		['partlyRefunded', partly, twice],
		['partlyRefunded', undefined, partly],
		['refundFailed', underWay, PAID],
		['refundFailed', payment('Authorized', { refundOperations: [refund(9, 'Init')] }), PAID],
		['refunded', underWay, payment('Refunded', { refundOperations: [refund(9)] })],
		['paidOut', PAID, { ...PAID, idCashOut: 7 }],
		['paidOut', partly, { ...partly, idCashOut: 7 }],
		['contested', PAID, { ...payment('Contested'), idCashOut: 7 }],
		['paid', payment('Pending'), { ...PAID, idCashOut: 7 }],
		['other', PAID, payment('SomethingNew')],
	])('%s', (change, before, after) => {
		expect(changeOf(before && paymentCondition(before), paymentCondition(after))).toBe(change);
	});
});
