/**
 * Plain http to this same machine: a simulator. Everywhere else secrets and tokens travel by https only.
 * As a text, because the credential needs it inside of an expression.
 */
export const LOOPBACK_HTTP = String.raw`^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|\s*$)`;

export function isLoopbackHttp(address: string): boolean {
	return new RegExp(LOOPBACK_HTTP, 'i').test(address);
}
