import { createHash, createHmac } from 'node:crypto';

export const SIGNATURE_HEADER = 'x-ha-signature';

/** Lower-case hex of the HMAC-SHA256 over the bytes of the body (HelloAsso docs: secure webhook). */
export const sign = (body: string | Uint8Array, signatureKey: string) =>
	createHmac('sha256', signatureKey).update(body).digest('hex');

export const newSignatureKey = (id: number) =>
	createHash('sha256').update(`${id} signature`).digest('hex');
