import {
	amount,
	boolean,
	country,
	date,
	nullableList,
	nullableText,
	object,
	optional,
} from '../bodies';

const name = optional({ type: 'string', maxLength: 255 });
const address = { type: 'string', minLength: 1 };

/** InitCheckoutBody of the OpenAPI document. */
export const checkoutBody = object(
	{
		totalAmount: amount,
		initialAmount: amount,
		itemName: { type: 'string', minLength: 1, maxLength: 250 },
		backUrl: address,
		errorUrl: address,
		returnUrl: address,
		containsDonation: boolean,
		terms: nullableList(object({ amount, date }, ['amount', 'date'])),
		payer: object({
			firstName: name,
			lastName: name,
			email: name,
			dateOfBirth: optional(date),
			address: nullableText,
			city: nullableText,
			zipCode: nullableText,
			country,
			companyName: name,
		}),
		metadata: {},
		paymentOptions: object({ enableSepa: boolean }),
	},
	[
		'backUrl',
		'containsDonation',
		'errorUrl',
		'initialAmount',
		'itemName',
		'returnUrl',
		'totalAmount',
	],
);

export interface CheckoutBody {
	totalAmount: number;
	initialAmount: number;
	itemName: string;
	backUrl: string;
	errorUrl: string;
	returnUrl: string;
	containsDonation: boolean;
	terms?: Array<{ amount: number; date: string }> | null;
	payer?: {
		firstName?: string | null;
		lastName?: string | null;
		email?: string | null;
		dateOfBirth?: string | null;
		address?: string | null;
		city?: string | null;
		zipCode?: string | null;
		country?: string | null;
		companyName?: string | null;
	};
	metadata?: unknown;
	paymentOptions?: { enableSepa?: boolean };
}
