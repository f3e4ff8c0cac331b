import { id } from '../../parameters';

/** The API does not list payouts: Get Many puts them together. */
export const cashOutId = id(
	'Cash-Out ID',
	"The number of the payout (cash-out): the field 'cashOutId' of Get Many, or of a payment in it",
);
