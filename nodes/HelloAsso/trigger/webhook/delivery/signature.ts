import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 over the bytes of the body, in lower-case hexadecimal digits (HelloAsso docs: secure webhook). */
export function isSignedBy(keys: readonly string[], rawBody: Buffer, signature: unknown): boolean {
	const given = Buffer.from(typeof signature === 'string' ? signature : '');
	// Every key is tried, so that the time does not tell which one fits.
	const fits = keys.map((key) => {
		const expected = Buffer.from(createHmac('sha256', key).update(rawBody).digest('hex'));
		return given.length === expected.length && timingSafeEqual(given, expected);
	});
	return fits.includes(true);
}
