import type { Simulator } from '../../simulator';
import { sign } from '../../simulator/notifications/signature';

/** What somebody who is not HelloAsso may send, or HelloAsso in an unusual way. */
export interface Forgery {
	kind: string;
	url: string;
	body: string;
	/** Any of these answers is right. */
	expected: number[];
	/** It is true all the same, so that it starts one run: of this order, in that workflow. */
	starts?: { workflow: 'signed' | 'unsigned'; order: number };
	signature?: string;
	/** Signs with it. */
	signatureKey?: string;
	/** Where it comes from, when that is not HelloAsso's address. */
	address?: string;
}

export interface Targets {
	/** Of the workflow whose notifications are signed, and with which key. */
	signed: string;
	signatureKey: string;
	/** Of the workflow whose notifications are confirmed by API only. */
	unsigned: string;
	/** A payment of which both workflows have heard that it was paid. */
	knownPayment: number;
}

type Maker = (simulator: Simulator, targets: Targets, index: number) => Omit<Forgery, 'kind'>;

const ELSEWHERE = '203.0.113.7';
/** HelloAsso's own, as some proxies write it. */
const WITH_PORT = '51.138.206.200:43210';
/** Above every id that the simulator gives out. */
const UNKNOWN_ID = 1_500_000_000;

const orderOf = (id: unknown) =>
	JSON.stringify({ eventType: 'Order', data: { id, amount: { total: 1_000 } } });

/** Of an order that exists and of which HelloAsso itself never tells. */
function untold(simulator: Simulator, workflow: 'signed' | 'unsigned') {
	const { id } = simulator.sell({ notify: false }).order;
	return { body: orderOf(id), starts: { workflow, order: id }, expected: [200] };
}

/** Of what the API tells nothing: a signature or the sender's address has to prove it. */
const renaming = ({ organizationSlug }: Simulator, index: number) =>
	JSON.stringify({
		eventType: 'Organization',
		data: { old_slug_organization: `forged-${index}`, new_slug_organization: organizationSlug },
	});

const KINDS: Record<string, Maker> = {
	'renaming, unsigned': (simulator, { signed }, index) => ({
		url: signed,
		body: renaming(simulator, index),
		expected: [401],
	}),
	'renaming, wrong key': (simulator, { signed }, index) => {
		const body = renaming(simulator, index);
		return { url: signed, body, signature: sign(body, 'somebody else'), expected: [401] };
	},
	'renaming, changed bytes': (simulator, { signed, signatureKey }, index) => {
		const body = renaming(simulator, index);
		const signature = sign(body, signatureKey);
		return { url: signed, body: body.replace('forged', 'changed'), signature, expected: [401] };
	},
	'renaming, from elsewhere': (simulator, { unsigned }, index) => ({
		url: unsigned,
		body: renaming(simulator, index),
		address: ELSEWHERE,
		expected: [403],
	}),
	'unknown order': (_simulator, { unsigned }, index) => ({
		url: unsigned,
		body: orderOf(UNKNOWN_ID + index),
		expected: [403],
	}),
	'unknown order, wrong key': (_simulator, { signed }, index) => {
		const body = orderOf(UNKNOWN_ID + index);
		return { url: signed, body, signature: sign(body, 'somebody else'), expected: [401, 403] };
	},
	'unknown order, unsigned': (_simulator, { signed }, index) => ({
		url: signed,
		body: orderOf(UNKNOWN_ID + index),
		expected: [401, 403],
	}),
	'unknown order, from elsewhere': (_simulator, { unsigned }, index) => ({
		url: unsigned,
		body: orderOf(UNKNOWN_ID + index),
		address: ELSEWHERE,
		expected: [403],
	}),
	"another association's order": ({ data, organizationSlug }, { unsigned }) => ({
		url: unsigned,
		body: orderOf(data.orders.find((order) => order.organizationSlug !== organizationSlug)?.id),
		expected: [403],
	}),
	'made-up refund': (_simulator, { unsigned, knownPayment: id }) => ({
		url: unsigned,
		body: JSON.stringify({ eventType: 'Payment', data: { id, state: 'Refunded' } }),
		expected: [200],
	}),
	'true, unsigned': (simulator, { signed }) => ({ url: signed, ...untold(simulator, 'signed') }),
	'true, signed, from elsewhere': (simulator, { signed, signatureKey }) => {
		const order = untold(simulator, 'signed');
		const signature = sign(order.body, signatureKey);
		return { url: signed, ...order, signature, address: ELSEWHERE };
	},
	'true, from elsewhere': (simulator, { unsigned }) => ({
		url: unsigned,
		...untold(simulator, 'unsigned'),
		address: ELSEWHERE,
	}),
	'true, with a port': (simulator, { unsigned }) => ({
		url: unsigned,
		...untold(simulator, 'unsigned'),
		address: WITH_PORT,
	}),
};

/** Every kind in turn, from where the last ones ended. */
export function forgeries(
	simulator: Simulator,
	targets: Targets,
	{ count, from }: { count: number; from: number },
): Forgery[] {
	const kinds = Object.entries(KINDS);
	return Array.from({ length: count }, (_, index) => {
		const [kind, make] = kinds[(from + index) % kinds.length];
		return { kind, ...make(simulator, targets, from + index) };
	});
}
