import type { IDataObject } from 'n8n-workflow';

import type { Simulator } from '../../simulator';
import { type Credential, credentialFor, runNode } from './engine';

type Key = keyof Simulator['keys'];

interface Sample {
	parameters?: IDataObject;
	/** The node runs once for each; `parameters` take from them by expression. Default: once. */
	items?: IDataObject[];
	/** Default `fullAccess`. */
	key?: Key;
}

const locator = (value: string) => ({ __rl: true, mode: 'slug', value });
const all = { returnAll: true };
/** As input items: one run of the node then reads each of them. */
const itemForm = { formType: '={{ $json.formType }}', formSlug: locator('={{ $json.formSlug }}') };

/** Records of the main association, in the order of the store. */
const own = <T extends { organizationSlug: string }>(sim: Simulator, records: T[]) =>
	records.filter(({ organizationSlug }) => organizationSlug === sim.organizationSlug);
const ownForms = (sim: Simulator) =>
	own(sim, sim.data.forms).map(({ formType, formSlug }) => ({ formType, formSlug }));
const ownOrderIds = (sim: Simulator) => new Set(own(sim, sim.data.orders).map(({ id }) => id));
const ownPayments = (sim: Simulator) => {
	const orderIds = ownOrderIds(sim);
	return sim.data.payments.filter(({ orderId }) => orderIds.has(orderId));
};
const ids = (records: Array<{ id: number }>) => records.map(({ id }) => ({ id }));
/** Of a store in which every scenario of a sale comes within two dozen orders. */
const FEW = 60;

const checkout = {
	totalAmount: 70.5,
	itemName: 'Stage de mécanique',
	backUrl: 'https://example.org/back',
	errorUrl: 'https://example.org/error',
	returnUrl: 'https://example.org/return',
	additionalFields: {
		metadata: '{"reference":"A-12"}',
		payer: { fields: { firstName: 'Camille', lastName: 'Exemple', email: 'camille@example.org' } },
	},
};

