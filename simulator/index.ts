/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import type { AddressInfo } from 'node:net';
import { Codes } from './authorize/codes';
import { Books, summarize, type BooksSummary, type CarriedOut } from './books';
import { payCheckout, type CheckoutMeans } from './checkout/pay';
import { CLIENTS, type ApiKey, type ClientName } from './clients';
import { Clock } from './clock';
import { Faults, type Fault } from './faults';
import { TokenLimits } from './limits';
import { RequestLog, type SeenRequest } from './log';
import { listenAgain, stopListening } from './listening';
import type { NotificationType } from './enums';
import type { Form, Order, Payment } from './model';
import { Notifications, type NotificationOptions, type SentNotification } from './notifications';
import { createForm, type FormInput } from './onDemand/forms';
import { renameOrganization, setCashInCompliant } from './onDemand/organizations';
import { changePayment, payInstallment, payOut } from './onDemand/payments';
import { partRefund, type PartRefundOptions } from './onDemand/refunds';
import { sell, type SaleInput, type Sold } from './onDemand/sell';
import { settle } from './onDemand/settle';
import {
	removeBackOfficeUrl,
	rotateSignatureKey,
	setBackOfficeUrl,
	type BackOfficeSlot,
} from './onDemand/slots';
import { Cursors } from './paging';
import { readingsOf, type Readings } from './readings';
import { seed, type SeedSize } from './seed';
import { MAIN } from './seed/organizations';
import { SITE } from './renderPublic';
import { buildServer } from './server';
import type { Simulation } from './simulation';
import type { Store } from './store';
import { Tokens, type TokenAnswer } from './tokens';
import type { NotificationSlot } from './traces';

export type {
	ApiKey,
	BooksSummary,
	CarriedOut,
	Fault,
	FormInput,
	Notifications,
	PartRefundOptions,
	Readings,
	SaleInput,
	SeedSize,
	SeenRequest,
	SentNotification,
	Sold,
	Store,
};

/** With any of the {@link Readings}. */
export interface SimulatorOptions extends Partial<Readings> {
	/** 0, the default: any free port. */
	port?: number;
	/** Default 127.0.0.1. Another one when who calls is not on this machine, such as a container. */
	host?: string;
	/** Default true: what the real API silently ignores is an error, so that a test sees it. */
	strict?: boolean;
	seed?: Partial<SeedSize>;
	/** Where the simulated clock starts; default the real time. Seeded sales end the day before. */
	now?: Date | string | number;
	/** Accept http and loopback return and notification URLs, and have the payment pages here; default false, as HelloAsso. */
	localUrls?: boolean;
	/** How notifications are sent. */
	notifications?: NotificationOptions;
	/** See `Cursors`; 0, for lists that nothing changes, makes every page but the first cheap. */
	snapshotFrom?: number;
}

/** A running HelloAsso, on the loopback interface unless another host was asked for. */
export class Simulator {
	readonly keys: Record<ClientName, ApiKey> = CLIENTS;
	readonly url: string;
	readonly authorizeUrl: string;

	constructor(
		private readonly simulation: Simulation,
		private readonly app: ReturnType<typeof buildServer>,
	) {
		const { port } = app.server.address() as AddressInfo;
		this.url = `http://127.0.0.1:${port}`;
		this.authorizeUrl = `${this.url}/authorize`;
	}

	/** Slug of the association that the `association` key belongs to. */
	get organizationSlug(): string {
		return this.data.currentSlug(MAIN);
	}

	/** What was sent to whom, and what to do about it: hold, release, wait, forge. */
	get notifications(): Notifications {
		return this.simulation.notifications;
	}

	get data(): Store {
		return this.simulation.store;
	}

	get requests(): SeenRequest[] {
		return this.simulation.log.entries;
	}

	get apiRequests(): SeenRequest[] {
		return this.requests.filter(({ path }) => path.startsWith('/v5/'));
	}

	get tokenRequests(): SeenRequest[] {
		return this.requests.filter(({ path }) => path === '/oauth2/token');
	}

	/** What is not known of HelloAsso: may be changed at any time. */
	get readings(): Readings {
		return this.simulation.readings;
	}

	clearRequests(): void {
		this.simulation.log.clear();
	}

	/** What was refunded, cancelled and made, how often; and each call that changed something, in order. */
	get books(): BooksSummary {
		return summarize(this.simulation);
	}

	/** Forgets the calls that changed something; what they did stays. */
	clearBooks(): void {
		this.simulation.books.clear();
	}

	/** Plans what goes wrong with the next `times` matching requests, Infinity: always; plans are used in order. */
	failNext(fault: Fault, times = 1): void {
		this.simulation.faults.plan(fault, times);
	}

	clearFaults(): void {
		this.simulation.faults.clear();
	}

	/** From now on nobody listens on the port, so that connections are refused; those that are open end. */
	async refuseConnections(): Promise<void> {
		await stopListening(this.app);
	}

