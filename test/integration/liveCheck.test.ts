/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startSimulator, type Simulator } from '../../simulator';
import { ROOT } from '../../tools/bootstrap/index.cjs';
import contract from '../../tools/openapi/contract.json';
import { liveCheck } from '../../tools/live/run';
import type { LiveSettings } from '../../tools/live/settings';
import { OWN_ADDRESS } from '../../tools/live/writes';
import { waitFor } from '../e2e/browser/waitFor';
import { driftingHelloAsso, type Passing } from './driftingHelloAsso';

const ORGANIZATION = '/organizations/{organizationSlug}';
const SLUG = 'les-amis-du-velo';
const TYPES = ['Form', 'Organization', 'Order', 'Payment'] as const;

/** Each asks HelloAsso and the simulator some hundred times. */
jest.setTimeout(120_000);

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ strict: false });
});
afterEach(async () => await sim.stop());

const settings = (changes: Partial<LiveSettings> = {}): LiveSettings => ({
	apiUrl: sim.url,
	key: sim.keys.fullAccess,
	partnerKey: sim.keys.partner,
	tagName: 'mobilite-douce',
	writes: true,
	...changes,
});

async function check(changes?: Partial<LiveSettings>) {
	const lines: string[] = [];
	const count = await liveCheck(settings(changes), contract, (line) => lines.push(line));
	return { count, lines, ...sections(lines) };
}

/** The lines below each heading. */
function sections(lines: string[]) {
	const below = (title: string) => {
		const start = lines.findIndex((line) => line.startsWith(title));
		if (start === -1) return [];
		const end = lines.findIndex((line, index) => index > start && !line.startsWith('  '));
		return lines.slice(start + 1, end).map((line) => line.trim());
	};
	return {
		differences: below('Differences').map((line) => line.replace(/\d+ of \d+|\d+(?=$)/, 'n')),
		notChecked: below('Not checked'),
		refunds: below('Part refunds'),
	};
}

/** What happens to every answer of the path. */
async function drifted(drift: (passing: Passing) => void, changes?: Partial<LiveSettings>) {
	const helloAsso = await driftingHelloAsso(sim.url, drift);
	try {
		return await check({ apiUrl: helloAsso.url, ...changes });
	} finally {
		await helloAsso.stop();
	}
}

/** As JSON. */
const isList = ({ path, status, body }: Passing, name: string) =>
	path === `/v5/organizations/${SLUG}/${name}` && status === 200 && typeof body !== 'string';
const isOne = ({ path, status }: Passing, name: string) =>
	new RegExp(`^/v5/${name}/\\d+$`).test(path) && status === 200;

test('a HelloAsso that is as the simulator › differs in nothing, and every kind of read was compared', async () => {
	const { differences, notChecked, lines, refunds } = await check();
	expect(differences).toEqual([]);
	// The seed's own intents are gone; the one that was made is compared with what was written.
	expect(notChecked).toEqual([`GET ${ORGANIZATION}/checkout-intents/{checkoutIntentId}: 404`]);
	expect(lines[0]).toMatch(/^\d+ requests to .*, 25 routes read, 6 calls that write or undo it$/);
	expect(refunds).toEqual([
		expect.stringMatching(/^payment Authorized, refund Processed, item Processed: \d+$/),
	]);
	expect(lines.slice(-1)).not.toEqual(['']);
});

