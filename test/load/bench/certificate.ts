import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const DAY_MS = 86_400_000;

/** ASN.1 in DER: a tag, the length, the content. */
function der(tag: number, ...content: Buffer[]): Buffer {
	const body = Buffer.concat(content);
	const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
	return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...content: Buffer[]) => der(0x30, ...content);
const set = (...content: Buffer[]) => der(0x31, ...content);
const hex = (tag: number, value: string) => der(tag, Buffer.from(value, 'hex'));
const octets = (content: Buffer) => der(0x04, content);
const bits = (content: Buffer) => der(0x03, Buffer.from([0]), content);
const text = (tag: number, value: string) => der(tag, Buffer.from(value));
/** As `UTCTime`: YYMMDDhhmmssZ. */
const time = (date: Date) => text(0x17, `${date.toISOString().replace(/\D/g, '').slice(2, 14)}Z`);

const OID = (value: string) => hex(0x06, value);
const ECDSA_WITH_SHA256 = sequence(OID('2a8648ce3d040302'));
const COMMON_NAME = OID('550403');
const SUBJECT_ALT_NAME = OID('551d11');
const BASIC_CONSTRAINTS = OID('551d13');
const TRUE = hex(0x01, 'ff');

export interface Certificate {
	/** PEM, for a server. */
	key: string;
	/** PEM, also for NODE_EXTRA_CA_CERTS: it has signed itself. */
	cert: string;
}

/** A certificate for localhost that is good for a day. Node can use certificates but not make them. */
export function localhostCertificate(now = Date.now()): Certificate {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const name = sequence(set(sequence(COMMON_NAME, text(0x0c, 'localhost'))));
	const extensions = sequence(
		sequence(SUBJECT_ALT_NAME, octets(sequence(text(0x82, 'localhost')))),
		sequence(BASIC_CONSTRAINTS, TRUE, octets(sequence(TRUE))),
	);
	const content = sequence(
		// Version 3, which has extensions.
		der(0xa0, hex(0x02, '02')),
		hex(0x02, `01${randomBytes(8).toString('hex')}`),
		ECDSA_WITH_SHA256,
		name,
		sequence(time(new Date(now - DAY_MS)), time(new Date(now + DAY_MS))),
		name,
		publicKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, extensions),
	);
	const signed = sequence(content, ECDSA_WITH_SHA256, bits(sign('sha256', content, privateKey)));
	const lines = signed.toString('base64').replace(/.{64}/g, '$&\n');
	return {
		key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
		cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
	};
}
