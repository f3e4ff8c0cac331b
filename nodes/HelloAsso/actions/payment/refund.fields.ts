import * as fields from '../../parameters';
import { invalidParameter } from '../../transport';

const REFUND_TYPE = { label: 'Refund Type', name: 'refundType' };

export const refundType: fields.Field<string> = {
	...fields.choice(
		REFUND_TYPE.label,
		fields.optionsOf('whole part', { whole: 'Whole Payment', part: 'Part of the Payment' }),
		'whole',
		'Whether to refund all of the payment. A part is possible for card payments by Stripe only.',
	),
	in: 'nowhere',
	read: (_value, context) => fields.readOneOf(REFUND_TYPE, ['whole', 'part'], context),
};

const amount = fields.euroAmount('Refund Amount', 'How much to refund');

/**
 * The API takes cents under `amount`, and refunds the whole payment without it. So an amount beside
 * 'Whole Payment', e.g. from an expression or an AI agent, is refused: it was meant to be a part.
 */
export const refundAmount: fields.Field<number> = {
	...amount,
	property: { ...amount.property, displayOptions: { show: { refundType: ['part'] } } },
	whenHidden: {
		displayName: amount.property.displayName,
		name: '',
		type: 'hidden',
		default: 0,
		displayOptions: { show: { refundType: ['whole'] } },
	},
	apiName: 'amount',
	readsEmpty: true,
	async read(value, context, parameter) {
		const isEmpty = String(value ?? '').trim() === '';
		const cents = isEmpty ? 0 : await amount.read(value, context, parameter);
		const isPart = fields.readOneOf(REFUND_TYPE, ['whole', 'part'], context) === 'part';
		if (isPart && !cents)
			throw invalidParameter(
				parameter,
				'must be more than 0',
				"Enter how much to refund, or choose 'Whole Payment' under 'Refund Type'.",
			);
		// An expression that gives 0 was meant to be a part, too; of an AI agent 0 is the way to say nothing.
		const isMeant = fields.isExpression(context.stored) && !fields.isFromAi(context.stored);
		if (!isPart && (cents || isMeant))
			throw invalidParameter(
				parameter,
				"is set, but 'Refund Type' is 'Whole Payment'",
				"Choose 'Part of the Payment' under 'Refund Type' to refund this amount only; to refund the whole payment, choose it, set the amount to 0, and choose 'Whole Payment' again.",
			);
		return isPart ? cents : undefined;
	},
};

/** A token that HelloAsso asks for in the refusal of an earlier refund, by one of three codes. */
export function mfaToken(label: string, header: string): fields.Field<string> {
	return {
		property: fields.shownAs(
			'string',
			label,
			'Only after HelloAsso has refused a refund because it wants this second factor',
			{ typeOptions: { password: true } },
		),
		apiName: header,
		in: 'header',
		read(value, _context, parameter) {
			const token = String(value).trim();
			if (/^[\x21-\x7e]+$/.test(token)) return token;
			throw invalidParameter(
				parameter,
				'holds characters that HTTP does not allow',
				'Copy it again.',
			);
		},
	};
}
