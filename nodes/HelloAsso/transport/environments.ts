import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { invalidParameter } from './errors/helloAssoError';
import { isLoopbackHttp } from './loopback';

/** Every path of the API starts with it; the token endpoint (`/oauth2/token`) does not. */
export const API_BASE_PATH = '/v5';

/** Hosts as HelloAsso documents them. Production and sandbox share neither keys nor ids. */
const API_ORIGINS: Record<string, string> = {
	production: 'https://api.helloasso.com',
	sandbox: 'https://api.helloasso-sandbox.com',
};

const API_URL = { label: 'API URL', name: 'customApiUrl' };

/**
 * Scheme, host and port of the API, such as `https://api.helloasso.com`. A custom address must be https,
 * because the access token travels to it; plain http is for a simulator on the same machine.
 */
export function apiOrigin(credential: ICredentialDataDecryptedObject): string {
	const environment = String(credential.environment ?? 'production');
	if (environment === 'custom') return customOrigin(credential.customApiUrl);
	if (Object.hasOwn(API_ORIGINS, environment)) return API_ORIGINS[environment];
	throw invalidParameter(
		{ label: 'Environment', name: 'environment' },
		`of the credential is '${environment}', which does not exist`,
		'Open the credential and choose Production, Sandbox or Custom.',
	);
}

function customOrigin(address: unknown): string {
	const text = String(address).trim();
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || (url.protocol !== 'https:' && !isLoopbackHttp(url.origin))) {
		throw invalidParameter(
			API_URL,
			"of the credential is not an address that HelloAsso's token may be sent to",
			'Open the credential and enter an https address, e.g. https://api.example.org. Plain http is accepted for localhost only.',
		);
	}
	if (url.username || url.password || url.search || url.hash || url.pathname !== '/') {
		throw invalidParameter(
			API_URL,
			'of the credential holds more than scheme, host and port',
			'Open the credential and shorten it to the form https://api.example.org, without /v5 and without user name.',
		);
	}
	return url.origin;
}
