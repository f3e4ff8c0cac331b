import { id } from '../../parameters';

/** The API does not list payouts: Get Many puts them together. */
export const cashOutId = id(
	'Cash-Out ID',
	"The number of the payout (cash-out): 'cashOutId' of Get Many, or 'idCashOut' of a payment in it",
);