/** How to run each operation, except API Call, so that as many kinds of records as there are come out. */
export const SAMPLES: Record<string, (sim: Simulator) => Sample> = {
	'attendee/getAll': () => ({
		parameters: { ...all, formType: 'Event', formSlug: locator('course-du-printemps') },
	}),
	'cashOut/export': (sim) => {
		const cashOutIds = new Set(
			ownPayments(sim)
				.map(({ idCashOut }) => idCashOut)
				.filter(Number),
		);
		return {
			parameters: { ...all, cashOutId: '={{ $json.id }}' },
			items: [...cashOutIds].map((id) => ({ id: id as number })),
		};
	},
	'checkoutIntent/create': () => ({ parameters: checkout, items: [{}, {}] }),
	'checkoutIntent/get': (sim) => {
		const intents = own(sim, sim.data.checkoutIntents);
		// One paid and one not, of which only the first has an order.
		if (intents[0].orderId === undefined) sim.payCheckout(intents[0].id);
		return { parameters: { checkoutIntentId: '={{ $json.id }}' }, items: ids(intents) };
	},
	'directory/getForms': () => ({ parameters: all }),
	'directory/getOrganizations': () => ({ parameters: all }),
	'donation/getAll': () => ({ parameters: all }),
	'form/createEvent': () => ({ parameters: { title: 'Fête du vélo' } }),
	'form/get': (sim) => ({ parameters: itemForm, items: ownForms(sim) }),
	'form/getAll': () => ({ parameters: all }),
	'form/getStatistics': (sim) => ({ parameters: itemForm, items: ownForms(sim) }),
	'form/getTypes': () => ({ parameters: all }),
	'form/updateState': () => ({
		parameters: { formType: 'Event', formSlug: locator('fete-de-la-rentree'), state: 'Private' },
	}),
	'item/get': (sim) => {
		const orderIds = ownOrderIds(sim);
		const items = sim.data.items.filter(({ orderId }) => orderIds.has(orderId));
		return { parameters: { itemId: '={{ $json.id }}' }, items: ids(items.slice(0, FEW)) };
	},
	'item/getAll': () => ({ parameters: all }),
	'member/getAll': () => ({ parameters: all }),
	'notification/delete': () => ({
		parameters: { scope: 'partner', notificationType: 'Form' },
		key: 'partner',
	}),
	'notification/set': () => ({
		parameters: {
			scope: 'partner',
			url: 'https://n8n.example.org/webhook/1',
			notificationType: '={{ $json.type }}',
		},
		items: [{ type: 'All' }, { type: 'Payment' }],
		key: 'partner',
	}),
	'order/cancel': (sim) => ({ parameters: { orderId: own(sim, sim.data.orders)[0].id } }),
	'order/get': (sim) => ({
		parameters: { orderId: '={{ $json.id }}' },
		items: ids(own(sim, sim.data.orders).slice(0, FEW)),
	}),
	'order/getAll': () => ({ parameters: all }),
	'organization/get': (sim) => ({
		parameters: { organizationSlug: locator('={{ $json.slug }}') },
		items: sim.data.organizations.map(({ organizationSlug }) => ({ slug: organizationSlug })),
	}),
	'organization/getAll': () => ({ parameters: all, key: 'twoAssociations' }),
	'partner/get': () => ({ key: 'partner' }),
	'partner/getOrganizations': () => ({ parameters: all, key: 'partner' }),
	'partner/updateDomain': () => ({
		parameters: { domain: 'https://n8n.example.org' },
		key: 'partner',
	}),
	'payment/get': (sim) => ({
		parameters: { paymentId: '={{ $json.id }}' },
		items: ids(ownPayments(sim).slice(0, FEW)),
	}),
	'payment/getAll': () => ({ parameters: all }),
	'payment/refund': (sim) => {
		const [payment] = ownPayments(sim).filter(
			({ state, type }) => state === 'Authorized' && type !== 'Offline',
		);
		return { parameters: { paymentId: payment.id } };
	},
	'referenceData/getActivityTypes': () => ({ parameters: { ...all, formType: 'Event' } }),
	'referenceData/getCategories': () => ({ parameters: all }),
	'referenceData/getLegalStatuses': () => ({ parameters: all }),
	'referenceData/getPublicTags': () => ({ parameters: all }),
	'tag/get': () => ({
		parameters: { tagName: 'mobilite-douce', options: { withAmount: true, withCount: true } },
	}),
};

/** What must have run before on the same simulator, for an operation to have something to show. */
const BEFORE: Record<string, string[]> = {
	'checkoutIntent/get': ['checkoutIntent/create'],
	'partner/get': ['notification/set', 'partner/updateDomain'],
};

/** Runs operations on one simulator, with one credential for each key, so that tokens stay few. */
export class SampleRunner {
	private readonly credentials = new Map<Key, Credential>();
	private readonly done = new Map<string, Promise<IDataObject[]>>();

	constructor(private readonly sim: Simulator) {}

	/** What the operation puts out with its default settings; a second time, what it put out the first time. */
	output(name: string): Promise<IDataObject[]> {
		const output = this.done.get(name) ?? this.run(name);
		this.done.set(name, output);
		return output;
	}

	private async run(name: string): Promise<IDataObject[]> {
		for (const earlier of BEFORE[name] ?? []) await this.output(earlier);
		const { parameters, items, key = 'fullAccess' } = SAMPLES[name](this.sim);
		const [resource, operation] = name.split('/');
		const organizationSlug = locator(this.sim.organizationSlug);
		const { error, json } = await runNode({
			credential: this.credential(key),
			parameters: { resource, operation, organizationSlug, ...parameters },
			items,
		});
		if (error) throw new Error(`${name}: ${error.message}`, { cause: error });
		return json();
	}

	private credential(key: Key): Credential {
		const credential = this.credentials.get(key) ?? credentialFor(this.sim, key);
		this.credentials.set(key, credential);
		return credential;
	}
}