test('what differs › is one line each: fields, types, enums, statuses, headers, pages, part refunds', async () => {
	const { differences, count, lines } = await drifted((passing) => {
		const { path, body, query } = passing;
		if (isList(passing, 'payments')) {
			for (const payment of body.data) {
				payment.taxReceiptUrl = 'https://www.example.org/';
				const refunded = payment.refundOperations.reduce(
					(sum: number, { amount }: { amount: number }) => sum + amount,
					0,
				);
				if (refunded > 0 && refunded < payment.amount) payment.state = 'Refunded';
			}
			// Ends as most APIs do.
			if (body.data.length < Number(query.get('pageSize')))
				body.pagination.continuationToken = null;
			if (query.get('pageIndex') === '100000') body.data = [{ id: 1 }];
		}
		if (isOne(passing, 'payments')) delete body.paymentMeans;
		if (isOne(passing, 'orders')) body.amount.total = String(body.amount.total);
		if (isOne(passing, 'items')) body.state = 'RefundPending';
		if (path === '/v5/values/tags') passing.status = 404;
		if (path === `/v5/organizations/${SLUG}`) passing.headers = {};
		if (path === '/v5/orders/1999999999') passing.status = 403;
		if (query.get('from') === 'yesterday') passing.body = 'no';
		if (passing.headers['content-type']?.startsWith('text/csv'))
			passing.body = 'id,payer\n1,no\n2,no\n3,no\n';
	});
	expect(lines.filter((line) => line.includes('THE OTHER WAY')).map((line) => line.trim())).toEqual(
		expect.arrayContaining([
			'csvColumns: THE OTHER WAY: 2 columns between commas, 1 of them as here',
			'filesHoldOnePage: THE OTHER WAY: 3 rows where the page has 2',
		]),
	);
	expect(differences.sort()).toEqual([
		'enum: GET /items/{itemId}: .state also is RefundPending',
		`header: GET ${ORGANIZATION}: no content-type`,
		'missing: GET /payments/{paymentId}: .paymentMeans, in none of n',
		`new: GET ${ORGANIZATION}/payments: .data[].taxReceiptUrl (string, n)`,
		`paging: GET ${ORGANIZATION}/payments: the token that the last page gives: none, the same in the simulator`,
		`paging: GET ${ORGANIZATION}/payments: what ends a list: a page without a token, an empty page in the simulator`,
		'refund: a part refund: payment Refunded, refund Processed, item Processed: so it never is in the simulator',
		'status: GET /values/tags: 404, 200 in the simulator',
		'status: an order that does not exist: 403, 404 in the simulator',
		'type: GET /orders/{orderId}: .amount.total is string, not number',
		'type: a date that is none: the answer is a text, problem details in the simulator',
		'type: a page number beyond the end: the answer is a list of records, a list of none in the simulator',
	]);
	expect(count).toBeGreaterThanOrEqual(differences.length);
});

test('personal data where nobody expects it › is told of, and not printed', async () => {
	const { payer } = sim.data.orders[0];
	const [firstName, lastName] = [String(payer.firstName), String(payer.lastName)];
	const { differences, lines } = await drifted((passing) => {
		const { body } = passing;
		if (isList(passing, 'payments')) {
			for (const payment of body.data) {
				payment.state = firstName;
				payment[`${firstName} ${lastName}`] = 1;
				payment.items[0][firstName.toLowerCase()] = true;
				payment.payer[`is${firstName}`] = true;
			}
		}
		if (isOne(passing, 'orders')) body.formType = `${lastName} ${firstName}`;
		if (isOne(passing, 'items')) body.type = String(payer.email);
		if (passing.path === '/v5/values/tags')
			passing.headers = { 'content-type': `text/x-${firstName.toLowerCase()}` };
		// No check of ours can read it, and its error has the text.
		if (passing.headers['content-type']?.startsWith('text/csv'))
			passing.body = `id;payer\n"${lastName}"${firstName};`;
		if (passing.path === '/oauth2/token' && passing.status === 400)
			passing.body = { error: firstName };
	});
	expect(differences.sort()).toEqual([
		'enum: GET /items/{itemId}: .type also is something else (not shown)',
		'enum: GET /orders/{orderId}: .formType also is something else (not shown)',
		`enum: GET ${ORGANIZATION}/payments: .data[].state also is something else (not shown)`,
		'enum: a client that does not exist: error is another, unauthorized_client in the simulator',
		'enum: a refresh token that is none: error is another, access_denied in the simulator',
		'header: GET /values/tags: content-type (not shown), application/json in the simulator',
		`new: GET ${ORGANIZATION}/payments: .data[].(not shown) (number, n)`,
		`new: GET ${ORGANIZATION}/payments: .data[].items[].(not shown) (boolean, n)`,
		`new: GET ${ORGANIZATION}/payments: .data[].payer.(not shown) (boolean, n)`,
		expect.stringMatching(/^refund: a part refund: payment \(not shown\), /),
	]);
	const people = [
		...sim.data.orders.map((order) => order.payer),
		...sim.data.items.map(({ user }) => user),
	];
	const words = people.flatMap((person) =>
		Object.values(person ?? {}).flatMap(
			(value) =>
				String(value)
					.toLowerCase()
					.match(/\p{L}{5,}/gu) ?? [],
		),
	);
	// Words that our own lines have.
	const own = (await check()).lines.join('\n').toLowerCase();
	const output = lines.join('\n').toLowerCase();
	const printed = [...new Set(words)].filter(
		(word) => output.includes(word) && !own.includes(word),
	);
	expect(printed).toEqual([]);
	expect(output).not.toContain(lastName.toLowerCase());
	expect(lines).toContain(
		'  csvColumns: cannot be told, the answers are not what the check can read',
	);
});

