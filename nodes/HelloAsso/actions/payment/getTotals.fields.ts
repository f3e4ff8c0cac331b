import * as fields from '../../parameters';
import { invalidParameter } from '../../transport';

const GROUPS = [
	{ name: 'Day', value: 'day' },
	{ name: 'Form', value: 'form' },
	{ name: 'Kind', value: 'kind', description: 'Membership, ticket, donation, product …' },
	{ name: 'Means of Payment', value: 'means' },
	{ name: 'Month', value: 'month' },
];

const KIND_OPTIONS = fields.optionsOf(
	'crowdfunding donation membership other payment product ticket',
);

/** Several of a list of ours: HelloAsso adds nothing to it. */
function someOf(...shown: Parameters<typeof fields.choices>): fields.Field<string[]> {
	const [, options] = shown;
	const several = fields.choices(...shown);
	return {
		...several,
		in: 'node',
		async read(value, context, parameter) {
			const chosen = await several.read(value, context, parameter);
			const wrong = chosen?.find((one) => !options.some((known) => known.value === one));
			if (wrong === undefined) return chosen;
			const known = options.map((option) => String(option.value)).join(', ');
			throw invalidParameter(parameter, `has '${wrong}'`, `Choose from: ${known}.`);
		},
	};
}

const groups = someOf(
	'Group By',
	GROUPS,
	'One item for each of these, and for each combination of several. With none, all in one item.',
);

export const groupBy: fields.Field<string[]> = {
	...groups,
	property: { ...groups.property, default: ['month', 'kind'] },
};

export const kinds = someOf(
	'Kinds',
	KIND_OPTIONS,
	'Only what was paid for these, e.g. donations also beside a membership',
);

/** By default this year. A day without time and offset, so that the option 'Time Zone' decides. */
const filledIn = (field: fields.Field<string>, day: string): fields.Field<string> => ({
	...field,
	property: { ...field.property, required: true, default: `={{ ${day}.toISODate() }}` },
});

export const from = filledIn(
	fields.bound('From', 'The first day, or moment, of the period'),
	"$today.startOf('year')",
);
export const to = filledIn(
	fields.bound('To', 'The day, or moment, before which the period ends; it is itself excluded'),
	"$today.startOf('year').plus({ years: 1 })",
);
