import type { Simulation } from '../simulation';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** `n8n.example.org`, `https://n8n.example.org/` and `https://*.example.org/` are all seen as a domain. */
function hostOf(domain: string): string {
	return domain
		.trim()
		.replace(/^https?:\/\//i, '')
		.replace(/[/:?#].*$/, '')
		.toLowerCase();
}

function isRegistered(host: string, domain: string): boolean {
	const registered = hostOf(domain);
	if (!registered.startsWith('*.')) return host === registered;
	return host.endsWith(registered.slice(1)) && host.length > registered.length - 1;
}

/**
 * Why an association may not be sent back to this address, or undefined when it may. The domain is the
 * one that the partner registered (HelloAsso docs; the wildcard was seen at one integrator).
 */
export function redirectProblem(
	{ store, localUrls }: Pick<Simulation, 'store' | 'localUrls'>,
	redirectUri: string | undefined,
): string | undefined {
	if (!redirectUri || !URL.canParse(redirectUri))
		return "L'adresse de retour (redirect_uri) est absente ou invalide.";
	const { protocol, hostname } = new URL(redirectUri);
	const isLocal = localUrls && protocol === 'http:' && LOOPBACK.has(hostname);
	if (protocol !== 'https:' && !isLocal)
		return "L'adresse de retour (redirect_uri) doit commencer par https.";
	if (!store.partnerDomain) return "Le partenaire n'a pas enregistré de domaine de retour.";
	if (isRegistered(hostname, store.partnerDomain)) return undefined;
	return `Le domaine de retour ${hostname} n'est pas celui que le partenaire a enregistré.`;
}
