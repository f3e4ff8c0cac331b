export interface Mail {
	from?: string;
	to?: string;
	subject?: string;
	text: string;
}

/** Bytes that are written as `=C3=A9`. */
const unquoted = (text: string) =>
	Buffer.from(
		text.replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
		'latin1',
	).toString('utf8');

/** What is written as `=?UTF-8?Q?Adh=C3=A9sion?=` in a header. */
const words = (header: string) =>
	header
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?UTF-8\?([QB])\?(.*?)\?=/gi, (_, form: string, word: string) =>
			form.toUpperCase() === 'B'
				? Buffer.from(word, 'base64').toString('utf8')
				: unquoted(word.replaceAll('_', ' ')),
		);

/** Reads a mail of one part, as it is sent. */
export function readMail(message: string): Mail {
	const [head, ...rest] = message.replaceAll('\r\n', '\n').split('\n\n');
	const body = rest.join('\n\n');
	const headers = Object.fromEntries(
		head
			.replace(/\n\s+/g, ' ')
			.split('\n')
			.map((line) => [line.split(':')[0].toLowerCase(), line.replace(/^[^:]*:\s*/, '')]),
	) as Record<string, string | undefined>;
	const how = headers['content-transfer-encoding'];
	const text =
		how === 'base64'
			? Buffer.from(body, 'base64').toString('utf8')
			: how === 'quoted-printable'
				? unquoted(body.replace(/=\n/g, ''))
				: body;
	const { from, to, subject } = headers;
	return { from, to, subject: subject && words(subject), text: text.trim() };
}
