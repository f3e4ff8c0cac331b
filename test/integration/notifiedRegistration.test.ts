import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { credentialFor, type Credential } from './engine';
import { Notified, type NotifiedOptions } from './notified';

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator();
});
afterEach(async () => {
	await sim.stop();
});

const ELSEWHERE = 'https://other.example.org/hook';
const PARTNER = { registration: 'automatic', scope: 'partner' };
const ORGANIZATION = { registration: 'automatic', scope: 'organization' };
const BY_HAND = { registration: 'manual' };
let workflows = 0;
const notified = (options: Omit<NotifiedOptions, 'workflowId'>) =>
	new Notified({ workflowId: `registration${++workflows}`, ...options });
const partnerKey = () => credentialFor(sim, 'partner');
const connected = () =>
	credentialFor(sim, 'partner', {
		grantType: 'pkce',
		oauthTokenData: { ...sim.connect(sim.organizationSlug) },
	});
const slots = () => sim.data.notificationSlots.map(({ scope, url }) => [scope, url]);
const calls = () => sim.apiRequests.map(({ method, url }) => `${method} ${url.replace('/v5', '')}`);
const removals = () => calls().filter((call) => call.startsWith('DELETE'));
const orderEvent = () => ({
	eventType: 'Order',
	data: { id: sim.sell({ notify: false }).order.id },
});
const renamed = () => ({
	eventType: 'Organization',
	data: { old_slug_organization: 'before', new_slug_organization: sim.organizationSlug },
});
const proofs = async (trigger: Notified, body: object, key?: string) => {
	const { status, item } = await trigger.receive(body, key);
	return item ? item.verifiedBy : status;
};
const failRemovals = (status: number, times: number) =>
	sim.failNext({ match: { method: 'DELETE', path: /api-notifications/ }, status }, times);

/** HelloAsso is asked again for some seconds when it answers 503. */
const RETRIES_TIMEOUT_MS = 60_000;

/** Registered and deactivated, while HelloAsso could not remove the address. */
async function withLeftover(credential: Credential, parameters: IDataObject, status = 400) {
	const trigger = notified({ credential, parameters });
	await trigger.activate();
	const { signatureKey } = sim.data.notificationSlots[0];
	failRemovals(status, 20);
	await trigger.deactivate();
	sim.clearFaults();
	sim.clearRequests();
	trigger.warnings.length = 0;
	trigger.reload();
	return { trigger, signatureKey };
}

