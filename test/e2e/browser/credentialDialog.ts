import type { Locator, Page } from 'playwright-core';
import { ConsentPage } from './consentPage';
import { visibleLabels } from './labels';
import { waitFor } from './waitFor';

/** The window in which a user makes or changes a credential. */
export class CredentialDialog {
	constructor(private readonly page: Page) {}

	private get dialog(): Locator {
		return this.page.getByTestId('editCredential-modal');
	}

	async waitUntilOpen(): Promise<void> {
		await this.field('clientSecret').waitFor();
	}

	private field(name: string): Locator {
		return this.dialog.getByTestId(`parameter-input-${name}`);
	}

	/** Labels of all fields that can be seen; waits for the expected ones. */
	async labels(expected: string[]): Promise<string[]> {
		return await visibleLabels(
			this.dialog.getByTestId('credential-connection-parameter'),
			expected,
		);
	}

	async choose(name: string, option: string): Promise<void> {
		await this.field(name).click();
		await this.page.getByRole('option', { name: option }).click();
	}

	async fill(name: string, value: string): Promise<void> {
		await this.field(name).locator('input').fill(value);
		// n8n takes a value over a moment later: of a stored credential, "Saved" becomes "Save" then.
		await this.dialog.getByText('Save', { exact: true }).waitFor();
	}

	/** Saves and returns what n8n then says: in the dialog, which stays, or in a message below it. */
	async save(): Promise<string> {
		const tested = this.page.waitForResponse((response) =>
			response.url().endsWith('/rest/credentials/test'),
		);
		await this.dialog.getByTestId('credential-save-button').click();
		const { data } = (await (await tested).json()) as { data: { status: string; message: string } };
		if (data.status === 'OK') {
			await this.dialog.waitFor({ state: 'hidden' });
			return (await this.page.locator('.el-notification').last().innerText()).trim();
		}
		let shown = '';
		await waitFor(async () => (shown = await this.failure()).includes(data.message), {
			what: () => `'${data.message}'; the dialog says '${shown}'`,
		});
		return shown;
	}

	/** "Couldn’t connect with these settings", and the line below it. */
	private async failure(): Promise<string> {
		// Opened once, the details stay open for the next failure.
		const closed = this.dialog.getByText('More details', { exact: true });
		if (await closed.isVisible()) await closed.click();
		const banner = this.dialog
			.locator('[class*="banner"]')
			.filter({ hasText: 'Couldn’t connect' })
			.first();
		// What "More details" opened is beside the banner.
		const lines = (await banner.locator('xpath=..').innerText())
			.split('\n')
			.map((line) => line.trim());
		return lines.filter((line) => line !== '' && line !== 'Retry').join('\n');
	}

	/** What the dialog says about a stored credential when it is opened. */
	async status(): Promise<string> {
		const message = this.dialog
			.getByText(/Connection tested successfully|Couldn’t connect/)
			.first();
		await message.waitFor();
		return (await message.innerText()).trim();
	}

	/** Help texts between the fields. */
	async notices(): Promise<string[]> {
		const texts = await this.dialog.locator('.notice').allInnerTexts();
		return texts.map((text) => text.trim()).filter((text) => text !== '');
	}

	/** The address to register at the service, as n8n shows it. */
	async redirectUrl(): Promise<string> {
		const shown = this.dialog.getByText(/\/oauth2-credential\/callback$/);
		return (await shown.innerText()).trim();
	}

	/** Presses Connect, or Reconnect, and returns the window that opens. */
	async connect(): Promise<ConsentPage> {
		const popup = this.page.waitForEvent('popup');
		await this.dialog.getByRole('button', { name: /^(Connect( my account)?|Reconnect)$/ }).click();
		return new ConsentPage(await popup);
	}

	private get connected(): Locator {
		return this.dialog.getByText('Account connected');
	}

	async waitUntilConnected(): Promise<void> {
		await this.connected.waitFor();
	}

	/** After a connection that worked, 2.x closes the dialog by itself, and 1.x leaves it open. */
	async settle(): Promise<void> {
		const stays = async () => await this.connected.isVisible();
		await waitFor(async () => (await stays()) || !(await this.dialog.isVisible()), {
			what: () => 'the dialog to close, or to say that the account is connected',
		});
		if (await stays()) await this.close();
	}

	/** What 2.x says of a credential that nobody connected. */
	async unconnectedStatus(): Promise<string> {
		return (await this.dialog.getByText('Connect your account').innerText()).trim();
	}

	async close(): Promise<void> {
		await this.dialog.getByRole('button', { name: 'Close this dialog' }).click();
		await this.dialog.waitFor({ state: 'hidden' });
	}
}