test('a key without the rights › says what was not checked', async () => {
	const { differences, notChecked } = await check({
		key: sim.keys.association,
		partnerKey: undefined,
		tagName: undefined,
	});
	expect(differences).toEqual([]);
	expect(notChecked).toEqual(
		expect.arrayContaining([
			'GET /tags/{tagName}: there was no record to ask for',
			'GET /partners/me: there was no record to ask for',
			'GET /values/form/{formType}/types: 403, it takes the privilege FormAdministration',
			'POST /directory/forms: 403, it takes the privilege FormOpenDirectory',
			'notification address: it takes the key of a partner',
		]),
	);
});

test('a request that is one too many › is waited for, and sent again', async () => {
	const path = /\/values\/tags$/;
	sim.failNext({ match: { path }, status: 429, headers: { 'retry-after': '1' }, body: 'later' });
	const { differences, lines } = await check({ partnerKey: undefined });
	expect(differences).toEqual([]);
	expect(lines).toContain('  rateLimitBody: THE OTHER WAY: it has one');
	const tags = sim.requests.filter((request) => path.test(request.path));
	expect(tags.map(({ status }) => status)).toEqual([429, 200]);
	expect(tags[1].at - tags[0].at).toBeGreaterThanOrEqual(1_000);
});

describe('the command', () => {
	const run = async (env: NodeJS.ProcessEnv) => {
		const own = Object.entries(process.env).filter(([name]) => !name.startsWith('HELLOASSO_'));
		const child = spawn(process.execPath, ['--import', 'tsx', 'tools/live/main.ts'], {
			cwd: ROOT,
			env: { ...Object.fromEntries(own), ...env },
		});
		const output: string[] = [];
		for (const stream of [child.stdout, child.stderr])
			stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
		const [code] = (await once(child, 'close')) as [number];
		return { code, output: output.join('') };
	};

	test('without a key › says what to set, and is no failure', async () => {
		const { code, output } = await run({});
		expect(code).toBe(0);
		expect(output).toMatch(/^No key, so nothing is checked\./);
		expect(output).toContain('HELLOASSO_CLIENT_ID, HELLOASSO_CLIENT_SECRET');
	});

	test('with a wrong key › says so, and not the key', async () => {
		const { code, output } = await run({
			HELLOASSO_API_URL: sim.url,
			HELLOASSO_CLIENT_ID: 'the-client',
			HELLOASSO_CLIENT_SECRET: 'the-secret',
		});
		expect(code).toBe(2);
		expect(output).toBe('✗ HelloAsso answered 400 to the key: is it one of this host?\n');
	});
});

