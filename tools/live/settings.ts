/** Its message is ours: nothing of an answer is in it. */
export class LiveCheckError extends Error {}

/** What `npm run test:live` has to know, from the environment. */
export interface LiveSettings {
	/** Without `/v5` and without a slash at the end. */
	readonly apiUrl: string;
	readonly key: Key;
	/** Also reads, and for a moment changes, what belongs to a partner. */
	readonly partnerKey?: Key;
	/** Else the first organization of the key. */
	readonly organizationSlug?: string;
	/** An internal tag: HelloAsso lists them nowhere. */
	readonly tagName?: string;
	/** A checkout intent and a notification address: never where real payers are. */
	readonly writes: boolean;
}

export interface Key {
	readonly clientId: string;
	readonly clientSecret: string;
}

export const SANDBOX = 'https://api.helloasso-sandbox.com';
const PRODUCTION_HOST = 'api.helloasso.com';

export const NO_KEYS = `No key, so nothing is checked. With a key of HelloAsso's sandbox, set
  HELLOASSO_CLIENT_ID, HELLOASSO_CLIENT_SECRET: the key of an association
  HELLOASSO_ORGANIZATION: its slug, if the key is good for several
  HELLOASSO_PARTNER_CLIENT_ID, HELLOASSO_PARTNER_CLIENT_SECRET: a partner's key, for what only partners have
  HELLOASSO_TAG: the name of an internal tag, which HelloAsso lists nowhere
  HELLOASSO_API_URL: another host than ${SANDBOX}; that of production is only read`;

/** Undefined when there is no key. @throws LiveCheckError that says what is wrong */
export function readSettings(env: NodeJS.ProcessEnv): LiveSettings | undefined {
	const key = readKey(env, 'HELLOASSO_CLIENT');
	const partnerKey = readKey(env, 'HELLOASSO_PARTNER_CLIENT');
	if (!key && !partnerKey) return undefined;
	if (!key) throw new LiveCheckError('HELLOASSO_CLIENT_ID and HELLOASSO_CLIENT_SECRET are missing');
	const apiUrl = (env.HELLOASSO_API_URL?.trim() || SANDBOX).replace(/\/+$/, '');
	if (!URL.canParse(apiUrl) || !/^https?:$/.test(new URL(apiUrl).protocol))
		throw new LiveCheckError('HELLOASSO_API_URL is no http or https address');
	const { protocol, hostname } = new URL(apiUrl);
	const isHere = /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname);
	if (protocol !== 'https:' && !isHere)
		throw new LiveCheckError('HELLOASSO_API_URL is not https: the key would be sent in the open');
	return {
		apiUrl,
		key,
		partnerKey,
		organizationSlug: env.HELLOASSO_ORGANIZATION?.trim() || undefined,
		tagName: env.HELLOASSO_TAG?.trim() || undefined,
		writes: hostname !== PRODUCTION_HOST,
	};
}

function readKey(env: NodeJS.ProcessEnv, prefix: string): Key | undefined {
	const clientId = env[`${prefix}_ID`]?.trim() ?? '';
	const clientSecret = env[`${prefix}_SECRET`]?.trim() ?? '';
	if (!clientId && !clientSecret) return undefined;
	if (clientId && clientSecret) return { clientId, clientSecret };
	throw new LiveCheckError(`${prefix}_${clientId ? 'SECRET' : 'ID'} is missing`);
}
