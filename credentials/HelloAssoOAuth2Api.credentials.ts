import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { HIDE_DURING_CONNECT, STATE_DURING_CONNECT } from '../nodes/HelloAsso/n8n/connectFields';
import { LOOPBACK_HTTP } from '../nodes/HelloAsso/transport/loopback';

/** The client secret is sent there, so a custom address has to be https, or on this same machine. */
const SAFE_URL = `/^https:|${LOOPBACK_HTTP}/i`;
const CUSTOM_API_URL = `(${SAFE_URL}.test($self["customApiUrl"]) ? $self["customApiUrl"].trim() : "https://api-url-must-begin-with-https.invalid")`;
/** Hosts as HelloAsso documents them; `transport/environments.ts` holds the same for requests. */
const API_URL = `$self["environment"] === "custom" ? ${CUSTOM_API_URL} : $self["environment"] === "sandbox" ? "https://api.helloasso-sandbox.com" : "https://api.helloasso.com"`;
const AUTHORIZATION_URL =
	'$self["environment"] === "custom" ? $self["customAuthorizationUrl"] : $self["environment"] === "sandbox" ? "https://auth.helloasso-sandbox.com/authorize" : "https://auth.helloasso.com/authorize"';

/** n8n 2.x shows it without line breaks and emphasis. */
const CONNECT_STEPS = [
	"For partners, who have their key from HelloAsso. (1) Once, register the domain of the OAuth Redirect URL above, which must begin with https: run a HelloAsso node with Partner → Update Domain, and a second credential that has the partner's key and the connection Own Key.",
	'(2) Enter Client ID and Client Secret.',
	'(3) Press Connect: in the popup, an administrator of the association logs in to HelloAsso and accepts.',
].join(' ');

const hidden = (displayName: string, name: string, value: string | boolean): INodeProperties => ({
	displayName,
	name,
	type: 'hidden',
	default: value,
});

/** Access to the HelloAsso API, with an association's own key or by connecting an association. */
export class HelloAssoOAuth2Api implements ICredentialType {
	name = 'helloAssoOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'HelloAsso OAuth2 API';

	icon: Icon = {
		light: 'file:../nodes/HelloAsso/helloasso.svg',
		dark: 'file:../nodes/HelloAsso/helloasso.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-helloasso/n8n-nodes-helloasso#readme';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Production', value: 'production', description: 'The real HelloAsso' },
				{ name: 'Sandbox', value: 'sandbox', description: "HelloAsso's test environment" },
				{ name: 'Custom', value: 'custom', description: 'Another address, e.g. of a simulator' },
			],
			default: 'production',
			description:
				'Which HelloAsso the key belongs to. Production and sandbox have different keys.',
			hint: 'When saving says that the client is not authorized, Client ID or Client Secret is wrong, or belongs to another environment',
		},
		{
			displayName: 'API URL',
			name: 'customApiUrl',
			type: 'string',
			required: true,
			displayOptions: { show: { environment: ['custom'] } },
			default: '',
			placeholder: 'e.g. http://localhost:4010',
			description: 'Address of the API, without /v5',
		},
		{
			displayName: 'Authorization Page URL',
			name: 'customAuthorizationUrl',
			type: 'string',
			required: true,
			displayOptions: { show: { environment: ['custom'], grantType: ['pkce'] } },
			default: '',
			placeholder: 'e.g. http://localhost:4010/authorize',
			description: 'Address of the page where an association gives its consent',
		},
		{
			displayName: 'Connection',
			name: 'grantType',
			type: 'options',
			options: [
				{
					name: 'Own Key of an Association or Partner (Client Credentials)',
					value: 'clientCredentials',
					description: 'For an association that automates its own HelloAsso',
				},
				{
					name: 'Partner Connects an Association (PKCE)',
					value: 'pkce',
					description: 'For partners of HelloAsso: an association gives its consent in a popup',
				},
			],
			displayOptions: HIDE_DURING_CONNECT,
			default: 'clientCredentials',
			description: 'Whose key this is, and how access is given',
		},
		{
			// A field that credentials of n8n inherit and that is never shown; here it is below 'Connection'.
			displayName: CONNECT_STEPS,
			name: 'serverUrl',
			type: 'notice',
			displayOptions: { show: { grantType: ['pkce'] } },
			default: '',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			required: true,
			default: '',
			hint: 'Where: an administrator of the association logs in to HelloAsso and opens My account → Integrations and API (Mon compte → Intégrations et API). Partners have theirs from HelloAsso.',
		},
		{
			displayName: 'Access',
			name: 'access',
			type: 'options',
			options: [
				{
					name: 'Read and Write',
					value: 'readWrite',
					description: 'Everything that the key may do',
				},
				{
					name: 'Read Only',
					value: 'readOnly',
					description: 'Refuses refunds, cancellations, checkouts and every other change',
				},
			],
			default: 'readWrite',
			description:
				'What workflows may do with this credential. Give an AI agent one that is read-only. HTTP Request nodes cannot use a read-only one.',
		},
		hidden('Authorization URL', 'authUrl', `={{ ${AUTHORIZATION_URL} }}`),
		hidden(
			'Access Token URL',
			'accessTokenUrl',
			`={{ (${API_URL}).replace(/\\/+$/, "") + "/oauth2/token" }}`,
		),
		hidden('Scope', 'scope', ''),
		hidden('Auth URI Query Parameters', 'authQueryParameters', ''),
		hidden('Authentication', 'authentication', 'body'),
		hidden('Send Additional Body Properties', 'sendAdditionalBodyProperties', false),
		hidden(
			'Additional Body Properties',
			'additionalBodyProperties',
			`={{ $self["grantType"] || !$self["codeVerifier"] ? "" : '{"code_verifier":"' + $self["codeVerifier"] + '"}' }}`,
		),
		// n8n's HTTP Request node knows nothing of 'Access'.
		hidden(
			'Allowed HTTP Request Domains',
			'allowedHttpRequestDomains',
			'={{ $self["access"] === "readOnly" ? "none" : "domains" }}',
		),
		hidden(
			'Allowed Domains',
			'allowedDomains',
			`={{ (${API_URL}).replace(/^https?:\\/\\//, "").replace(/[:\\/].*$/, "") }}`,
		),
		...STATE_DURING_CONNECT,
	];

	/**
	 * n8n 2.x adds a new token to what is stored of the one before, and asks here first. A key's own
	 * token must not inherit the association that was connected earlier: `organization_slug` tells the
	 * node whose token it is.
	 */
	async preAuthentication(credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		if (credentials.grantType !== 'clientCredentials' || !credentials.oauthTokenData) return {};
		const ownToken = { ...(credentials.oauthTokenData as IDataObject) };
		delete ownToken.organization_slug;
		return { oauthTokenData: ownToken };
	}

	/** A wrong key already fails at the token, an unreachable host at the network, and n8n says which. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ${API_URL.replaceAll('$self', '$credentials')} }}`,
			url: '/v5/users/me/organizations',
			headers: { Accept: 'application/json' },
		},
	};
}
