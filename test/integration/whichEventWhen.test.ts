import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { HelloAssoPollingTrigger } from '../../nodes/HelloAsso/HelloAssoPollingTrigger.node';
import { HelloAssoTrigger } from '../../nodes/HelloAsso/HelloAssoTrigger.node';
import { startSimulator, type Simulator, type Sold } from '../../simulator';
import { WHICH_EVENT_WHEN } from '../fixtures/whichEventWhen';
import { credentialFor } from './engine';
import { Notified } from './notified';
import { Poller } from './poller';

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator();
});
afterEach(async () => {
	await sim.stop();
});

/** What a trigger offers under 'Trigger On'. */
const offered = (trigger: HelloAssoTrigger | HelloAssoPollingTrigger) =>
	trigger.description.properties.find(({ displayName }) => displayName === 'Trigger On')
		?.options as INodePropertyOptions[];
const NOTIFIED = offered(new HelloAssoTrigger());
const POLLED = offered(new HelloAssoPollingTrigger());

interface Output {
	name: string;
	data: IDataObject;
}
const counted = (offers: INodePropertyOptions[], outputs: Output[]) =>
	offers.flatMap(({ name }) => {
		const count = outputs.filter((output) => output.name === name).length;
		return count === 0 ? [] : [count === 1 ? name : `${name} ×${count}`];
	});

let workflows = 0;
/** A dozen triggers take a dozen times what one takes. */
const TIMEOUT_MS = 60_000;

it.each(WHICH_EVENT_WHEN)(
	'$happens',
	async ({ before, happen, notified, polled, data = {} }) => {
		const credential = credentialFor(sim);
		const trigger = new Notified({
			credential,
			parameters: { events: NOTIFIED.map(({ value }) => value) },
			workflowId: `which${++workflows}`,
		});
		const pollers = POLLED.map(({ name, value }) => {
			return { name, poller: new Poller({ credential, parameters: { event: value } }) };
		});
		sim.setBackOfficeUrl('https://n8n.example.org/webhook');
		sim.notifications.hold();
		const takeNotifications = async () => {
			const outputs: Output[] = [];
			for (const { body } of sim.notifications.held) {
				const [items = []] = (await trigger.receiveAll(JSON.parse(body))) ?? [];
				for (const { event, data: record } of items) {
					const name = String(NOTIFIED.find(({ value }) => value === event)?.name);
					outputs.push({ name, data: record as IDataObject });
				}
			}
			sim.notifications.clear();
			return outputs;
		};
		const pollAll = async () => {
			const outputs: Output[] = [];
			for (const { name, poller } of pollers)
				for (const record of (await poller.poll()) ?? []) outputs.push({ name, data: record });
			sim.advance(1_000);
			return outputs;
		};
		await pollAll();
		const sold = before?.(sim) as Sold;
		await takeNotifications();
		await pollAll();

		happen(sim, sold);

		const fromNotifications = await takeNotifications();
		expect(counted(NOTIFIED, fromNotifications)).toEqual(notified);
		const fromPolls = await pollAll();
		expect(counted(POLLED, fromPolls)).toEqual(polled);
		for (const [outputs, [first]] of [
			[fromNotifications, notified],
			[fromPolls, polled],
		] as const)
			if (first !== undefined)
				expect(outputs.find(({ name }) => first.startsWith(name))?.data).toMatchObject(data);
	},
	TIMEOUT_MS,
);
