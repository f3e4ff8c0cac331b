/** Example workflows that are there to be tried by hand; what each brings, `recipes.test.ts` and `recipesOutside.test.ts` in test/e2e assert. */
export const RECIPES = [
	{ file: 'remind-before-membership-ends.json', id: 'remindEnding0001' },
	{ file: 'payout-to-accounting-rows.json', id: 'payoutToRows0001' },
	{ file: 'monthly-totals-to-treasurer.json', id: 'monthlyTotals001' },
	{ file: 'donations-per-month.json', id: 'donationsMonth01' },
	{ file: 'who-has-not-paid.json', id: 'whoHasNotPaid001' },
	{ file: 'tax-receipt-data.json', id: 'taxReceiptData01' },
	{ file: 'attendee-sheet.json', id: 'attendeeSheet001' },
	{ file: 'check-at-the-door.json', id: 'checkAtTheDoor01' },
	{ file: 'goal-thermometer.json', id: 'goalThermometer1' },
	{ file: 'badges.json', id: 'badgesToPrint001' },
	{ file: 'directory-sync.json', id: 'directorySync001' },
	{ file: 'chat-with-your-figures.json', id: 'chatReadOnly0001' },
] as const;
