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

const ELSEWHERE = '203.0.113.7';
let workflows = 0;
function notified(
	parameters: IDataObject = {},
	credential = credentialFor(sim),
	more: { withoutCredential?: boolean } = {},
): Notified {
	return new Notified({ credential, parameters, workflowId: `proofs${++workflows}`, ...more });
}
async function registered(
	scope: 'partner' | 'organization',
	parameters: IDataObject = {},
): Promise<{ trigger: Notified; key: string }> {
	const credential =
		scope === 'partner'
			? credentialFor(sim, 'partner')
			: credentialFor(sim, 'partner', {
					grantType: 'pkce',
					oauthTokenData: { ...sim.connect(sim.organizationSlug) },
				});
	const trigger = notified({ registration: 'automatic', scope, ...parameters }, credential);
	await trigger.activate();
	sim.clearRequests();
	return { trigger, key: sim.data.notificationSlots[0].signatureKey };
}
const orderEvent = () => ({
	eventType: 'Order',
	data: { id: sim.sell({ notify: false }).order.id },
});
const renamed = () => ({
	eventType: 'Organization',
	data: { old_slug_organization: 'before', new_slug_organization: sim.organizationSlug },
});
const paths = () =>
	sim.apiRequests.map(({ method, path }) => `${method} ${path.replace('/v5', '')}`);
async function proofs(trigger: Notified, body: object, key?: string): Promise<unknown> {
	const { status, item } = await trigger.receive(body, key);
	return item ? item.verifiedBy : status;
}

describe('one sufficient proof', () => {
	it.each([
		['an address we do not know', ELSEWHERE, ['api']],
		["HelloAsso's with a port", '127.0.0.1:43210', ['sourceIp', 'api']],
		["HelloAsso's in brackets", '[::ffff:7f00:1]:443', ['sourceIp', 'api']],
		['none', '', ['api']],
	])('the API confirms an event from %s', async (_title, ip, verifiedBy) => {
		const trigger = notified();
		trigger.ip = ip;
		expect(await proofs(trigger, orderEvent())).toEqual(verifiedBy);
	});

	it.each([
		['partner', ['signature']],
		['organization', ['signature', 'api']],
	] as const)(
		'a signature that fits, from an address we do not know: %s',
		async (scope, verifiedBy) => {
			const { trigger, key } = await registered(scope);
			trigger.ip = ELSEWHERE;
			expect(await proofs(trigger, orderEvent(), key)).toEqual(verifiedBy);
		},
	);

	it.each([[403], [404]])(
		'a signature that fits, of a record that the API does not show (%i)',
		async (status) => {
			const { trigger, key } = await registered('organization', { simplify: false });
			const event = orderEvent();
			sim.failNext({ match: { path: /orders/ }, status });
			expect(await trigger.receive(event, key)).toEqual({
				status: 200,
				item: { event: 'Order', ...event, verifiedBy: ['signature', 'sourceIp'] },
			});
			expect(await proofs(trigger, event, key)).toBe(200);
		},
	);

	it.each([
		['wrong', 'other key'],
		['missing', undefined],
	])('the API confirms an event whose signature is %s, with one request', async (_title, key) => {
		const { trigger } = await registered('organization');
		const event = orderEvent();
		expect(await proofs(trigger, event, key)).toEqual(['sourceIp', 'api']);
		expect(paths()).toEqual([`GET /orders/${event.data.id}`]);
	});

	it('the address decides where nothing else can, and is reported where it need not', async () => {
		const expected: Array<[Notified, object, unknown, unknown]> = [
			[notified({ options: { confirm: false } }), orderEvent(), ['sourceIp'], 403],
			[notified(), renamed(), ['sourceIp'], 403],
			[notified({ options: { checkSourceIp: false } }), renamed(), ['sourceIp'], []],
			[notified({ options: { checkSourceIp: false } }), orderEvent(), ['sourceIp', 'api'], ['api']],
		];
		for (const [trigger, event, known, unknown] of expected) {
			trigger.ip = ELSEWHERE;
			const isRun = Array.isArray(unknown);
			expect(await proofs(trigger, event)).toEqual(unknown);
			trigger.ip = '127.0.0.1';
			expect(await proofs(trigger, event)).toEqual(isRun ? 200 : known);
		}
	});

	it('without credential, the address decides', async () => {
		const trigger = notified({}, undefined, { withoutCredential: true });
		trigger.ip = ELSEWHERE;
		const event = orderEvent();
		expect(await proofs(trigger, event)).toBe(403);
		trigger.ip = '203.0.113.7, 51.138.206.200:43210, 10.0.0.1';
		expect(await proofs(trigger, event)).toEqual(['sourceIp']);
		expect(paths()).toEqual([]);
	});
});

