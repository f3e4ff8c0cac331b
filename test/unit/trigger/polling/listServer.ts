import type {
	IDataObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';

import { poll } from '../../../../nodes/HelloAsso/trigger/polling/poll';
import type { Seeded } from '../../../load/torture/random';

const PAGE_SIZE = 100;

/** What a list of HelloAsso might do otherwise than is assumed. */
export interface Habits {
	/** Sorts by update (as asked), or by number, oldest first, whatever was asked. */
	sortsBy?: 'update' | 'number';
	/** The order within a page is by chance. */
	isShuffled?: boolean;
	/** Pages begin at a position, so that records move between them; else after the last record. */
	isByPosition?: boolean;
}

/** A list at HelloAsso: records, served in pages, with a clock of its own. */
export class ListServer {
	rows: IDataObject[] = [];
	nowMs = Date.UTC(2031, 0, 1, 12);
	slug = 'les-amis';
	requests = 0;
	/** Called after each page. */
	afterPage = () => {};
	/** How many of the next requests succeed before one fails; undefined for all. */
	failsAfter: number | undefined;

	constructor(
		private readonly random: Seeded,
		private readonly habits: Habits = {},
	) {}

	answer(url: URL): IN8nHttpFullResponse {
		this.requests++;
		if (this.failsAfter !== undefined && --this.failsAfter < 0) {
			this.failsAfter = undefined;
			return this.response(400, {});
		}
		if (!url.pathname.includes(`/${this.slug}/`)) return this.response(404, {});
		const states = url.searchParams.getAll('states').join().split(',').filter(Boolean);
		const rows = this.rows.filter(
			({ state }) => states.length === 0 || states.includes(String(state)),
		);
		const sorted = this.sort(rows);
		const token = url.searchParams.get('continuationToken');
		const start = this.startOf(sorted, token);
		const data = sorted.slice(start, start + PAGE_SIZE);
		const last = data.at(-1);
		const next = this.habits.isByPosition ? start + data.length : last && this.place(last).join();
		const body = {
			data: this.habits.isShuffled ? this.shuffled(data) : data,
			pagination: { totalCount: -1, continuationToken: last ? String(next) : token },
		};
		const response = this.response(200, JSON.parse(JSON.stringify(body)) as object);
		this.afterPage();
		return response;
	}

	private response(statusCode: number, body: object): IN8nHttpFullResponse {
		const headers = { date: new Date(this.nowMs).toUTCString() };
		return { statusCode, headers, body: JSON.stringify(body) };
	}

	private place({ id, updated }: IDataObject): [number, number] {
		return this.habits.sortsBy === 'number' ? [0, Number(id)] : [-Number(updated), -Number(id)];
	}

	private sort(rows: IDataObject[]): IDataObject[] {
		return rows
			.map((row) => ({ row, place: this.place(row) }))
			.sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1])
			.map(({ row }) => row);
	}

	private startOf(sorted: IDataObject[], token: string | null): number {
		if (token === null) return 0;
		if (this.habits.isByPosition) return Number(token);
		const [first, second] = token.split(',').map(Number);
		const start = sorted.findIndex((row) => {
			const place = this.place(row);
			return place[0] > first || (place[0] === first && place[1] > second);
		});
		return start < 0 ? sorted.length : start;
	}

	private shuffled(rows: IDataObject[]): IDataObject[] {
		return rows
			.map((row) => ({ row, at: this.random.next() }))
			.sort((a, b) => a.at - b.at)
			.map(({ row }) => row);
	}
}

let workflows = 0;

/** A polling trigger at n8n's edge. */
export class Trigger {
	data: IDataObject = {};
	private written = '{}';
	private context: IPollFunctions;

	constructor(
		private readonly server: ListServer,
		public parameters: IDataObject,
		private readonly workflow = `w${++workflows}`,
		written = '{}',
	) {
		this.data = JSON.parse(written) as IDataObject;
		this.context = this.newContext();
	}

	/** What n8n has in its database: static data are written after the activation and when something is handed on. */
	get stored(): string {
		return this.written;
	}

	restart(parameters = this.parameters): void {
		this.parameters = parameters;
		this.data = JSON.parse(this.written) as IDataObject;
		this.context = this.newContext();
	}

	/** Other settings: n8n keeps the static data. */
	change(parameters: IDataObject): void {
		this.written = JSON.stringify(this.data);
		this.restart(parameters);
	}

	async poll(): Promise<IDataObject[]> {
		const isFirst = this.written === '{}';
		const items = await poll.call(this.context);
		if (isFirst || items) this.written = JSON.stringify(this.data);
		return items?.[0].map(({ json }) => json) ?? [];
	}

	private newContext(): IPollFunctions {
		const node = {
			id: 'n1',
			name: 'Trigger',
			type: 'helloAssoPollingTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters,
			credentials: { helloAssoOAuth2Api: { id: 'c1', name: 'My association' } },
		};
		const { server, data } = this;
		const read = (name: string) =>
			name.split('.').reduce<unknown>((value, part) => (value as IDataObject)?.[part], {
				organizationSlug: { __rl: true, mode: 'slug', value: server.slug },
				simplify: false,
				...this.parameters,
			});
		return {
			getNode: () => node,
			getMode: () => 'trigger',
			getActivationMode: () => 'activate',
			getWorkflow: () => ({ id: this.workflow, name: 'W', active: true }),
			getWorkflowStaticData: () => data,
			getTimezone: () => 'Europe/Paris',
			logger: { warn: () => {} },
			getNodeParameter: (name: string, fallback?: unknown) => read(name) ?? fallback,
			getCredentials: async () => ({
				environment: 'production',
				grantType: 'clientCredentials',
				clientId: 'id',
				clientSecret: 'secret',
				oauthTokenData: { access_token: 'a', refresh_token: 'r', n8n_expires_at: '99999999999999' },
			}),
			helpers: {
				httpRequestWithAuthentication: async (_type: string, { url }: IHttpRequestOptions) =>
					server.answer(new URL(url)),
			},
		} as unknown as IPollFunctions;
	}
}
