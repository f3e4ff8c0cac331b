/** What one payment brings by HelloAsso's export of a payout, and by the payment itself. */
export interface Credited {
	/** Sum of the export's lines for it, in a unit that is nowhere documented. */
	credit: number;
	/** What it may be, in cents: the amount, and what is left of it after refunds. */
	cents: readonly number[];
}

/**
 * `payments`: the amounts of the payments fit one unit and not the other. `size`: none fits exactly, and all
 * together lie near one unit. Without a unit, nothing tells, or some payments say this and others that.
 */
export type ExportUnit =
	| { unit: 'cents' | 'euros'; from: 'payments' | 'size' }
	| { unit?: undefined; from: 'nothing' | 'contradiction' };

/**
 * Whether the export of a payout counts in cents or in euros. Its type, a double, suggests euros; an
 * integrator who looked found cents. So its payments decide, whose amounts are in cents for certain.
 */
export function exportUnit(payments: readonly Credited[]): ExportUnit {
	const known = payments.filter(({ credit }) => credit !== 0);
	const fits = known.map(({ credit, cents }) => ({
		cents: cents.includes(credit),
		euros: cents.includes(eurosToCents(credit)),
	}));
	// What fits both, as 45 of a payment of 4500 of which 45 cents are left, says nothing.
	const inCents = fits.filter((fit) => fit.cents && !fit.euros).length;
	const inEuros = fits.filter((fit) => fit.euros && !fit.cents).length;
	if (inCents > 0 && inEuros > 0) return { from: 'contradiction' };
	if (inCents > 0) return { unit: 'cents', from: 'payments' };
	if (inEuros > 0) return { unit: 'euros', from: 'payments' };
	const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
	const ratio = sum(known.map(({ credit }) => credit)) / sum(known.map(({ cents }) => cents[0]));
	// Cents would give about 1, euros about a hundredth.
	if (ratio > 0.2 && ratio < 5) return { unit: 'cents', from: 'size' };
	if (ratio > 0.002 && ratio < 0.05) return { unit: 'euros', from: 'size' };
	return { from: 'nothing' };
}

/** Whole cents; NaN for what is none, as `12.345` euros. */
function eurosToCents(euros: number): number {
	const cents = Math.round(euros * 100);
	return Math.abs(euros * 100 - cents) < 1e-6 ? cents : Number.NaN;
}

/** An amount of the export in whole cents; undefined where its unit is not known. */
export function toCents(amount: number, { unit }: ExportUnit): number | undefined {
	if (unit === undefined) return amount === 0 ? 0 : undefined;
	return Math.round(unit === 'euros' ? amount * 100 : amount);
}
