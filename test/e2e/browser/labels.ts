import type { Locator } from 'playwright-core';

/** What the user reads above each of these fields, without the star of a required one. */
export async function visibleLabels(fields: Locator): Promise<string[]> {
	return await fields.evaluateAll((elements) =>
		elements
			.map((element) => element.querySelector('label'))
			.filter((label) => label !== null && label.offsetParent !== null)
			.map((label) => (label?.querySelector('[class*="title"]')?.textContent ?? '').replace('*', '').trim()),
	);
}