describe.each([
	['of a partner', PARTNER, () => partnerKey(), 'partner'],
	['of one organization', ORGANIZATION, () => connected(), 'les-amis-du-velo'],
] as const)(
	'an address %s that could not be removed',
	(_title, parameters, credentialOf, scope) => {
		it(
			'stands in no way of another key and By Hand, and is reported',
			async () => {
				const { trigger } = await withLeftover(credentialOf(), parameters);
				trigger.reload({ credential: credentialFor(sim), parameters: BY_HAND });
				for (let start = 1; start <= 2; start++) {
					await trigger.activate();
					expect(trigger.warnings).toHaveLength(start);
					expect(await proofs(trigger, orderEvent())).toEqual(['sourceIp', 'api']);
					expect(await proofs(trigger, renamed())).toEqual(start === 1 ? ['sourceIp'] : 200);
					trigger.reload();
				}
				expect(trigger.warnings[0]).toBe(
					`HelloAsso still has a notification address of 'Trigger' for ${scope === 'partner' ? 'the partner' : `'${scope}'`}, ${trigger.url}, which could not be removed: it was registered with another 'Client ID' or 'Environment'. It stands in the way of nothing. To remove it, choose the credential that it was registered with and 'Automatic' under 'Registration', activate the workflow, and deactivate it.`,
				);
				expect([removals(), slots()]).toEqual([[], [[scope, trigger.url]]]);
			},
			RETRIES_TIMEOUT_MS,
		);

		it('is removed at the next activation with its key, By Hand too', async () => {
			const { trigger } = await withLeftover(credentialOf(), parameters);
			trigger.reload({ parameters: BY_HAND });
			await trigger.activate();
			expect([slots(), trigger.warnings]).toEqual([[], []]);
			sim.clearRequests();
			trigger.reload();
			await trigger.activate();
			expect(calls()).toEqual([]);
		});

		it.each([[403], [404]])(
			'is given up, with a report, when HelloAsso answers %i',
			async (status) => {
				const { trigger } = await withLeftover(credentialOf(), parameters);
				trigger.reload({ parameters: BY_HAND });
				failRemovals(status, 20);
				await trigger.activate();
				expect(trigger.warnings).toEqual([expect.stringContaining('It is not tried again')]);
				sim.clearRequests();
				trigger.reload();
				await trigger.activate();
				await trigger.deactivate();
				expect([calls(), trigger.warnings.length]).toEqual([[], 1]);
			},
		);

		it('is replaced, not removed, when it is registered again', async () => {
			const { trigger, signatureKey } = await withLeftover(credentialOf(), parameters);
			await trigger.activate();
			expect([removals(), slots()]).toEqual([[], [[scope, trigger.url]]]);
			const [slot] = sim.data.notificationSlots;
			expect(slot.signatureKey).not.toBe(signatureKey);
			expect(await proofs(trigger, orderEvent(), slot.signatureKey)).toContain('signature');
			trigger.reload();
			await trigger.deactivate();
			expect([removals().length, slots(), trigger.warnings]).toEqual([1, [], []]);
		});

		it('does not stop a trigger whose credential was taken out or deleted', async () => {
			const { trigger } = await withLeftover(credentialOf(), parameters);
			trigger.reload({ parameters: BY_HAND, withoutCredential: true });
			await trigger.activate();
			trigger.ip = '51.138.206.200';
			expect(await proofs(trigger, orderEvent())).toEqual(['sourceIp']);
			const options = { confirm: false, checkSourceIp: false };
			trigger.reload({ parameters: { ...BY_HAND, options }, withoutCredential: false });
			trigger.credentialIsDeleted = true;
			await trigger.activate();
			expect(await proofs(trigger, orderEvent())).toEqual([]);
			await trigger.deactivate();
			expect(removals()).toEqual([]);
		});

		it('still signs what is true, but decides nothing', async () => {
			const { trigger, signatureKey } = await withLeftover(credentialOf(), parameters);
			failRemovals(400, 20);
			trigger.reload({ credential: credentialOf(), parameters: BY_HAND });
			await trigger.activate();
			sim.clearFaults();
			trigger.ip = '203.0.113.7';
			const event = renamed();
			expect(await proofs(trigger, event, 'other key')).toBe(403);
			expect(await proofs(trigger, event, signatureKey)).toEqual(
				// What the key of the partner has rights on, HelloAsso does not say.
				scope === 'partner' ? 403 : ['signature'],
			);
			expect(await proofs(trigger, orderEvent(), 'other key')).toEqual(
				scope === 'partner' ? 403 : ['api'],
			);
		});
	},
);

it('an address that by now is that of somebody else is not removed', async () => {
	const { trigger } = await withLeftover(partnerKey(), PARTNER);
	sim.data.notificationSlots[0].url = ELSEWHERE;
	trigger.reload({ parameters: BY_HAND });
	await trigger.activate();
	expect([removals(), slots(), trigger.warnings]).toEqual([[], [['partner', ELSEWHERE]], []]);
});

it('two leftovers are removed each by its own key', async () => {
	const { trigger } = await withLeftover(connected(), ORGANIZATION);
	const other = partnerKey();
	// The same key to the simulator, another one to the node.
	other.data.environment = 'custom';
	other.data.customApiUrl = sim.url.replace('127.0.0.1', 'localhost');
	trigger.reload({ credential: other, parameters: PARTNER });
	await trigger.activate();
	failRemovals(400, 20);
	await trigger.deactivate();
	sim.clearFaults();
	expect(
		slots()
			.map(([scope]) => scope)
			.sort(),
	).toEqual([sim.organizationSlug, 'partner']);
	trigger.reload({ parameters: BY_HAND });
	await trigger.activate();
	expect(slots().map(([scope]) => scope)).toEqual([sim.organizationSlug]);
	trigger.reload({ credential: connected() });
	await trigger.activate();
	expect(slots()).toEqual([]);
});

it("what a deactivated workflow could not remove is no other workflow's obstacle", async () => {
	await withLeftover(connected(), ORGANIZATION);
	const other = notified({ credential: connected(), parameters: ORGANIZATION });
	await other.activate();
	expect(slots()).toEqual([[sim.organizationSlug, other.url]]);
});

