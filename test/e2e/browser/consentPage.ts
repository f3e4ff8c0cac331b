import type { Page } from 'playwright-core';

/** The popup: HelloAsso's page first, then n8n's answer to it. */
export class ConsentPage {
	constructor(private readonly popup: Page) {}

	/** Where the editor sent the association. */
	async address(): Promise<URL> {
		await this.popup.waitForURL(/\/authorize\?/);
		return new URL(this.popup.url());
	}

	async picture(file: string): Promise<void> {
		await this.popup.screenshot({ path: file });
	}

	/** Picks an association and agrees; n8n then closes the window, or says in it what went wrong. */
	async accept(association: string): Promise<void> {
		await this.popup.getByLabel(association).check();
		await this.popup.getByRole('button', { name: 'Autoriser' }).click();
	}

	async refuse(): Promise<void> {
		await this.popup.getByRole('button', { name: 'Refuser' }).click();
	}

	/** Why HelloAsso does not ask the association at all. */
	async problem(): Promise<string> {
		return (await this.popup.getByRole('alert').innerText()).trim();
	}

	/** What n8n says of a failed connection, details included. */
	async failure(): Promise<string> {
		await this.popup.getByText('Failed to connect').waitFor();
		const details = this.popup.getByText('More details', { exact: true });
		await details.click();
		return (await this.popup.locator('body').innerText()).replace(/\s*\n\s*/g, '\n').trim();
	}

	async waitUntilClosed(): Promise<void> {
		if (!this.popup.isClosed()) await this.popup.waitForEvent('close');
	}

	/** As an impatient user does. */
	async close(): Promise<void> {
		await this.popup.close();
	}
}
