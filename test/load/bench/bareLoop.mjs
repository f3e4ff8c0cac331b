/**
 * What a reader without n8n needs: a loop of `fetch`, one request after another on a connection that is kept.
 * A process of its own that answers messages, so that it is as warm as n8n.
 */

const PAGE_SIZE = 100;
const HEADERS = { accept: 'application/json', 'user-agent': 'bare-loop' };

/** One for each server, as n8n keeps them too. */
const tokens = new Map();

async function tokenOf({ url, clientId, clientSecret }) {
	const known = tokens.get(url);
	if (known) return known;
	const response = await fetch(`${url}/oauth2/token`, {
		method: 'POST',
		headers: { ...HEADERS, 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({
			grant_type: 'client_credentials',
			client_id: clientId,
			client_secret: clientSecret,
		}),
	});
	const { access_token: token } = await response.json();
	tokens.set(url, token);
	return token;
}

async function get(job, path) {
	const authorization = `Bearer ${await tokenOf(job)}`;
	const response = await fetch(job.url + path, { headers: { ...HEADERS, authorization } });
	if (!response.ok) throw new Error(`${response.status} for ${path}`);
	return await response.json();
}

async function list(job) {
	const records = [];
	const first = `/v5/organizations/${job.slug}/payments?pageSize=${PAGE_SIZE}`;
	for (let path = first; ; ) {
		const { data, pagination } = await get(job, path);
		if (data.length === 0) return records;
		records.push(...data);
		path = `${first}&continuationToken=${pagination.continuationToken}`;
	}
}

async function each(job) {
	const records = [];
	for (const id of job.ids) records.push(await get(job, `/v5/payments/${id}`));
	return records;
}

async function run(job) {
	const begun = performance.now();
	const cpu = process.cpuUsage();
	const records = await (job.ids ? each(job) : list(job));
	const ms = performance.now() - begun;
	const { user, system } = process.cpuUsage(cpu);
	const sum = (field) => records.reduce((all, record) => all + record[field], 0);
	return {
		ms,
		cpuSeconds: (user + system) / 1e6,
		answer: {
			count: records.length,
			unique: new Set(records.map(({ id }) => id)).size,
			ids: sum('id'),
			cents: sum('amount'),
		},
	};
}

process.on('message', (job) => {
	run(job).then(
		(result) => process.send(result),
		(error) => process.send({ error: String(error.cause ?? error) }),
	);
});