it('an organization that was renamed leaves no claim under its old name', async () => {
	const trigger = notified({ credential: connected(), parameters: ORGANIZATION });
	await trigger.activate();
	const { signatureKey } = sim.data.notificationSlots[0];
	const old = sim.organizationSlug;
	const slug = 'les-amis-du-tandem';
	const data = { old_slug_organization: old, new_slug_organization: slug };
	sim.renameOrganization(old, slug, { notify: false });
	await trigger.receive({ eventType: 'Organization', data }, signatureKey);
	await trigger.deactivate();
	sim.renameOrganization(slug, old, { notify: false });
	const other = notified({ credential: connected(), parameters: ORGANIZATION });
	await other.activate();
	expect(slots()).toEqual([[old, other.url]]);
});

it('an address that another workflow has replaced is not removed by the former one', async () => {
	const { trigger } = await withLeftover(connected(), ORGANIZATION);
	const other = notified({ credential: connected(), parameters: ORGANIZATION });
	await other.activate();
	trigger.reload({ parameters: BY_HAND });
	await trigger.activate();
	expect([removals(), slots()]).toEqual([[], [[sim.organizationSlug, other.url]]]);
});

describe('a client secret that has changed', () => {
	it('leaves what the API confirms, and answers 503 only where nothing else proves it', async () => {
		const credential = connected();
		const trigger = notified({ credential, parameters: ORGANIZATION });
		await trigger.activate();
		const key = sim.data.notificationSlots[0].signatureKey;
		credential.data.clientSecret = 'renewed';
		trigger.reload();
		trigger.ip = '203.0.113.7';
		expect(await proofs(trigger, orderEvent(), key)).toEqual(['api']);
		expect(await proofs(trigger, renamed(), key)).toBe(503);
		trigger.ip = '127.0.0.1';
		expect(await proofs(trigger, renamed(), key)).toEqual(['sourceIp']);
	});

	it.each([
		['it is read again', 0, ['signature', 'sourceIp']],
		['503 while HelloAsso cannot be asked for it', 5, 503],
	])(
		"of a partner's own address, whose key HelloAsso tells: %s",
		async (_title, faults, expected) => {
			const credential = partnerKey();
			const trigger = notified({ credential, parameters: PARTNER });
			await trigger.activate();
			const key = sim.data.notificationSlots[0].signatureKey;
			credential.data.clientSecret = 'renewed';
			trigger.reload();
			if (faults) sim.failNext({ match: { path: /partners/ }, status: 500 }, faults);
			for (let time = 0; time < 2; time++)
				expect(await proofs(trigger, orderEvent(), key)).toEqual(expected);
		},
	);
});

describe("paths of n8n's own", () => {
	it.each([
		[['webhook', 'webhook-test'], undefined],
		[['hooks', 'hooks-test'], undefined],
		[['in/n8n', 'in/test/n8n'], undefined],
		[['hooks', 'hooks-test'], null],
	] as Array<[[string, string], null | undefined]>)(
		'%p, webhookId %p: the address for tests is replaced by an activation',
		async (prefixes, webhookId) => {
			const trigger = notified({
				credential: partnerKey(),
				parameters: PARTNER,
				prefixes,
				webhookId,
			});
			await trigger.startTest();
			expect(slots()).toEqual([['partner', trigger.testUrl]]);
			await trigger.activate();
			expect(slots()).toEqual([['partner', trigger.url]]);
			await trigger.endTest();
			expect(slots()).toEqual([['partner', trigger.url]]);
		},
	);

	it.each([
		['partner', PARTNER, () => partnerKey()],
		['organization', ORGANIZATION, () => connected()],
	] as const)(
		'a test does not take the place of the address for production, and says whose it is: %s',
		async (_title, parameters, credentialOf) => {
			const prefixes: [string, string] = ['hooks', 'hooks-test'];
			const trigger = notified({ credential: credentialOf(), parameters, prefixes });
			await trigger.activate();
			await expect(trigger.startTest()).rejects.toThrow(
				`HelloAsso already sends these notifications to the Production URL of this trigger: ${trigger.url}. Test with a pinned sample instead.`,
			);
			await trigger.endTest();
			expect(slots().map(([, url]) => url)).toEqual([trigger.url]);
		},
	);

	it('the address of another node is left alone', async () => {
		const other = notified({ credential: partnerKey(), parameters: PARTNER });
		await other.activate();
		const trigger = notified({ credential: partnerKey(), parameters: PARTNER });
		await expect(trigger.activate()).rejects.toThrow(`to another address: ${other.url}`);
	});
});
