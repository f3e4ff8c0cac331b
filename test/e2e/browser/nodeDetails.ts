import type { Locator, Page } from 'playwright-core';
import { CredentialDialog } from './credentialDialog';
import { visibleLabels } from './labels';
import { readUntil, waitFor } from './waitFor';

/** The open details of one node: its parameters in the middle, its output on the right. */
export class NodeDetails {
	constructor(private readonly page: Page) {}

	private get parameters(): Locator {
		return this.page.getByTestId('node-parameters');
	}

	private get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	async waitUntilOpen(): Promise<void> {
		await this.parameters.waitFor();
		await this.page.getByTestId('node-execute-button').waitFor();
		await this.closeHints();
	}

	async close(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.parameters.waitFor({ state: 'hidden' });
	}

	/** n8n's own advertisements of its functions lie above the output. */
	private async closeHints(): Promise<void> {
		const button = this.page.getByRole('button', { name: 'Got it' });
		if (await button.isVisible()) await button.click();
	}

	/** Labels of all fields that can be seen; waits for the expected ones. */
	async labels(expected: string[]): Promise<string[]> {
		return await visibleLabels(this.page.getByTestId('ndv').getByTestId('input-label'), expected);
	}

	async credential(): Promise<string> {
		return await this.page.getByTestId('node-credentials-select').locator('input').inputValue();
	}

	async chooseCredential(name: string): Promise<void> {
		await this.page.getByTestId('node-credentials-select').click();
		await this.option(name).click();
	}

	async newCredential(): Promise<CredentialDialog> {
		await this.page.getByTestId('node-credentials-select').click();
		await this.page.getByTestId('node-credentials-select-item-new').click();
		const dialog = new CredentialDialog(this.page);
		await dialog.waitUntilOpen();
		return dialog;
	}

	async editCredential(): Promise<CredentialDialog> {
		await this.page.getByTestId('credential-edit-button').click();
		const dialog = new CredentialDialog(this.page);
		await dialog.waitUntilOpen();
		return dialog;
	}

	field(name: string): Locator {
		return this.parameters.getByTestId(`parameter-input-${name}`);
	}

	/** An entry of the list that is open; some have a description below their name. */
	private option(name: string): Locator {
		return this.page
			.getByRole('option')
			.filter({ has: this.page.getByText(name, { exact: true }) });
	}

	async choose(name: string, option: string): Promise<void> {
		await this.field(name).click();
		await this.option(option).click();
	}

	async toggle(name: string): Promise<void> {
		await this.field(name).locator('.el-switch, [role="switch"]').first().click();
	}

	/** Chooses several of a list. */
	async chooseSeveral(name: string, ...options: string[]): Promise<void> {
		await this.field(name).click();
		for (const option of options) await this.option(option).click();
		await this.page.keyboard.press('Escape');
	}

	/** Types a text or a number: into the last field of that name where entries of a list have one each. */
	async fill(name: string, value: string): Promise<void> {
		const input = this.field(name).last().locator('input, textarea').first();
		await input.fill(value);
		// Below a field that has the focus n8n may put a tip, over the next one.
		await input.blur();
	}

	/** Types a moment, e.g. `2027-05-01 10:00:00`. */
	async fillDate(name: string, moment: string): Promise<void> {
		const input = this.field(name).last().locator('input');
		await input.fill(moment);
		await input.press('Enter');
	}

	async fillJson(name: string, json: string): Promise<void> {
		await this.field(name).locator('.cm-content').fill(json);
	}

	/** Adds a field to a collection such as 'Filters'. */
	async add(collection: string, field: string): Promise<void> {
		await this.addOnly(collection);
		await this.option(field).click();
	}

	/** The same where the collection has no other field. */
	async addOnly(collection: string): Promise<void> {
		const label = this.page.locator(`label[for="${collection}"]`);
		const collections = this.parameters.getByTestId('parameter-item').filter({ has: label });
		await collections.getByTestId('collection-parameter-add').click();
	}

	/** Adds a group of fields, or one more of a list of them. */
	async addEntry(name: string): Promise<void> {
		await this.parameters
			.getByTestId(`fixed-collection-${name}`)
			.getByTestId('fixed-collection-add')
			.click();
	}

	private locator(name: string): Locator {
		return this.parameters.getByTestId(`resource-locator-${name}`);
	}

	/** What the locator shows as chosen. */
	async chosen(name: string): Promise<string> {
		return await this.locator(name).getByTestId('rlc-input').inputValue();
	}

	async waitUntilEmpty(name: string): Promise<void> {
		let value = '';
		await waitFor(async () => (value = await this.chosen(name)) === '', {
			what: () => `'${name}' to be emptied; it still shows '${value}'`,
		});
	}

	/** Opens the list of a locator and returns its entries when all of them are there. */
	async openList(name: string): Promise<string[]> {
		await this.locator(name).getByTestId('rlc-input').click();
		return await this.entries();
	}

	/** Types into the open list, and waits until it shows these entries and no others. */
	async narrow(text: string, expected: string[]): Promise<void> {
		await this.page.getByTestId('rlc-search').fill(text);
		let shown: string[] = [];
		await waitFor(
			async () => {
				shown = await this.page.getByTestId('rlc-item').allInnerTexts();
				return shown.join('\n') === expected.join('\n');
			},
			{
				what: () =>
					`'${expected.join("', '")}' to be all that is left for '${text}'; the list shows '${shown.join("', '")}'`,
			},
		);
	}

