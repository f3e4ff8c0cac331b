/** What the end-to-end tests of a file are about, as users call it; files that are about something else say what. */
export const FEATURES: Readonly<Record<string, string>> = {
	'badBodies.test.ts': 'HelloAsso Trigger: requests that are no notification',
	'checkout.test.ts': 'Checkout that waits until it is paid',
	'cli.test.ts': 'HelloAsso: lists, errors, Continue On Fail, Retry On Fail, read-only access',
	'credential.browser.test.ts': 'Credential: its dialog, and connecting an association in a popup',
	'credentialTest.test.ts': 'Credential: its test',
	'external.test.ts':
		'Lists, refund, credential and both triggers, in an n8n known by its address alone',
	'large.test.ts': 'HelloAsso: lists of 100,000 items',
	'node.browser.test.ts': 'HelloAsso: the node in the editor',
	'notifications.test.ts': 'HelloAsso Trigger: what HelloAsso sends',
	'notifications1x.test.ts': 'HelloAsso Trigger: what HelloAsso sends',
	'operations.test.ts': 'HelloAsso: every operation',
	'polling.test.ts': 'HelloAsso Polling Trigger',
	'presets.browser.test.ts': 'HelloAsso: each resource as a user fills it in',
	'recipes.test.ts': 'Example workflows: recipes',
	'recipesOutside.test.ts': 'Example workflows: recipes with services outside',
	'registration.test.ts': "HelloAsso Trigger: a partner's registration",
	'runOutcome.test.ts': 'HelloAsso Trigger: n8n cannot start a run',
	'storm.test.ts': 'HelloAsso Trigger: many notifications at once',
	'tokenLife.test.ts': 'Credential: access tokens that end',
	'tool.test.ts': 'HelloAsso as a tool of an AI agent',
	'trigger.browser.test.ts': 'Both triggers in the editor',
	'triggerExamples.test.ts': 'Example workflows: triggers',
	'upgrade.test.ts': 'Workflows that were saved with an earlier version',
};

/** Not about the nodes. */
export const OTHER_FILES: Readonly<Record<string, string>> = {
	'dev.test.ts': 'a command for who works on the package',
	'pictures.browser.test.ts': 'the pictures of the documents',
};

/** Tests without an n8n, beside those that have one. */
export const WITHOUT_N8N: readonly string[] = [
	'there is a preset of each resource',
	'the pinned samples have the fields that the triggers give',
];
