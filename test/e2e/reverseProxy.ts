/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * What stands in front of an n8n, so that n8n can be restarted in an orderly way: it takes no new connections
 * meanwhile, and those that are open come to their end first. n8n 2.41 itself goes on to take notifications
 * after it was told to end, and cuts their runs off after 30 s. In front of several it takes turns.
 */
export class ReverseProxy {
	private readonly open = new Set<Socket>();
	private targets: URL[] = [];
	private drained = () => {};

	private constructor(private readonly server: Server) {
		server.on('connection', (socket) => this.pass(socket));
	}

	static async start(): Promise<ReverseProxy> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new ReverseProxy(server);
	}

	/** The address that the world sees. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	passTo(...urls: string[]): void {
		this.targets = urls.map((url) => new URL(url));
	}

	/** From now on nobody gets through; resolves when nobody is on the way any more. */
	async drain(): Promise<void> {
		this.targets = [];
		if (this.open.size > 0) await new Promise<void>((resolve) => (this.drained = resolve));
	}

	async stop(): Promise<void> {
		for (const socket of this.open) socket.destroy();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private pass(socket: Socket): void {
		const target = this.targets.shift();
		if (!target) {
			socket.on('error', () => {}).destroy();
			return;
		}
		this.targets.push(target);
		const upstream = connect(Number(target.port), target.hostname);
		this.open.add(socket);
		socket.on('close', () => {
			upstream.destroy();
			this.open.delete(socket);
			if (this.open.size === 0) this.drained();
		});
		socket.on('error', () => socket.destroy()).pipe(upstream);
		upstream.on('error', () => socket.destroy()).pipe(socket);
	}
}
