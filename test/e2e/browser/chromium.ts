/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, selectors, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { ROOT } from '../../../tools/bootstrap/index.cjs';

/** Pictures of every step, for people; not in the repository. */
const PICTURES = path.join(ROOT, 'test-output');
/** Those of the documents are written by `npm run pictures` alone: else they would change with every test. */
const DOCUMENT_PICTURES =
	process.env.HELLOASSO_PICTURES === '1' ? path.join(ROOT, 'docs', 'images') : PICTURES;
/** Upper bound of any wait: a shared machine may be slow, and nothing waits longer than needed. */
export const WAIT_MS = 60_000;
/** Below 1280 the editor begins to fold its panels. */
export const VIEWPORT = { width: 1280, height: 800 };

const FLAGS = [
	'--no-sandbox',
	'--headless',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

export async function keepPicture(page: Page, name: string): Promise<void> {
	await mkdir(PICTURES, { recursive: true });
	await page.screenshot({ path: path.join(PICTURES, `${name}.png`), animations: 'disabled' });
}

export async function keepDocument(file: string, picture: Buffer): Promise<void> {
	await mkdir(DOCUMENT_PICTURES, { recursive: true });
	await writeFile(path.join(DOCUMENT_PICTURES, file), picture);
}

function executable(): string {
	const file = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
	if (existsSync(file)) return file;
	throw new Error(
		`There is no browser at ${file}. Install Chromium (Debian: apt-get install chromium) or say in CHROMIUM_PATH where one is.`,
	);
}

/** One browser with an empty profile, and one page in it. */
export class TestBrowser {
	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
	) {}

	static async open(): Promise<TestBrowser> {
		selectors.setTestIdAttribute('data-test-id');
		// Playwright makes a new user data folder for each launch, and removes it.
		const browser = await chromium.launch({
			executablePath: executable(),
			args: FLAGS,
			timeout: WAIT_MS,
			// Jest ends the run in its own way.
			handleSIGINT: false,
			handleSIGTERM: false,
			handleSIGHUP: false,
		});
		const context: BrowserContext = await browser.newContext({
			viewport: VIEWPORT,
			locale: 'en-GB',
		});
		context.setDefaultTimeout(WAIT_MS);
		// A click on something that still slides in lands beside it.
		await context.addInitScript(() => {
			document.addEventListener('DOMContentLoaded', () => {
				const style = document.createElement('style');
				style.textContent =
					'*, ::before, ::after { transition: none !important; animation: none !important; }';
				document.head.append(style);
			});
		});
		const page = await context.newPage();
		const { HELLOASSO_SLOW_BROWSER: rate } = process.env;
		if (rate !== undefined) {
			const devtools = await context.newCDPSession(page);
			await devtools.send('Emulation.setCPUThrottlingRate', { rate: Number(rate) });
		}
		// "Leave this page?" of a workflow that was not saved.
		page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
		return new TestBrowser(browser, page);
	}

	/** Keeps a picture of the page as `test-output/<name>.png`. */
	async picture(name: string): Promise<void> {
		await keepPicture(this.page, name);
	}

	/** Keeps a picture for the documents, in light and in dark. Our icon has to be on the page, by which the theme is known. */
	async documentPicture(name: string): Promise<void> {
		for (const [scheme, icon] of [
			['dark', 'helloasso.dark.svg'],
			['light', 'helloasso.svg'],
		] as const) {
			await this.page.emulateMedia({ colorScheme: scheme });
			await this.page.locator(`img[src$="/${icon}"]`).first().waitFor();
			await keepDocument(`${name}.${scheme}.png`, await this.frame());
		}
	}

	/** What is seen now, for a picture that moves. */
	async frame(): Promise<Buffer> {
		return await this.page.screenshot({ animations: 'disabled' });
	}

	async close(): Promise<void> {
		await this.browser.close();
	}
}
