/** Anything that looks like a JSON Web Token, whoever issued it. */
const TOKEN_LIKE = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** A text without tokens, and without secrets that an answer echoes. */
export function redact(text: string, secrets: readonly string[]): string {
	return secrets
		.filter((secret) => secret !== '')
		.reduce((safe, secret) => safe.replaceAll(secret, '***'), text.replace(TOKEN_LIKE, '***'));
}
