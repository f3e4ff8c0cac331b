import type { FormType } from './enums';

/** What calls leave behind, beside the sales themselves. */

export interface CheckoutIntent {
	id: number;
	organizationSlug: string;
	redirectUrl: string;
	createdAt: number;
	body: Record<string, unknown>;
	metadata?: unknown;
	orderId?: number;
}

/** One accepted call of the refund operation, as a test wants to count it. */
export interface Refund {
	id: number;
	paymentId: number;
	amount: number;
	cancelOrder: boolean;
	sendRefundMail: boolean;
	comment: string | null;
	state: string;
	creationDate: string;
	at: number;
	/** How it is to end; default Processed. */
	outcome?: string;
	/** Default true. */
	notify?: boolean;
}

/** A payment of a later day, and what becomes of it then. */
export interface PlannedPayment {
	paymentId: number;
	/** Simulated clock, ms. */
	at: number;
	state: string;
	notify: boolean;
}

export interface NotificationSlot {
	/** 'partner', or the slug of the organization. */
	scope: string;
	notificationType?: string;
	url: string;
	signatureKey: string;
}

/** A URL of the association's own back office: nothing that it gets is signed. */
export interface BackOfficeUrl {
	/** Slug of the organization. */
	scope: string;
	notificationType?: string;
	url: string;
}

export interface Rename {
	from: string;
	to: string;
}

/** One line of a directory feed: a record became visible, or left. */
export interface DirectoryChange {
	kind: 'form' | 'organization';
	action: 'Insert' | 'Delete';
	at: number;
	organizationSlug: string;
	formType?: FormType;
	formSlug?: string;
}