describe('no proof', () => {
	it.each([
		['partner', 'other key', orderEvent],
		['partner', undefined, orderEvent],
		['organization', 'other key', renamed],
		['organization', undefined, renamed],
	] as const)(
		"a wrong or missing signature is not healed by HelloAsso's address: %s, %s",
		async (scope, key, eventOf) => {
			const { trigger } = await registered(scope);
			expect(await proofs(trigger, eventOf(), key)).toBe(401);
			sim.clearRequests();
			expect(await proofs(trigger, eventOf(), key)).toBe(401);
			expect(paths()).toEqual([]);
		},
	);

	it.each([
		['of a record that HelloAsso does not know', () => ({ id: 1_999_999_999 })],
		[
			'of another organization',
			() => ({
				id: sim.data.orders.find(
					({ organizationSlug }) => organizationSlug !== sim.organizationSlug,
				)?.id,
			}),
		],
	])('an event %s starts nothing, wherever it comes from', async (_title, dataOf) => {
		const trigger = notified();
		for (const ip of [ELSEWHERE, '127.0.0.1']) {
			trigger.ip = ip;
			expect(await proofs(trigger, { eventType: 'Order', data: dataOf() })).toBe(403);
		}
	});

	it('bytes that differ from the signed ones', async () => {
		const { trigger, key } = await registered('partner');
		const event = orderEvent();
		const signature = trigger.signatureOf(event, key);
		expect((await trigger.receiveSigned({ ...event, more: 1 }, signature)).status).toBe(401);
		expect((await trigger.receiveSigned(event, signature)).status).toBe(200);
	});

	it('a flood of made-up events from elsewhere costs sixty requests a minute, and true ones of HelloAsso none', async () => {
		const trigger = notified();
		trigger.ip = ELSEWHERE;
		const statuses = new Set<unknown>();
		for (let id = 1; id <= 80; id++)
			statuses.add(
				await proofs(trigger, { eventType: 'Payment', data: { id: 1_900_000_000 + id } }),
			);
		expect([...statuses]).toEqual([403]);
		expect(paths()).toHaveLength(60);
		trigger.ip = '127.0.0.1';
		expect(await proofs(trigger, orderEvent())).toEqual(['sourceIp', 'api']);
	});
});

describe("'Additional Source Addresses'", () => {
	it('count as those of HelloAsso, in any spelling', async () => {
		const options = { confirm: false, additionalAddresses: '198.51.100.9, 2001:DB8:0::7' };
		const trigger = notified({ options });
		for (const ip of ['198.51.100.9:1234', '[2001:db8::7]:80', '127.0.0.1']) {
			trigger.ip = ip;
			expect(await proofs(trigger, orderEvent())).toEqual(['sourceIp']);
		}
		trigger.ip = '198.51.100.8';
		expect(await proofs(trigger, orderEvent())).toBe(403);
	});

	it.each([
		['manual', 'n8n.example.org'],
		['automatic', '198.51.100.9, 10.0.0.0/8'],
	])('that are none cannot be activated: %s, %s', async (registration, additionalAddresses) => {
		const parameters = { registration, scope: 'partner', options: { additionalAddresses } };
		const trigger = notified(parameters, credentialFor(sim, 'partner'));
		await expect(trigger.activate()).rejects.toThrow(
			`'Additional Source Addresses' holds '${additionalAddresses.split(', ').at(-1)}', which is no IP address`,
		);
		expect(paths()).toEqual([]);
	});
});
