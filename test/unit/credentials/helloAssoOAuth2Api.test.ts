import {
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type INodeParameters,
} from 'n8n-workflow';

import { HelloAssoOAuth2Api } from '../../../credentials/HelloAssoOAuth2Api.credentials';

const { properties, preAuthentication } = new HelloAssoOAuth2Api();
/** What n8n gives the editor in place of a secret. */
const PLACEHOLDER = '__n8n_BLANK_VALUE_e5362baf-c777-4d57-a609-6eaf1f9e87f6';

const isShown = (name: string, values: INodeParameters) => {
	const property = properties.find((candidate) => candidate.name === name);
	if (!property) throw new Error(`There is no field ${name}`);
	return NodeHelpers.displayParameter(values, property, null, null);
};

describe('the credential in n8n 1.x, while the answer of an association is awaited', () => {
	it.each([
		'kX2f-9Qw_1yZ8aB7cD6eF5gH',
		'-X2f-9Qw_1yZ8aB7cD6eF5gH',
		'_n2f-9Qw_1yZ8aB7cD6eF5gH',
		'__n8n9Qw_1yZ8aB7cD6eF5gH',
		'0',
	])('has no Connection for n8n (%s)', (csrfSecret) => {
		expect(isShown('grantType', { grantType: 'pkce', csrfSecret })).toBe(false);
	});

	it.each([undefined, '', PLACEHOLDER])(
		'shows Connection in the editor, and when nothing is awaited (%j)',
		(csrfSecret) => {
			expect(isShown('grantType', { grantType: 'pkce', csrfSecret } as INodeParameters)).toBe(true);
		},
	);

	it.each([
		[PLACEHOLDER, false],
		['gLVYHYO3ISJ458FG3PEy6Kr6F~gSjGY3Iw3L4gklsSB', true],
		['', true],
		[undefined, true],
	])(
		'drops the CSRF secret when the editor saves: with verifier %j it is kept: %p',
		(codeVerifier, kept) => {
			expect(
				isShown('csrfSecret', { csrfSecret: PLACEHOLDER, codeVerifier } as INodeParameters),
			).toBe(kept);
		},
	);

	it('compares without regular expressions, for which n8n has a time limit', () => {
		expect(
			JSON.stringify(properties.map(({ displayOptions }) => displayOptions ?? null)),
		).not.toContain('regex');
	});
});

describe('the token of an own key', () => {
	const token = { access_token: 'new', organization_slug: 'connected-earlier' };

	it('does not inherit the organization that was connected before', async () => {
		expect(
			await preAuthentication({ grantType: 'clientCredentials', oauthTokenData: token }),
		).toEqual({
			oauthTokenData: { access_token: 'new' },
		});
	});

	it.each<ICredentialDataDecryptedObject>([
		{ grantType: 'pkce', oauthTokenData: token },
		{ grantType: 'clientCredentials' },
		{ oauthTokenData: token },
	])('leaves everything else as it is (%j)', async (credential) => {
		expect(await preAuthentication(credential)).toEqual({});
	});
});
