import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/**
 * A signature key is kept in the workflow's static data, which whoever may see the workflow can read and
 * which n8n copies into each execution. So it is kept encrypted with a key made of the client secret.
 */
const ALGORITHM = 'aes-256-gcm';
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const PURPOSE = 'n8n-nodes-helloasso: signature keys of notifications';

export function encrypt(text: string, clientSecret: string): string {
	const nonce = randomBytes(NONCE_LENGTH);
	const cipher = createCipheriv(ALGORITHM, keyOf(clientSecret), nonce);
	const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** undefined for what another client secret has sealed, or what is damaged. */
export function decrypt(text: string, clientSecret: string): string | undefined {
	const bytes = Buffer.from(text, 'base64');
	try {
		const decipher = createDecipheriv(
			ALGORITHM,
			keyOf(clientSecret),
			bytes.subarray(0, NONCE_LENGTH),
			{
				authTagLength: TAG_LENGTH,
			},
		);
		decipher.setAuthTag(bytes.subarray(NONCE_LENGTH, NONCE_LENGTH + TAG_LENGTH));
		return (
			decipher.update(bytes.subarray(NONCE_LENGTH + TAG_LENGTH), undefined, 'utf8') +
			decipher.final('utf8')
		);
	} catch {
		// The tag does not fit: the credential has another secret by now.
		return undefined;
	}
}

function keyOf(clientSecret: string): Buffer {
	return createHmac('sha256', clientSecret).update(PURPOSE).digest();
}
