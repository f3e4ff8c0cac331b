import { isLoopbackHttp } from '../../../transport';

/** Where HelloAsso sends from, as its documentation of notifications says. */
const PRODUCTION_ADDRESS = '51.138.206.200';
const SANDBOX_ADDRESS = '4.233.135.234';
const LOOPBACK_ADDRESSES = ['127.0.0.1', '::1'];

/**
 * Whether a request came from HelloAsso's own address.
 *
 * @param address of the sender as n8n knows it, behind as many proxies as n8n is configured for (N8N_PROXY_HOPS)
 * @param environment of the credential; without one, production and sandbox are both possible
 * @param apiOrigin address of the API, e.g. of a simulator on this machine, which then is a sender too
 */
export function isFromHelloAsso(
	address: string | undefined,
	environment: string | undefined,
	apiOrigin: string | undefined,
): boolean {
	const plain = (address ?? '').replace(/^::ffff:/i, '');
	if (environment === 'production') return plain === PRODUCTION_ADDRESS;
	if (environment === 'sandbox') return plain === SANDBOX_ADDRESS;
	const isLocal = LOOPBACK_ADDRESSES.includes(plain) && isLoopbackHttp(apiOrigin ?? '');
	return isLocal || plain === PRODUCTION_ADDRESS || plain === SANDBOX_ADDRESS;
}
