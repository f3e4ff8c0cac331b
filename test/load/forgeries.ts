import type { Simulator } from '../../simulator';
import { sign } from '../../simulator/notifications/signature';

/** What somebody who is not HelloAsso may send: it is to be answered with `expected` and to start nothing. */
export interface Forgery {
	kind: string;
	url: string;
	body: string;
	expected: number;
	signature?: string;
	/** Where it comes from, when that is not HelloAsso's address. */
	address?: string;
}

export interface Targets {
	/** Of the workflow whose notifications are signed, and with which key. */
	signed: string;
	signatureKey: string;
	/** Of the workflow whose notifications are confirmed by API only. */
	unsigned: string;
}

type Maker = (simulator: Simulator, targets: Targets, index: number) => Omit<Forgery, 'kind'>;

const ELSEWHERE = '203.0.113.7';
/** Above every id that the simulator gives out. */
const UNKNOWN_ID = 1_500_000_000;

const orderOf = (id: unknown) =>
	JSON.stringify({ eventType: 'Order', data: { id, amount: { total: 1_000 } } });
/** Of what the API tells nothing: a signature or the sender's address has to prove it. */
const renaming = ({ organizationSlug }: Simulator, index: number) =>
	JSON.stringify({
		eventType: 'Organization',
		data: { old_slug_organization: `forged-${index}`, new_slug_organization: organizationSlug },
	});

const KINDS: Record<string, Maker> = {
	unsigned: (simulator, { signed }, index) => ({
		url: signed,
		body: renaming(simulator, index),
		expected: 401,
	}),
	'wrong key': (simulator, { signed }, index) => {
		const body = renaming(simulator, index);
		return { url: signed, body, signature: sign(body, 'somebody else'), expected: 401 };
	},
	'changed bytes': (simulator, { signed, signatureKey }, index) => {
		const body = renaming(simulator, index);
		return {
			url: signed,
			body: body.replace('forged', 'changed'),
			signature: sign(body, signatureKey),
			expected: 401,
		};
	},
	'unknown order, wrong key, from elsewhere': (_simulator, { signed }, index) => {
		const body = orderOf(UNKNOWN_ID + index);
		const signature = sign(body, 'somebody else');
		return { url: signed, body, signature, address: ELSEWHERE, expected: 403 };
	},
	'from elsewhere': (simulator, { unsigned }, index) => ({
		url: unsigned,
		body: renaming(simulator, index),
		address: ELSEWHERE,
		expected: 403,
	}),
	'unknown order': (_simulator, { unsigned }, index) => ({
		url: unsigned,
		body: orderOf(UNKNOWN_ID + index),
		expected: 403,
	}),
	'unknown order, from elsewhere': (_simulator, { unsigned }, index) => ({
		url: unsigned,
		body: orderOf(UNKNOWN_ID + index),
		address: ELSEWHERE,
		expected: 403,
	}),
	"another association's order": ({ data, organizationSlug }, { unsigned }) => ({
		url: unsigned,
		body: orderOf(data.orders.find((order) => order.organizationSlug !== organizationSlug)?.id),
		expected: 403,
	}),
};

/** Forged notifications, every kind in turn. */
export function forgeries(simulator: Simulator, targets: Targets, count: number): Forgery[] {
	const kinds = Object.entries(KINDS);
	return Array.from({ length: count }, (_, index) => {
		const [kind, make] = kinds[index % kinds.length];
		return { kind, ...make(simulator, targets, index) };
	});
}