	private async entries(): Promise<string[]> {
		const entries = this.page.getByTestId('rlc-item');
		await entries.first().waitFor();
		// n8n asks for a next page while there is room in the list.
		const loading = this.page.locator('[class*="loadingItem"]');
		await waitFor(async () => (await loading.count()) === 0, {
			what: () => 'the list to be complete',
		});
		return await entries.allInnerTexts();
	}

	async pick(entry: string): Promise<void> {
		await this.page.getByTestId('rlc-item').getByText(entry, { exact: true }).click();
	}

	/** Switches a locator to a mode other than the list, and fills it in. */
	async enter(name: string, mode: 'slug' | 'url', value: string): Promise<void> {
		await this.locator(name).getByTestId('rlc-mode-selector').click();
		await this.page.getByTestId(`mode-${mode}`).click();
		// n8n 2.x takes over what stands here a moment later, and saves it by itself: a run before that
		// would be one of the empty field.
		const saved = this.page.waitForResponse((response) => {
			const request = response.request();
			return (
				/\/rest\/workflows(\/[^/]+)?$/.test(request.url()) &&
				(request.postData() ?? '').includes(value)
			);
		});
		await this.locator(name).getByTestId('rlc-input').fill(value);
		await saved;
	}

	/** Runs the node, and returns when its result is there. */
	async execute(): Promise<void> {
		const answered = this.page.waitForResponse((response) =>
			/\/rest\/workflows\/[^/]+\/run$/.test(response.url()),
		);
		await this.page.getByTestId('node-execute-button').click();
		await answered;
		const result = this.output
			.getByTestId('ndv-items-count')
			.or(this.output.getByTestId('node-error-message'));
		await result.first().waitFor();
	}

	/** Makes a trigger wait for its event. */
	async listen(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
		await this.page
			.getByText(/Listening for|Waiting for/)
			.first()
			.waitFor();
	}

	/** Waits for what comes out, or for the error instead. */
	async result(): Promise<void> {
		const result = this.output
			.getByTestId('ndv-items-count')
			.or(this.output.getByTestId('node-error-message'));
		await result.first().waitFor();
	}

	/** The texts in yellow boxes. */
	async notices(): Promise<string[]> {
		const texts = await this.parameters.locator('[class*="notice"]').allInnerTexts();
		// A box and its content both have such a class.
		return [...new Set(texts.map((text) => text.replace(/\s+/g, ' ').trim()))];
	}

	/** What stands beside a trigger's parameters, where other nodes have their input. */
	async triggerPanel(): Promise<string> {
		const panel = this.page.getByTestId('trigger-header').locator('xpath=../..');
		return (await panel.innerText()).replace(/\s+/g, ' ').trim();
	}

	/** Waits for a word in the output, where the run has given nothing else. */
	async waitForOutput(text: string): Promise<void> {
		await this.output.getByText(text).first().waitFor();
	}

	/** The two addresses of a trigger, as they are shown above its parameters. */
	async webhookUrls(): Promise<{ test: string; production: string }> {
		const heading = this.parameters.getByText('Webhook URLs', { exact: true });
		await heading.click();
		const shown = this.page.locator('[class*="webhook-url"], [class*="webhookUrl"]').first();
		const read = async (kind: 'Test URL' | 'Production URL', path: string) => {
			await this.parameters.getByText(kind, { exact: true }).click();
			const address = async () =>
				(await shown.innerText())
					.replace(/\s+/g, ' ')
					.replace(/^POST\s*/, '')
					.trim();
			return await readUntil(address, (text) => text.includes(path));
		};
		return {
			test: await read('Test URL', '/webhook-test/'),
			production: await read('Production URL', '/webhook/'),
		};
	}

	/** E.g. "50 items". */
	async itemCount(): Promise<string> {
		return (await this.output.getByTestId('ndv-items-count').innerText()).trim();
	}

	/** The first page of the output table, each row by the names of the columns. */
	async rows(): Promise<Array<Record<string, string>>> {
		await this.output.getByTestId('radio-button-table').click();
		const table = this.output.locator('table');
		await table.waitFor();
		const cells = await table
			.locator('tr')
			.evaluateAll((rows) =>
				rows.map((row) =>
					Array.from(row.querySelectorAll('th, td'), (cell) => (cell.textContent ?? '').trim()),
				),
			);
		const [columns, ...values] = cells.filter((row) => row.some((cell) => cell !== ''));
		return values.map((row) =>
			Object.fromEntries(
				columns.flatMap((column, index) => (column ? [[column, row[index]]] : [])),
			),
		);
	}

	async error(): Promise<{ message: string; description: string }> {
		const message = this.output.getByTestId('node-error-message');
		const description = this.output.getByTestId('node-error-description');
		return {
			message: (await message.innerText()).trim(),
			description: (await description.innerText()).trim(),
		};
	}

	/** Drags the parameters to where `x` is their middle: the further left, the wider the output. */
	async dragPanels(x: number): Promise<void> {
		const handle = await this.page.getByTestId('panel-drag-button').boundingBox();
		if (!handle) throw new Error('The panels cannot be dragged');
		const { mouse } = this.page;
		const y = handle.y + handle.height / 2;
		await mouse.move(handle.x + handle.width / 2, y);
		await mouse.down();
		await mouse.move(x, y, { steps: 5 });
		await mouse.up();
	}

	async closeToasts(): Promise<void> {
		const buttons = this.page.locator('.el-notification__closeBtn');
		// All in one go, because some of them go away by themselves meanwhile.
		await buttons.evaluateAll((elements) =>
			elements.forEach((element) => (element as HTMLElement).click()),
		);
		await waitFor(async () => (await buttons.count()) === 0, {
			what: () => 'the messages to go away',
		});
	}
}
