import * as fields from '../../parameters';
import { invalidParameter } from '../../transport';

const GROUPS = [
	{ name: 'Day', value: 'day' },
	{ name: 'Form', value: 'form' },
	{ name: 'Kind', value: 'kind', description: 'Membership, ticket, donation, product …' },
	{ name: 'Means of Payment', value: 'means' },
	{ name: 'Month', value: 'month' },
];

const groups = fields.choices(
	'Group By',
	GROUPS,
	'One item for each of these, and for each combination of several. With none, all in one item.',
);

export const groupBy: fields.Field<string[]> = {
	...groups,
	property: { ...groups.property, default: ['month', 'kind'] },
	in: 'node',
	async read(value, context, parameter) {
		const chosen = await groups.read(value, context, parameter);
		const wrong = chosen?.find((group) => !GROUPS.some((known) => known.value === group));
		if (wrong === undefined) return chosen;
		const known = GROUPS.map((group) => group.value).join(', ');
		throw invalidParameter(parameter, `has '${wrong}'`, `Choose from: ${known}.`);
	},
};

/** By default this month. A day without time and offset, so that the option 'Time Zone' decides. */
const filledIn = (field: fields.Field<string>, day: string): fields.Field<string> => ({
	...field,
	property: { ...field.property, required: true, default: `={{ ${day}.toISODate() }}` },
});

export const from = filledIn(
	fields.bound('From', 'The first day, or moment, of the period'),
	"$today.startOf('month')",
);
export const to = filledIn(
	fields.bound('To', 'The day, or moment, before which the period ends; it is itself excluded'),
	"$today.startOf('month').plus({ months: 1 })",
);
