import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { credentialFor } from './engine';
import { Notified } from './notified';

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator();
});
afterEach(async () => {
	await sim.stop();
});

let workflows = 0;
const notified = (filters: IDataObject, more: IDataObject = {}) =>
	new Notified({
		credential: credentialFor(sim),
		parameters: { filters, ...more },
		workflowId: `filtered${++workflows}`,
	});
const address = (slug: string) =>
	`https://www.helloasso.com/associations/${sim.organizationSlug}/adhesions/${slug}`;

describe('Form Slugs', () => {
	it.each([
		['the slug', (slug: string) => slug],
		['the slug in another case, with blanks', (slug: string) => ` ${slug.toUpperCase()} `],
		['the address', address],
		['the address without https', (slug: string) => address(slug).slice('https://'.length)],
		['the address of its widget', (slug: string) => `${address(slug)}/widget?view=button`],
		['several', (slug: string) => `another, ${address(slug)}`],
	])('%s means the form', async (_title, written) => {
		const { order } = sim.sell({ kind: 'membership', notify: false });
		const trigger = notified({ formSlugs: written(order.formSlug) });
		const { item } = await trigger.receive({ eventType: 'Order', data: { id: order.id } });
		expect(item?.event).toBe('Order');
	});

	it('of a form that does not exist is an error at the activation, and at a test', async () => {
		const trigger = notified({ formSlugs: `adhesion-annuelle, ${address('adhesion-anuelle')}` });
		const message =
			"'Form Slugs' under 'Filters' names a form that HelloAsso does not have: 'adhesion-anuelle'";
		await expect(trigger.activate()).rejects.toThrow(message);
		await expect(trigger.startTest()).rejects.toThrow(message);
	});

	it('of a form that was deleted since does not keep the trigger from starting with n8n', async () => {
		const trigger = notified({ formSlugs: 'deleted' });
		await expect(trigger.activate('init')).resolves.toBeUndefined();
		expect(sim.requests).toEqual([]);
	});

	it.each([[403], [404], [503]])(
		'is taken as it is where HelloAsso answers %i to the question which forms there are',
		async (status) => {
			sim.failNext({ match: { path: /\/forms$/ }, status }, 3);
			await expect(notified({ formSlugs: 'unknown' }).activate()).resolves.toBeUndefined();
		},
	);

	it('that is the address of something else is an error', async () => {
		const trigger = notified({
			formSlugs: 'https://example.org/associations/club/evenements/open',
		});
		await expect(trigger.activate()).rejects.toThrow(
			"'Form Slugs' is an address, but not of such a page at HelloAsso",
		);
	});
});

describe('a test in the editor', () => {
	const said = async (trigger: Notified, body: unknown) => {
		const outputs = await trigger.receiveAll(body, 'manual');
		return outputs?.[0][0].nothingComesOut ?? outputs?.[0].map(({ event }) => event);
	};
	const order = () => {
		const sold = sim.sell({ kind: 'membership', notify: false });
		return { eventType: 'Order', data: { id: sold.order.id } };
	};

	it.each([
		[{ formTypes: ['Event'] }, "'Form Types' under 'Filters' leaves it out"],
		[{ formSlugs: 'another' }, "'Form Slugs' under 'Filters' leaves it out"],
		[{ tierTypes: ['Donation'] }, "'Tier Types' under 'Filters' leaves it out"],
	])('says which of %j has left the event out', async (filters, words) => {
		expect(await said(notified(filters), order())).toContain(words);
		// In production nothing starts.
		expect(await notified(filters).receiveAll(order())).toBeUndefined();
	});

	it.each([
		[['Form'], "none of those under 'Trigger On'"],
		[['newTicket'], "none of those under 'Trigger On'"],
		[['newTicket', 'Payment'], undefined],
		[['paymentReceived'], undefined],
		[['newMember'], ['newMember']],
	])(
		'of %j says so for the order of a member, unless its payment is meant',
		async (events, words) => {
			const answer = await said(notified({}, { events }), order());
			if (typeof words === 'string') expect(answer).toContain(words);
			else expect(answer).toEqual(words);
		},
	);

	it('says so when the notification itself shows that nothing of it was chosen', async () => {
		const items = [{ id: 1, type: 'Registration', state: 'Processed' }];
		const event = { eventType: 'Order', data: { id: 1, items } };
		const trigger = notified({}, { events: ['newMember'] });
		expect(await said(trigger, event)).toContain("none of those under 'Trigger On'");
		expect(sim.requests).toEqual([]);
	});

	it('gives the same event each time', async () => {
		const trigger = notified({}, { events: ['newMember'] });
		const event = order();
		expect(await said(trigger, event)).toEqual(['newMember']);
		expect(await said(trigger, event)).toEqual(['newMember']);
		expect(await trigger.receiveAll(event)).toHaveLength(1);
	});
});
