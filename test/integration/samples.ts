import type { IDataObject } from 'n8n-workflow';

import { onlyReads } from '../../nodes/HelloAsso/actions/operation';
import { startSimulator, type Simulator } from '../../simulator';
import { type Credential, credentialFor, runNode } from './engine';
import { CASES, ENDPOINTS, locator, runCase, settle, type Case } from './operations';

/** Of a store in which every scenario of a sale comes within two dozen orders. */
const FEW = 60;

/** The records of the simulator by the name that stands for them in a path, as input items of the node. */
const RECORDS: Record<string, (sim: Simulator) => IDataObject[]> = {
	cashOutId: (sim) =>
		[...new Set(ownPayments(sim).map(({ idCashOut }) => idCashOut))]
			.filter(Number)
			.map((cashOutId) => ({ cashOutId })),
	formSlug: ({ data, organizationSlug }) =>
		data.forms
			.filter((form) => form.organizationSlug === organizationSlug)
			.map(({ formType, formSlug }) => ({ formType, formSlug })),
	formType: ({ data }) =>
		[...new Set(data.forms.map(({ formType }) => formType))].map((formType) => ({ formType })),
	itemId: (sim) => {
		const orders = ownOrders(sim);
		const items = sim.data.items.filter(({ orderId }) => orders.has(orderId));
		return items.slice(0, FEW).map(({ id }) => ({ itemId: id }));
	},
	orderId: (sim) => [...ownOrders(sim)].slice(0, FEW).map((orderId) => ({ orderId })),
	organizationSlug: ({ data }) =>
		data.organizations.map(({ organizationSlug }) => ({ organizationSlug })),
	paymentId: (sim) =>
		ownPayments(sim)
			.slice(0, FEW)
			.map(({ id }) => ({ paymentId: id })),
};

/** Operations that ask for more than what their path names. */
const ASKED: Record<string, (sim: Simulator) => { parameters: IDataObject; items: IDataObject[] }> =
	{
		'member/check': (sim) => ({
			parameters: { email: '={{ $json.email }}' },
			items: [...ownOrders(sim)]
				.flatMap((id) => sim.data.order(id)?.payer.email ?? [])
				.slice(0, FEW)
				.map((email) => ({ email })),
		}),
		'member/getEnding': () => ({
			parameters: { from: '2000-01-01', to: '2100-01-01' },
			items: [{}],
		}),
	};

function ownOrders({ data, organizationSlug }: Simulator): Set<number> {
	const own = data.orders.filter((order) => order.organizationSlug === organizationSlug);
	return new Set(own.map(({ id }) => id));
}
function ownPayments(sim: Simulator) {
	const orders = ownOrders(sim);
	return sim.data.payments.filter(({ orderId }) => orders.has(orderId));
}

const isOf = (name: string) => (one: { name: string }) => one.name.split(' ')[0] === name;

/** What operations put out with Simplify on, in as many kinds of records as the simulator has. */
export class Samples {
	private readonly credentials = new Map<string, Credential>();

	/** @param sim a simulator with its own records, which are only read */
	constructor(private readonly sim: Simulator) {}

	/** The items of all cases of an operation; if it only reads, those of the simulator's records too. */
	async of(name: string): Promise<IDataObject[]> {
		const cases = CASES.map(([, one]) => one).filter(isOf(name));
		const outputs = [];
		for (const one of cases) outputs.push(await outputOf(one));
		return [...outputs.flat(), ...(await this.read(name, cases[0]))];
	}

	private async read(name: string, { key = 'fullAccess' }: Case): Promise<IDataObject[]> {
		const [{ operation, endpoint }] = ENDPOINTS.filter(isOf(name));
		if (!onlyReads(operation) || key === 'connected') return [];
		const inputs = Object.entries(endpoint.path);
		const [last] = inputs.at(-1) ?? [];
		const reads =
			last !== undefined && (last !== 'organizationSlug' || operation.returns === 'one');
		if (reads && !RECORDS[last]) return [];
		const records = reads ? RECORDS[last](this.sim) : [{}];
		// An operation on one type of form has it as a hidden field.
		const { property: type } = endpoint.path.formType ?? {};
		const items = records.filter(
			({ formType }) => type?.type !== 'hidden' || formType === type.default,
		);
		const path = inputs
			.filter(([input]) => input in (records[0] ?? {}))
			.map(([input, { property }]) => {
				const value = `={{ $json.${input} }}`;
				return [input, property.type === 'resourceLocator' ? locator(value) : value];
			});
		const [resource, value] = name.split('/');
		const asked = ASKED[name]?.(this.sim);
		const { error, json } = await runNode({
			credential: this.credential(key),
			parameters: {
				resource,
				operation: value,
				organizationSlug: locator(this.sim.organizationSlug),
				returnAll: true,
				...(asked?.parameters ?? (Object.fromEntries(path) as IDataObject)),
			},
			items: asked?.items ?? items,
		});
		if (error) throw new Error(`${name}: ${error.message}`, { cause: error });
		return json();
	}

	/** One for each key, so that tokens stay few. */
	private credential(key: keyof Simulator['keys']): Credential {
		const credential = this.credentials.get(key) ?? credentialFor(this.sim, key);
		this.credentials.set(key, credential);
		return credential;
	}
}

async function outputOf(one: Case): Promise<IDataObject[]> {
	const sim = await startSimulator({ seed: { orders: 0, directory: 0 } });
	try {
		settle(sim);
		const { error, json } = await runCase(sim, one, {});
		if (error) throw new Error(`${one.name}: ${error.message}`, { cause: error });
		return json();
	} finally {
		await sim.stop();
	}
}
