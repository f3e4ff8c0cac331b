/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** Takes mail on the loopback interface, so that n8n's Send Email needs no account. */
export class MailServer {
	/** Whom each mail was for, in the order in which they came. */
	readonly recipients: string[] = [];
	/** Each mail as it came, with its headers. */
	readonly messages: string[] = [];

	private constructor(private readonly server: Server) {}

	static async start(): Promise<MailServer> {
		const server = createServer();
		const mails = new MailServer(server);
		server.on('connection', (socket) => mails.talk(socket));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return mails;
	}

	/** As `n8n import:credentials` takes it. */
	credential(id: string, name: string): object {
		const { port } = this.server.address() as AddressInfo;
		const data = { host: '127.0.0.1', port, secure: false, disableStartTls: true };
		return { id, name, type: 'smtp', data: { user: '', password: '', hostName: '', ...data } };
	}

	async stop(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}

	private talk(socket: Socket): void {
		let mail: string[] | undefined;
		const say = (line: string) => socket.write(`${line}\r\n`);
		// A client that hangs up is none of our business.
		socket.on('error', () => socket.destroy());
		say('220 ready');
		createInterface({ input: socket }).on('line', (line) => {
			if (mail) {
				if (line !== '.') {
					mail.push(line);
					return;
				}
				this.messages.push(mail.join('\n'));
				mail = undefined;
				say('250 taken');
			} else if (/^DATA/i.test(line)) {
				mail = [];
				say('354 go on');
			} else if (/^QUIT/i.test(line)) {
				say('221 bye');
				socket.end();
			} else {
				const [, to] = /^RCPT TO:<(.+?)>/i.exec(line) ?? [];
				if (to) this.recipients.push(to);
				say('250 ok');
			}
		});
	}
}
