import { isLoopbackHttp } from '../../../transport';

/** Where HelloAsso sends from, as its documentation of notifications says. */
const ADDRESSES: Record<string, readonly string[]> = {
	production: ['51.138.206.200'],
	sandbox: ['4.233.135.234'],
};
const LOOPBACK_ADDRESSES = ['127.0.0.1', '::1'];
/** Loopback, private, link-local and carrier-grade NAT: what stands between n8n and the world. */
const NOT_PUBLIC =
	/^(0|10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|^::1$|^f[cd][\da-f]{2}:|^fe[89ab][\da-f]:/;

export interface Sender {
	/** As n8n knows it, behind as many proxies as n8n is configured for (N8N_PROXY_HOPS). */
	ip: string | undefined;
	/** Of the credential; without one, production and sandbox are both possible. */
	environment: string | undefined;
	/** Address of the API, e.g. of a simulator on this machine, which then is a sender too. */
	apiOrigin: string | undefined;
	/** What the user trusts beside HelloAsso's own addresses, as {@link plainAddress} gives it. */
	additional: readonly string[];
}

export function isFromHelloAsso({ ip, environment, apiOrigin, additional }: Sender): boolean {
	const address = senderOf(ip ?? '');
	if (address === undefined) return false;
	if (additional.includes(address)) return true;
	if (environment !== undefined && Object.hasOwn(ADDRESSES, environment))
		return ADDRESSES[environment].includes(address);
	const isLocal = LOOPBACK_ADDRESSES.includes(address) && isLoopbackHttp(apiOrigin ?? '');
	return isLocal || Object.values(ADDRESSES).flat().includes(address);
}

/**
 * The sender among forwarded addresses, of which each proxy adds the one that it saw on the right: whatever stands
 * left of the first public one, the sender may have made up.
 */
function senderOf(ip: string): string | undefined {
	const nearestFirst = ip.split(',').map(plainAddress).reverse();
	const sender = nearestFirst.findIndex(
		(address) => address === undefined || !NOT_PUBLIC.test(address),
	);
	return nearestFirst[Math.max(sender, 0)];
}

/**
 * An IPv4 or IPv6 address in its shortest spelling, without port, brackets and zone, or undefined for what is none.
 * `::ffff:338a:cec8` and `[::ffff:51.138.206.200]:443` are the IPv4 address 51.138.206.200.
 */
export function plainAddress(text: string): string | undefined {
	const trimmed = text.trim().toLowerCase();
	const [, v4] = /^((?:\d{1,3}\.){3}\d{1,3})(?::\d{1,5})?$/.exec(trimmed) ?? [];
	if (v4 !== undefined) return v4.split('.').every(isByte) ? v4 : undefined;
	const [, bracketed, bare] = /^(?:\[([^[\]]+)\](?::\d{1,5})?|([^[\]]+))$/.exec(trimmed) ?? [];
	const [, v6] = /^([\da-f:.]+)(?:%[\w.~-]+)?$/.exec((bracketed ?? bare ?? '').trim()) ?? [];
	const host = `http://[${v6}]`;
	if (!v6?.includes(':') || !URL.canParse(host)) return undefined;
	const short = new URL(host).hostname.slice(1, -1);
	const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(short) ?? [];
	if (high === undefined) return short;
	return [high, low].flatMap((part) => bytesOf(parseInt(part, 16))).join('.');
}

/** A leading zero means octal to some and nothing to others, so that such an address is none. */
function isByte(digits: string): boolean {
	return Number(digits) <= 255 && String(Number(digits)) === digits;
}

function bytesOf(twoBytes: number): number[] {
	return [Math.floor(twoBytes / 256), twoBytes % 256];
}
