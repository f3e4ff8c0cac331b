/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitFor } from './browser/waitFor';
import { RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS } from './harness';
import { NotificationStage, type ActiveWorkflow } from './notificationStage';
import { rawPost } from './rawPost';

/** What n8n asks before each run. It says no while there is a file `forbidden`, once there is a file `answer`. */
const hook = (folder: string) => `
const { existsSync, writeFileSync } = require('node:fs');
const inFolder = (name) => require('node:path').join(${JSON.stringify(folder)}, name);
async function preExecute() {
	if (!existsSync(inFolder('forbidden'))) return;
	writeFileSync(inFolder('asked'), '');
	while (!existsSync(inFolder('answer'))) await new Promise((resolve) => setTimeout(resolve, 20));
	writeFileSync(inFolder('refused'), '');
	throw new Error('forbidden');
}
module.exports = { workflow: { preExecute: [preExecute] } };
`;

let folder: string;
let stage: NotificationStage;
let workflow: ActiveWorkflow;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'helloasso-hook-'));
	await writeFile(file('hook.js'), hook(folder));
	stage = await NotificationStage.open(undefined, undefined, {
		EXTERNAL_HOOK_FILES: file('hook.js'),
	});
	workflow = await stage.listen({ simplify: false }, '');
}, STAGE_TIMEOUT_MS);
afterAll(async () => {
	await stage?.close();
	await rm(folder, { recursive: true, force: true });
});

const file = (name: string) => path.join(folder, name);
const allowRuns = async () => {
	for (const name of ['forbidden', 'asked', 'answer', 'refused'])
		await rm(file(name), { force: true });
};
const eventOf = (id: number) => JSON.stringify({ eventType: 'Order', data: { id } });
const post = async (body: string) =>
	(await stage.simulator.notifications.post(workflow.url, body)).status;
const ids = async () => (await stage.runs(workflow)).map(({ data }) => data);

describe('n8n/runOutcome.ts is needed as long as n8n', () => {
	it(
		'answers 500 when it cannot start a run: the event is no repeat when it comes again',
		async () => {
			await writeFile(file('answer'), '');
			await writeFile(file('forbidden'), '');
			expect(await post(eventOf(1))).toBe(500);
			expect(await ids()).toEqual([]);
			await allowRuns();
			expect(await post(eventOf(1))).toBe(200);
			expect(await ids()).toEqual([{ id: 1 }]);
			expect(await post(eventOf(1))).toBe(200);
			expect(await ids()).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'sets that status also after the sender has hung up',
		async () => {
			await writeFile(file('forbidden'), '');
			const body = eventOf(2);
			const headers = { 'content-length': String(body.length) };
			const asked = waitFor(() => existsSync(file('asked')), {
				what: () => 'the hook to be asked',
			});
			expect(await rawPost(workflow.url, { headers, body: [body], hangUpAfter: asked })).toBe(
				'closed',
			);
			await writeFile(file('answer'), '');
			await waitFor(() => existsSync(file('refused')), { what: () => 'the hook to say no' });
			await allowRuns();
			await waitFor(async () => (await post(body)) === 200 && stage.collector.received.length > 0, {
				what: () => 'a run',
			});
			expect(await ids()).toEqual([{ id: 2 }]);
		},
		RUN_TIMEOUT_MS,
	);
});
