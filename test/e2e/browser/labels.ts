import type { Locator } from 'playwright-core';
import { readUntil } from './waitFor';

/**
 * What the user reads above each of these fields, from top to bottom, as soon as it is what a test expects.
 * Which fields there are follows a choice a moment later.
 */
export async function visibleLabels(fields: Locator, expected: string[]): Promise<string[]> {
	return await readUntil(
		async () => await labelsOf(fields),
		(labels) => labels.join('\n') === expected.join('\n'),
	);
}

/** Without the star of a required one, and each as often as it is there. */
async function labelsOf(fields: Locator): Promise<string[]> {
	return await fields.evaluateAll((elements) =>
		elements
			.map((element) => element.querySelector('label'))
			.filter((label) => label !== null && label.offsetParent !== null)
			.map((label) =>
				(label?.querySelector('[class*="title"]')?.textContent ?? '').replace('*', '').trim(),
			),
	);
}
