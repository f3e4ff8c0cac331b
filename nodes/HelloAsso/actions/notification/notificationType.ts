import { optionsOf, requiredChoice, type Field } from '../../parameters';

const chosen = requiredChoice(
	'Notification Type',
	optionsOf('All Form Order Organization Payment', { All: 'All (Main URL)' }),
	'All',
	'Which notifications the address is for',
);

/** Which kind of notification an address is for. The API takes none for the main address, so only 'All' means it. */
export const notificationType: Field<string> = {
	...chosen,
	async read(value, context, parameter) {
		const type = await chosen.read(value, context, parameter);
		return type === 'All' ? undefined : type;
	},
};
