import type { Page } from 'playwright-core';
import { keepPicture } from './chromium';

/** The popup: HelloAsso's page first, then n8n's answer to it. */
export class ConsentPage {
	constructor(private readonly popup: Page) {}

	/** Where the editor sent the association. */
	async address(): Promise<URL> {
		// The address is there before the page is, and all that is asked for.
		await this.popup.waitForURL(/\/authorize\?/, { waitUntil: 'commit' });
		return new URL(this.popup.url());
	}

	async picture(name: string): Promise<void> {
		await keepPicture(this.popup, name);
	}

	/** Picks an association and agrees; n8n then closes the window, or says in it what went wrong. */
	async accept(association: string): Promise<void> {
		await this.popup.getByLabel(association).check();
		await this.popup.getByRole('button', { name: 'Autoriser' }).click();
	}

	/** Does something between HelloAsso's answer to the association and its way back to n8n. */
	async beforeCallback(act: () => void): Promise<void> {
		await this.popup.route(
			(url) => url.pathname === '/authorize',
			async (route) => {
				const response = await route.fetch({ maxRedirects: 0 });
				act();
				await route.fulfill({ response });
			},
		);
	}

	async refuse(): Promise<void> {
		await this.popup.getByRole('button', { name: 'Refuser' }).click();
	}

	/** Why HelloAsso does not ask the association at all. */
	async problem(): Promise<string> {
		return (await this.popup.getByRole('alert').innerText()).trim();
	}

	/** What n8n says of a failed connection, details included; the window is closed then, as it asks for. */
	async failure(): Promise<string> {
		await this.popup.getByText('Failed to connect').waitFor();
		await this.popup.getByText('More details', { exact: true }).click();
		const text = await this.popup.locator('body').innerText();
		await this.close();
		return text.replace(/\s*\n\s*/g, '\n').trim();
	}

	async waitUntilClosed(): Promise<void> {
		if (!this.popup.isClosed()) await this.popup.waitForEvent('close');
	}

	async close(): Promise<void> {
		await this.popup.close();
	}
}
