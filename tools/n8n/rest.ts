/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { setTimeout as wait } from 'node:timers/promises';
import type { N8nServer } from './server';

const PUBLISH_TIMEOUT_MS = 60_000;
const PUBLISH_POLL_MS = 50;

/** Meets n8n's rules: 8 characters or more, a capital letter, a digit. */
export const OWNER = {
	email: 'owner@example.org',
	password: 'HelloAsso1901',
	firstName: 'Olympe',
	lastName: 'Trésorière',
};

export interface RestAnswer<T = unknown> {
	status: number;
	/** n8n wraps what it answers in `data`; an error has `message`. */
	body: { data: T; message?: string };
}

/** n8n's own API, the one that its editor speaks, as the owner. */
export class RestClient {
	private cookie = '';

	constructor(private readonly server: Pick<N8nServer, 'url'>) {}

	async request<T = unknown>(method: string, path: string, body?: object): Promise<RestAnswer<T>> {
		const response = await fetch(`${this.server.url}/rest${path}`, {
			method,
			headers: {
				'content-type': 'application/json',
				'browser-id': 'n8n-nodes-helloasso',
				...(this.cookie && { cookie: this.cookie }),
			},
			...(body && { body: JSON.stringify(body) }),
		});
		const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
		if (cookies.length > 0) this.cookie = cookies.join('; ');
		const text = await response.text();
		// What n8n has no answer to, it answers with the page of its editor.
		const isJson = (response.headers.get('content-type') ?? '').includes('json');
		return { status: response.status, body: isJson && text ? JSON.parse(text) : {} };
	}

	/** Like `request`, for calls that are expected to work. */
	async call<T = unknown>(method: string, path: string, body?: object): Promise<T> {
		const answer = await this.request<T>(method, path, body);
		if (answer.status >= 400) {
			throw new Error(
				`n8n answered ${answer.status} to ${method} ${path}: ${answer.body.message ?? ''}`,
			);
		}
		return answer.body.data;
	}

	/** Creates the owner account on a new n8n, and is logged in afterwards either way. */
	async logIn(owner = OWNER): Promise<void> {
		const { userManagement } = await this.call<{
			userManagement: { showSetupOnFirstLoad?: boolean };
		}>('GET', '/settings');
		if (userManagement.showSetupOnFirstLoad) {
			await this.call('POST', '/owner/setup', { ...owner });
			return;
		}
		await this.call('POST', '/login', {
			emailOrLdapLoginId: owner.email,
			password: owner.password,
		});
	}

	/** Value for a browser's cookie jar: name and value of the session cookie. */
	sessionCookie(): { name: string; value: string } {
		const [name = '', ...value] = this.cookie.split(/=/);
		return { name, value: value.join('=').split(';')[0] };
	}

	async createCredential(name: string, data: object, type = 'helloAssoOAuth2Api'): Promise<string> {
		const { id } = await this.call<{ id: string }>('POST', '/credentials', { name, type, data });
		return id;
	}

	/** What the button "Retry" of a stored credential's window does. */
	async testCredential(id: string, name: string, data: object, type = 'helloAssoOAuth2Api') {
		const credentials = { id, name, type, data };
		return await this.call<{ status: string; message: string }>('POST', '/credentials/test', {
			credentials,
		});
	}

	/** Saves a workflow and returns its id. */
	async createWorkflow(workflow: object): Promise<string> {
		const complete = {
			name: 'Test',
			active: false,
			settings: { executionOrder: 'v1' },
			...workflow,
		};
		return (await this.call<{ id: string }>('POST', '/workflows', complete)).id;
	}

	/** What the switch in the editor does, to its end: n8n 2.x publishes the last version some time after its answer. */
	async activate(id: string): Promise<void> {
		const { versionId } = await this.call<{ versionId: string }>('GET', `/workflows/${id}`);
		await this.call('POST', `/workflows/${id}/activate`, { versionId });
		const { status, problems } = await this.published(id);
		if (status === 'failed') throw new Error(problems);
	}

	async deactivate(id: string): Promise<void> {
		await this.call('POST', `/workflows/${id}/deactivate`, {});
		await this.published(id);
	}

	/** Waits until n8n 2.x is through with publishing; 1.x is when it answers, and does not know the question. */
	private async published(id: string): Promise<{ status: string; problems: string }> {
		const deadline = Date.now() + PUBLISH_TIMEOUT_MS;
		for (;;) {
			const { body } = await this.request<
				| {
						status: string;
						triggers: Array<{ errorMessage: string | null }>;
				  }
				| undefined
			>('GET', `/workflows/${id}/publication-status`);
			if (!body.data) return { status: 'published', problems: '' };
			const problems = body.data.triggers.map(({ errorMessage }) => errorMessage ?? '').join(' ');
			if (body.data.status !== 'in_progress') return { status: body.data.status, problems };
			if (Date.now() > deadline) throw new Error(`n8n has not published workflow ${id} in time`);
			await wait(PUBLISH_POLL_MS);
		}
	}

	async has(kind: 'workflows' | 'credentials', id: string): Promise<boolean> {
		return (await this.request('GET', `/${kind}/${id}`)).status === 200;
	}
}
