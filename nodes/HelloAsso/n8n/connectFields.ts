import type { INodeProperties } from 'n8n-workflow';

/**
 * In place of a secret, the editor sees a text that begins with `__n8n_BLANK`. Compared by alphabet, because n8n
 * gives a regular expression a time limit, and an execution fails that exceeds it.
 */
const IS_PLACEHOLDER = { _cnd: { between: { from: '__n8n_BLANK', to: '__n8n_C' } } };
const IS_SECRET = [
	{ _cnd: { between: { from: '-', to: '__n8n_BLANK' } } },
	{ _cnd: { between: { from: '__n8n_C', to: '~' } } },
];

/** Hides 'Connection' from n8n 1.x, not from the editor, while an association's consent is awaited. */
export const HIDE_DURING_CONNECT: INodeProperties['displayOptions'] = {
	hide: { csrfSecret: IS_SECRET },
};

/**
 * For grant `pkce`, n8n 1.123 sends the client's id and secret in a header that HelloAsso does not read;
 * for a grant it does not know, in the body, as 2.41 does for both. So while the association's consent is
 * awaited, 'Connection' is not there for 1.123, and 'Additional Body Properties' holds the code verifier.
 * These are the two fields in which 1.123 keeps the state of that time. Saving drops the CSRF secret, which
 * ends it; 2.41 stores neither.
 */
export const STATE_DURING_CONNECT: INodeProperties[] = [
	{
		displayName: 'Code Verifier',
		name: 'codeVerifier',
		type: 'hidden',
		typeOptions: { password: true },
		default: '',
	},
	{
		displayName: 'CSRF Secret',
		name: 'csrfSecret',
		type: 'hidden',
		typeOptions: { password: true },
		displayOptions: { hide: { codeVerifier: [IS_PLACEHOLDER] } },
		default: '',
	},
];
