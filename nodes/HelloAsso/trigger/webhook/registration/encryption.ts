import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/**
 * A signature key is stored in the workflow's static data, which whoever may see the workflow can read and
 * which n8n copies into each execution. So it is encrypted with a key made of the client secret.
 */
const ALGORITHM = 'aes-256-gcm';
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const PURPOSE = 'n8n-nodes-helloasso: signature keys of notifications';

export function encrypt(text: string, clientSecret: string): string {
	const nonce = randomBytes(NONCE_LENGTH);
	const cipher = createCipheriv(ALGORITHM, keyOf(clientSecret), nonce);
	const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64');
}

/** undefined for what was encrypted with another client secret, or is damaged. */
export function decrypt(text: string, clientSecret: string): string | undefined {
	const bytes = Buffer.from(text, 'base64');
	const nonce = bytes.subarray(0, NONCE_LENGTH);
	const tag = bytes.subarray(NONCE_LENGTH, NONCE_LENGTH + TAG_LENGTH);
	const encrypted = bytes.subarray(NONCE_LENGTH + TAG_LENGTH);
	const options = { authTagLength: TAG_LENGTH };
	try {
		const decipher = createDecipheriv(ALGORITHM, keyOf(clientSecret), nonce, options);
		decipher.setAuthTag(tag);
		return decipher.update(encrypted, undefined, 'utf8') + decipher.final('utf8');
	} catch {
		// The tag does not fit: the credential has another secret by now.
		return undefined;
	}
}

function keyOf(clientSecret: string): Buffer {
	return createHmac('sha256', clientSecret).update(PURPOSE).digest();
}
