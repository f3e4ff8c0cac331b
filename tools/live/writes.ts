import { isObject } from '../openapi/shape';
import type { Answer, Api } from './api';
import { fill, type Entry } from './reads';
import { LiveCheckError } from './settings';

/** Answers to the few calls that change something in a sandbox, by route. */
export type Written = ReadonlyMap<string, Answer>;

const INTENTS = '/organizations/{organizationSlug}/checkout-intents';
const NOTIFICATIONS = '/partners/me/api-notifications';
const TYPES = ['Form', 'Organization', 'Order', 'Payment'];
/** Reserved by RFC 2606: nobody is there. By it, an address that a killed run left behind is found. */
export const OWN_ADDRESS = 'https://www.example.org/n8n-nodes-helloasso-live-check';
const BACK = 'https://www.example.org/';

/** A checkout intent over one euro, which nobody pays, and reading it back. */
export async function writeCheckout(api: Api, organizationSlug: string): Promise<Written> {
	const path = fill(INTENTS, { organizationSlug });
	const created = await api.send(path, {
		method: 'POST',
		body: {
			totalAmount: 100,
			initialAmount: 100,
			itemName: 'n8n-nodes-helloasso live check',
			backUrl: BACK,
			errorUrl: BACK,
			returnUrl: BACK,
			containsDonation: false,
		},
	});
	const written = new Map([[`POST ${INTENTS}`, created]]);
	const { id } = (isObject(created.body) ? created.body : {}) as Entry;
	if (typeof id === 'number')
		written.set(`GET ${INTENTS}/{checkoutIntentId}`, await api.send(`${path}/${id}`));
	return written;
}

type Addresses = Array<{ type?: string; url?: string }>;

async function addresses(api: Api): Promise<Addresses | undefined> {
	const { body } = await api.send('/partners/me');
	const list = isObject(body) ? body.urlNotificationList : undefined;
	if (!Array.isArray(list)) return undefined;
	return list.filter(isObject).map(({ apiNotificationType, url }) => ({
		type: textOf(apiNotificationType),
		url: textOf(url),
	}));
}
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

/**
 * Sets an address for a type of notification that has none, and removes it. One that is set is never touched: to set it
 * again gives it another signature key. `restore` is also to be called when the run is interrupted.
 */
export class NotificationCheck {
	readonly written = new Map<string, Answer>();
	private isOurs: string | undefined;

	constructor(private readonly api: Api) {}

	/** @returns why nothing was written, or undefined */
	async run(): Promise<string | undefined> {
		const before = await addresses(this.api);
		if (!before) return "the partner's addresses could not be read";
		const isClear = ({ type }: Addresses[number]) => type === undefined || TYPES.includes(type);
		if (!before.every(isClear) || before.filter(({ type }) => type === undefined).length > 1)
			return 'it is not clear for which types the addresses are that are there';
		const left = before.find(({ url }) => url === OWN_ADDRESS)?.type;
		if (left) await this.remove(left);
		const type = left ?? TYPES.find((name) => before.every((address) => address.type !== name));
		if (!type)
			return 'each type has an address, and to set it again would change its signature key';
		// Removing what is not there changes nothing, and its status is one of the simulator's open questions.
		this.written.set(`DELETE ${NOTIFICATIONS}, not set`, await this.remove(type));
		this.isOurs = type;
		try {
			const body = { url: OWN_ADDRESS, notificationType: type };
			const put = await this.api.send(NOTIFICATIONS, { method: 'PUT', body });
			this.written.set(`PUT ${NOTIFICATIONS}`, put);
			this.written.set('GET /partners/me', await this.api.send('/partners/me'));
		} finally {
			await this.restore();
		}
		const after = (await addresses(this.api)) ?? [];
		const rest = before.filter(({ url }) => url !== OWN_ADDRESS);
		if (JSON.stringify(sorted(after)) !== JSON.stringify(sorted(rest)))
			throw new LiveCheckError(
				"The partner's notification addresses are not what they were: look at them in the back office",
			);
		return undefined;
	}

	/** The addresses are again what they were. */
	async restore(): Promise<void> {
		const type = this.isOurs;
		if (type === undefined) return;
		const answer = await this.remove(type);
		this.written.set(`DELETE ${NOTIFICATIONS}`, answer);
		if (answer.status === 200) this.isOurs = undefined;
	}

	private async remove(type: string): Promise<Answer> {
		return await this.api.send(NOTIFICATIONS, {
			method: 'DELETE',
			query: { notificationType: type },
		});
	}
}

const sorted = (list: Addresses) => list.map(({ type = '', url = '' }) => `${type} ${url}`).sort();