	async acceptConnections(): Promise<void> {
		await listenAgain(this.app);
	}

	/** Moves the clock past the end of every access token; refresh tokens stay good. */
	expireTokens(): void {
		const { clock, tokens } = this.simulation;
		this.advance(Math.max(0, tokens.latestExpiry() - clock.now() + 1_000));
	}

	/** The server forgets every access token, though their `exp` lies in the future. */
	revokeTokens(): void {
		this.simulation.tokens.revokeAccessTokens();
	}

	/** Also carries out what is due by then: refunds, instalments. */
	advance(ms: number): void {
		this.simulation.clock.advance(ms);
		settle(this.simulation);
	}

	now(): number {
		return this.simulation.clock.now();
	}

	setTokenLimits(on: boolean): void {
		this.simulation.limits.enabled = on;
	}

	resetTokenLimits(): void {
		this.simulation.limits.reset();
	}

	/** The token that the authorize page would give the partner for one organization. */
	connect(organizationSlug: string): TokenAnswer {
		return this.simulation.tokens.issue({ client: CLIENTS.partner, organizationSlug });
	}

	/** Whether a refresh token could be used now. */
	isRefreshable(refreshToken: string): boolean {
		return this.simulation.tokens.refreshable(refreshToken) !== undefined;
	}

	/** The association takes its consent back: what the partner has of it ends. */
	disconnect(organizationSlug: string): void {
		this.simulation.tokens.disconnect({ client: CLIENTS.partner, organizationSlug });
	}

	/** What the payer does on the payment page: the intent gets its order. */
	payCheckout(checkoutIntentId: number, means?: CheckoutMeans): Order {
		return payCheckout(this.simulation, checkoutIntentId, means);
	}

	/** A sale of this moment, with its notifications. */
	sell(input?: SaleInput): Sold {
		return sell(this.simulation, input);
	}

	sellMany(count: number, input?: SaleInput): Sold[] {
		return Array.from({ length: count }, () => this.sell(input));
	}

	changePayment(paymentId: number, state: string, options?: { notify?: boolean }): Payment {
		return changePayment(this.simulation, paymentId, state, options);
	}

	/** A refund as somebody makes it in the back office; it takes a minute of the simulated clock. */
	partRefund(paymentId: number, amountCents: number, options?: PartRefundOptions): Payment {
		return partRefund(this.simulation, paymentId, amountCents, options);
	}

	/** HelloAsso pays money out to the association; returns the number of the payout. */
	payOut(...paymentIds: number[]): number {
		return payOut(this.simulation, paymentIds);
	}

	/** Now, instead of on its day. */
	payInstallment(paymentId: number, state?: string, options?: { notify?: boolean }): Payment {
		return payInstallment(this.simulation, paymentId, state, options);
	}

	createForm(input: FormInput): Form {
		return createForm(this.simulation, input);
	}

	/** `nested`: the other of the two documented shapes of the notification. */
	renameOrganization(
		oldSlug: string,
		newSlug: string,
		options?: { nested?: boolean; notify?: boolean },
	): void {
		renameOrganization(this.simulation, oldSlug, newSlug, options);
	}

	setCashInCompliant(slug: string, value: boolean, options?: { notify?: boolean }): void {
		setCashInCompliant(this.simulation, slug, value, options);
	}

	/** What an association pastes into its back office: it gets unsigned notifications. */
	setBackOfficeUrl(url: string, slot?: BackOfficeSlot): void {
		setBackOfficeUrl(this.simulation, url, slot);
	}

	removeBackOfficeUrl(slot?: BackOfficeSlot): void {
		removeBackOfficeUrl(this.simulation, slot);
	}

	/** The same URL, another key. `scope` is `partner` or the slug of an organization. */
	rotateSignatureKey(scope: string, notificationType?: NotificationType): NotificationSlot {
		return rotateSignatureKey(this.simulation, scope, notificationType);
	}

	/** Ends every connection, the hanging ones too, and every notification that is still pending. */
	async stop(): Promise<void> {
		this.notifications.stop();
		await this.acceptConnections();
		await this.app.close();
	}
}

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const clock = new Clock(options.now);
	const simulation: Simulation = {
		strict: options.strict ?? true,
		readings: readingsOf(options),
		localUrls: options.localUrls ?? false,
		site: SITE,
		clock,
		store: seed(options.seed ?? {}, clock.now()),
		tokens: new Tokens(clock),
		codes: new Codes(clock),
		limits: new TokenLimits(),
		faults: new Faults(),
		books: new Books(),
		log: new RequestLog(),
		cursors: new Cursors(options.snapshotFrom),
		notifications: new Notifications(clock, options.notifications),
	};
	const app = buildServer(simulation);
	await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
	const simulator = new Simulator(simulation, app);
	if (simulation.localUrls) simulation.site = simulator.url;
	return simulator;
}
