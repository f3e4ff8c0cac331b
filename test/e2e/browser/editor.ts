import type { Locator, Page } from 'playwright-core';
import { OWNER } from '../../../tools/n8n/rest';
import { NodeDetails } from './nodeDetails';
import { waitFor } from './waitFor';

/** n8n's editor, with the names of its own test ids; the same on both n8n lines, except where said. */
export class Editor {
	constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	async logIn(): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.locator('input[name="emailOrLdapLoginId"]').fill(OWNER.email);
		await this.page.locator('input[name="password"]').fill(OWNER.password);
		await this.page.getByTestId('form-submit-button').click();
		await this.page.waitForURL((url) => !url.pathname.startsWith('/signin'));
	}

	/** An empty canvas with a Manual Trigger on it. */
	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-add-button').click();
		await this.result('Trigger manually').click();
		await this.page.getByTestId('canvas-trigger-node').waitFor();
	}

	/** A new workflow with nothing in it. */
	async emptyCanvas(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-add-button').waitFor();
	}

	/** "Add first step…", and a search in the panel, until it has found a node of that name. */
	async addFirstStep(node: string, searched = node): Promise<void> {
		await this.page.getByTestId('canvas-add-button').click();
		await this.search(searched);
		await this.result(node).waitFor();
	}

	/** Opens a found node; returns the headings of what it offers, without their numbers. */
	async categoriesOf(node: string): Promise<string[]> {
		await this.result(node).click();
		const categories = this.panel.getByTestId('node-creator-category-item');
		await categories.first().waitFor();
		const texts = await categories.allInnerTexts();
		return texts.map((text) => text.replace(/\s*\(\d+\)/, '').trim());
	}

	/** Clicks on a heading, until what is below it can be seen. */
	async unfold(category: string): Promise<void> {
		const items = this.panel.getByTestId('node-creator-item-name');
		const before = await items.count();
		const categories = this.panel.getByTestId('node-creator-category-item');
		await categories.filter({ hasText: category }).click();
		await waitFor(async () => (await items.count()) > before, {
			what: () => `what '${category}' has to be seen`,
		});
	}

	/** Opens a stored workflow; returns the names on its nodes when all of them can be seen. */
	async openWorkflow(id: string): Promise<string[]> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		const nodes = this.page.getByTestId('canvas-node');
		await nodes.first().waitFor();
		await this.page.keyboard.press('1');
		return await nodes.evaluateAll((elements) =>
			elements.map((element) => element.getAttribute('data-node-name') ?? ''),
		);
	}

	/** An empty canvas with the panel open at a trigger; returns what can start the workflow. */
	async newTrigger(name: string): Promise<{ triggers: string[] }> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-add-button').click();
		await this.search(name);
		await this.result(name).click();
		await this.panel.getByTestId('node-creator-category-item').first().waitFor();
		const items = this.panel.getByTestId('node-creator-item-name');
		await waitFor(async () => (await items.count()) > 0, { what: () => `the triggers of ${name}` });
		return { triggers: await items.allInnerTexts() };
	}

	private get panel(): Locator {
		return this.page.getByTestId('node-creator');
	}

	private async search(text: string): Promise<void> {
		await this.panel.getByTestId('node-creator-search-bar').fill(text);
	}

	private result(name: string): Locator {
		return this.panel.getByTestId('node-creator-item-name').getByText(name, { exact: true });
	}

	/** Opens the node panel and searches in it; returns the names that it finds. */
	async searchNodes(text: string): Promise<string[]> {
		await this.page.getByTestId('node-creator-plus-button').click();
		await this.search(text);
		await this.result(text).waitFor();
		return await this.panel.getByTestId('node-creator-item-name').allInnerTexts();
	}

	/** Searches in the open node panel for each word in turn; returns at which place each finds the node, from 1. */
	async placesOf(name: string, words: readonly string[]): Promise<Record<string, number>> {
		await this.page.getByTestId('node-creator-plus-button').click();
		const places: Record<string, number> = {};
		for (const word of words) {
			await this.search(word);
			const names = this.panel.getByTestId('node-creator-item-name');
			await waitFor(
				async () => {
					places[word] = (await names.allInnerTexts()).indexOf(name) + 1;
					return places[word] > 0;
				},
				{ what: () => `${name} among what '${word}' finds` },
			);
		}
		return places;
	}

	/** Opens a found node; returns its actions below their headings, as the panel shows them. */
	async openActions(node: string): Promise<Record<string, string[]>> {
		await this.result(node).click();
		await this.panel.getByTestId('node-creator-category-item').first().waitFor();
		await this.waitForAllActions(node);
		const entries = await this.panel.getByTestId('item-iterator-item').evaluateAll((elements) =>
			elements.map((element) => ({
				text: (element.textContent ?? '').trim(),
				isAction: element.querySelector('[data-test-id="node-creator-item-name"]') !== null,
			})),
		);
		const actions: Record<string, string[]> = {};
		let heading = '';
		for (const { text, isAction } of entries) {
			if (isAction) actions[heading].push(text);
			else actions[(heading = text)] ??= [];
		}
		return actions;
	}

	/** For a moment the list of nodes is still there, and n8n draws long lists bit by bit. */
	private async waitForAllActions(node: string): Promise<void> {
		const headers = this.panel.getByTestId('nodes-list-header');
		let announced = 0;
		let drawn = 0;
		await waitFor(
			async () => {
				// E.g. "Actions (35)". The triggers above them are folded.
				const headings = await this.panel.getByTestId('node-creator-category-item').allInnerTexts();
				announced = headings.reduce(
					(sum, text) => sum + Number(/^Actions \((\d+)\)/.exec(text)?.[1] ?? 0),
					0,
				);
				drawn = await this.panel.getByTestId('node-creator-item-name').count();
				return (await headers.count()) === 1 && drawn === announced;
			},
			{ what: () => `the ${announced} actions of ${node}; the panel shows ${drawn}` },
		);
	}

	/** Puts a node with that action behind the last one, and returns its open details. */
	async addAction(action: string): Promise<NodeDetails> {
		await this.result(action).click();
		const details = new NodeDetails(this.page);
		await details.waitUntilOpen();
		return details;
	}

	/** New workflow with a HelloAsso node of that action, open. */
	async start(action: string): Promise<NodeDetails> {
		await this.newWorkflow();
		return await this.addHelloAsso(action);
	}

	/** Puts a HelloAsso node of that action in the place of the last one: quicker than a new workflow. */
	async startAgain(action: string): Promise<NodeDetails> {
		await new NodeDetails(this.page).close();
		const last = this.page.getByTestId('canvas-default-node');
		await last.click();
		await this.page.keyboard.press('Delete');
		await last.waitFor({ state: 'detached' });
		// What is selected on the canvas is what the next node is put behind.
		await this.page.getByTestId('canvas-trigger-node').click();
		return await this.addHelloAsso(action);
	}

	private async addHelloAsso(action: string): Promise<NodeDetails> {
		await this.searchNodes('HelloAsso');
		await this.openActions('HelloAsso');
		return await this.addAction(action);
	}

	/** Waits until the picture in the node panel has such an address. */
	async waitForIcon(address: RegExp): Promise<void> {
		const icon = this.panel.locator('img').first();
		let source: string | null = null;
		await waitFor(async () => address.test((source = await icon.getAttribute('src')) ?? ''), {
			what: () => `${address} as icon; it is ${source}`,
		});
	}
}
