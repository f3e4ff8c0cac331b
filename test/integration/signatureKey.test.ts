import { startSimulator, type Simulator } from '../../simulator';
import { credentialFor, runNode } from './engine';

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator();
});
afterEach(async () => {
	await sim.stop();
});

const set = async (options: object) =>
	await runNode({
		credential: credentialFor(sim, 'partner'),
		parameters: {
			resource: 'notification',
			operation: 'set',
			scope: 'partner',
			url: 'https://n8n.example.org/webhook/1',
			options,
		},
	});
const key = () => sim.data.notificationSlots[0].signatureKey;

test.each([
	['true', true],
	['a text of an expression', '={{ "True" }}'],
])('Show Signature Key › %s gives the key twice, so that one stays visible', async (_name, on) => {
	const { error, json } = await set({ showSignatureKey: on });
	expect(error).toBeUndefined();
	expect(json()).toMatchObject([{ signatureKey: key(), shownSignatureKey: key() }]);
});

test.each([
	['not added', {}],
	['false', { showSignatureKey: false }],
])('Show Signature Key › %s gives it once', async (_name, options) => {
	const { error, json } = await set(options);
	expect(error).toBeUndefined();
	expect(json()).toHaveLength(1);
	expect(json()[0]).toHaveProperty('signatureKey', key());
	expect(json()[0]).not.toHaveProperty('shownSignatureKey');
});

test('Show Signature Key › what is neither true nor false is refused before anything is sent', async () => {
	const { error } = await set({ showSignatureKey: '={{ "perhaps" }}' });
	expect(error?.message).toContain("'Show Signature Key' is neither true nor false");
	expect(sim.apiRequests).toEqual([]);
});