describe('what it writes', () => {
	const changed = () => sim.books.carriedOut.map(({ route }) => route);
	const slots = () =>
		sim.data.notificationSlots.map(({ url, notificationType, signatureKey }) => [
			notificationType,
			url,
			signatureKey,
		]);
	const slot = (
		notificationType: (typeof TYPES)[number],
		url = 'https://www.example.org/theirs',
	) => ({
		scope: 'partner',
		notificationType,
		url,
		signatureKey: `of ${notificationType}`,
	});

	test('is one checkout intent and one address, which is gone afterwards; those that are there stay', async () => {
		sim.data.notificationSlots = [slot('Form'), slot('Payment')];
		const before = slots();
		await check();
		expect(changed()).toEqual([
			`POST ${ORGANIZATION}/checkout-intents`,
			'DELETE /partners/me/api-notifications',
			'PUT /partners/me/api-notifications',
			'DELETE /partners/me/api-notifications',
		]);
		expect(
			sim.data.checkoutIntents.map(({ body }) => (body as { totalAmount: number }).totalAmount),
		).toEqual([100]);
		expect(slots()).toEqual(before);
	});

	test('with an address for each type › leaves them alone: to set one again changes its key', async () => {
		sim.data.notificationSlots = TYPES.map((type) => slot(type));
		const before = slots();
		const { notChecked } = await check();
		expect(notChecked).toContain(
			'notification address: each type has an address, and to set it again would change its signature key',
		);
		expect(changed()).toEqual([`POST ${ORGANIZATION}/checkout-intents`]);
		expect(slots()).toEqual(before);
	});

	test('after a run that was killed › removes what that one left', async () => {
		sim.data.notificationSlots = [slot('Order', OWN_ADDRESS), slot('Form')];
		await check();
		expect(slots()).toEqual([['Form', 'https://www.example.org/theirs', 'of Form']]);
	});

	test('when the answer to the address is lost › is undone all the same', async () => {
		sim.failNext({ match: { method: 'PUT' }, resetAfterHandling: true });
		await expect(check()).rejects.toThrow('HelloAsso did not answer (');
		expect(slots()).toEqual([]);
	});

	test('in production › is nothing', async () => {
		const { notChecked } = await check({ writes: false });
		expect(notChecked).toContain(
			'checkout intent and notification address: nothing is written in production',
		);
		expect(changed()).toEqual([]);
	});

	test.each(['SIGINT', 'SIGTERM'] as const)(
		'when it is interrupted by %s › is undone',
		async (signal) => {
			sim.data.notificationSlots = [slot('Form')];
			const before = slots();
			const me = { method: 'GET', path: /\/partners\/me$/ };
			sim.failNext({ match: me, slow: 1 }, 2);
			// The third is the one behind the new address.
			sim.failNext({ match: me, hang: true });
			const { fullAccess, partner } = sim.keys;
			const child = spawn(process.execPath, ['--import', 'tsx', 'tools/live/main.ts'], {
				cwd: ROOT,
				env: {
					...process.env,
					HELLOASSO_API_URL: sim.url,
					HELLOASSO_CLIENT_ID: fullAccess.clientId,
					HELLOASSO_CLIENT_SECRET: fullAccess.clientSecret,
					HELLOASSO_PARTNER_CLIENT_ID: partner.clientId,
					HELLOASSO_PARTNER_CLIENT_SECRET: partner.clientSecret,
				},
			});
			const ended = once(child, 'close');
			const asked = () => sim.requests.filter(({ path }) => path === '/v5/partners/me').length;
			await waitFor(() => asked() === 3, { what: () => 'the address to be set' });
			expect(slots()).toHaveLength(2);
			child.kill(signal);
			expect(await ended).toEqual([signal === 'SIGINT' ? 130 : 143, null]);
			expect(slots()).toEqual(before);
		},
	);
});
