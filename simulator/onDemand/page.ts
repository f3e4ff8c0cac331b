import { escape, page } from '../html';
import type { Payment } from '../model';
import { MAIN } from '../seed/organizations';
import type { Store } from '../store';
import { refundable } from './refunds';

/** How many payments of each kind the page shows, the latest first. */
const SHOWN = { waiting: 4, planned: 3, others: 10 };

/** Buttons for what is sold: the event that it is posted as, and its text. */
const SALES = {
	membership: 'Membership',
	ticket: 'Ticket',
	donation: 'Donation',
	product: 'Product of the shop',
	instalments: 'Membership in 3 instalments',
	refused: 'Membership whose payment is refused',
	sepa: 'Membership by SEPA, which takes days',
};

const button = (event: string, text: string, payment?: number) =>
	`<form class="inline" method="post"><input type="hidden" name="event" value="${event}">${
		payment === undefined ? '' : `<input type="hidden" name="payment" value="${payment}">`
	}<button>${text}</button></form>`;

const isWaiting = ({ state }: Payment) => state.startsWith('WaitingBank');

/** What can become of a payment in its present state. */
function buttonsFor(payment: Payment): string {
	const { id, state, amount } = payment;
	if (isWaiting(payment))
		return button('arrives', 'SEPA comes through', id) + button('fails', 'SEPA is refused', id);
	if (state === 'Pending')
		return button('due', 'Instalment is paid', id) + button('dueRefused', 'Is refused', id);
	if (state !== 'Authorized') return '';
	const canRefund = refundable(payment) === amount;
	return (
		(canRefund ? button('refund', 'Refund', id) + button('refundHalf', 'Refund half', id) : '') +
		button('contest', 'Contest', id)
	);
}

const euros = (cents: number) => `${(cents / 100).toFixed(2)} €`;

function payments(store: Store): Payment[] {
	const slug = store.currentSlug(MAIN);
	const time = ({ meta, date }: Payment) => Date.parse(meta.updatedAt || date);
	const own = store.payments
		.filter(({ orderId }) => store.order(orderId)?.organizationSlug === slug)
		.sort((a, b) => time(b) - time(a) || b.id - a.id);
	const isPlanned = ({ state }: Payment) => state === 'Pending';
	return [
		...own.filter(isWaiting).slice(0, SHOWN.waiting),
		...own.filter(isPlanned).slice(0, SHOWN.planned),
		...own.filter((payment) => !isWaiting(payment) && !isPlanned(payment)).slice(0, SHOWN.others),
	];
}

/** Buttons for people who try the node: what happens at HelloAsso without them. `done` says what just has. */
export function simulatePage(store: Store, done = ''): string {
	const rows = payments(store).map((payment) => {
		const { payer } = store.order(payment.orderId) ?? {};
		const name = payer?.company ?? [payer?.firstName, payer?.lastName].filter(Boolean).join(' ');
		return `<tr><td>${payment.id}</td><td>${escape(name)}</td><td>${euros(payment.amount)}</td><td>${escape(
			payment.state,
		)}</td><td>${buttonsFor(payment)}</td></tr>`;
	});
	const open = store.checkoutIntents
		.filter(({ orderId }) => orderId === undefined)
		.slice(-5)
		.map(
			({ id, redirectUrl, body }) =>
				`<li><a href="${escape(redirectUrl)}">${id}: ${escape(String(body.itemName))}</a></li>`,
		);
	return page(
		'Simulate what happens at HelloAsso',
		`${done ? `<p role="status">${escape(done)}</p>` : ''}
<h2>Somebody buys</h2>
${Object.entries(SALES)
	.map(([event, text]) => button(event, text))
	.join('')}
<h2>Something happens to a payment</h2>
<table><tr><th>Payment</th><th>Payer</th><th>Amount</th><th>State</th><th></th></tr>
${rows.join('\n')}
</table>
<h2>Checkouts that are not paid</h2>
${open.length > 0 ? `<ul>${open.join('')}</ul>` : '<p>None. Make one with <em>Checkout Intent → Create</em>.</p>'}`,
		{ lang: 'en', wide: true, foot: 'HelloAsso simulator: nothing here is real.' },
	);
}
