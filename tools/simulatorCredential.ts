import type { Simulator } from '../simulator';

/** The examples refer to it by this id. */
export const CREDENTIAL_ID = 'helloAssoExample';
export const CREDENTIAL_NAME = 'HelloAsso (simulator)';

/** One with every privilege, also those that HelloAsso grants on request: refunds, cancelling, events, the directory. */
export const ALL_RIGHTS_CREDENTIAL_ID = 'helloAssoAllRights';
export const ALL_RIGHTS_CREDENTIAL_NAME = 'HelloAsso, all rights (simulator)';

/** The one that is still to be connected, in `npm start`. */
export const PARTNER_CREDENTIAL_ID = 'helloAssoPartner';
export const PARTNER_CREDENTIAL_NAME = 'HelloAsso partner (simulator)';

export interface CredentialFile {
	id: string;
	name: string;
	type: 'helloAssoOAuth2Api';
	data: Record<string, string>;
}

/** A credential of the simulated association, as `n8n import:credentials` takes it. */
export function simulatorCredential(
	{ url, authorizeUrl, keys }: Pick<Simulator, 'url' | 'authorizeUrl' | 'keys'>,
	changes: Partial<CredentialFile> = {},
): CredentialFile {
	return {
		id: CREDENTIAL_ID,
		name: CREDENTIAL_NAME,
		type: 'helloAssoOAuth2Api',
		data: {
			environment: 'custom',
			customApiUrl: url,
			customAuthorizationUrl: authorizeUrl,
			grantType: 'clientCredentials',
			...keys.association,
		},
		...changes,
	};
}

/** A second key of the same association, with every privilege. */
export function allRightsCredential(
	simulator: Pick<Simulator, 'url' | 'authorizeUrl' | 'keys'>,
): CredentialFile {
	const { data } = simulatorCredential(simulator);
	return simulatorCredential(simulator, {
		id: ALL_RIGHTS_CREDENTIAL_ID,
		name: ALL_RIGHTS_CREDENTIAL_NAME,
		data: { ...data, ...simulator.keys.fullAccess },
	});
}

/** A credential of the simulated partner, with which no association is connected yet. */
export function partnerCredential(
	simulator: Pick<Simulator, 'url' | 'authorizeUrl' | 'keys'>,
): CredentialFile {
	const { data } = simulatorCredential(simulator);
	return simulatorCredential(simulator, {
		id: PARTNER_CREDENTIAL_ID,
		name: PARTNER_CREDENTIAL_NAME,
		data: { ...data, grantType: 'pkce', ...simulator.keys.partner },
	});
}
