import { escape, page } from '../html';
import type { CheckoutIntent } from '../traces';
import type { CheckoutBody } from './body';

const euros = (cents: number) =>
	(cents / 100).toLocaleString('fr-FR', { style: 'currency', currency: 'EUR' });

const input = (label: string, name: string, value: string | null | undefined, type = 'text') =>
	`<label>${label}<br><input name="${name}" type="${type}" value="${escape(value ?? '')}" required></label>`;

const choice = (decision: string, text: string, isMain = false) =>
	`<button${isMain ? ' class="main"' : ' formnovalidate'} name="decision" value="${decision}">${text}</button>`;

/** What the payer sees: pay, be refused, fail, or turn back. No script needed. */
export function checkoutPage({ body }: CheckoutIntent, organizationName: string): string {
	const { itemName, totalAmount, initialAmount, terms, payer, paymentOptions } =
		body as unknown as CheckoutBody;
	const later = (terms ?? []).map(
		({ amount, date }) => `<li>${euros(amount)} le ${escape(date.slice(0, 10))}</li>`,
	);
	return page(
		`Payer ${organizationName}`,
		`<p><strong>${escape(itemName)}</strong> : ${euros(totalAmount)}</p>
${later.length > 0 ? `<p>Aujourd’hui ${euros(initialAmount)}, puis :</p><ul>${later.join('')}</ul>` : ''}
<form method="post">
<fieldset><legend>Vos coordonnées</legend>
${input('Prénom', 'firstName', payer?.firstName)}
${input('Nom', 'lastName', payer?.lastName)}
${input('E-mail', 'email', payer?.email, 'email')}
</fieldset>
${choice('pay', `Payer ${euros(initialAmount)} par carte`, true)}
${paymentOptions?.enableSepa ? choice('sepa', 'Payer par prélèvement SEPA') : ''}
<p>${choice('refuse', 'Simuler un refus de la banque')}${choice('fail', 'Simuler une erreur technique')}${choice('leave', 'Revenir en arrière')}</p>
</form>`,
	);
}

export function endedPage(problem: string): string {
	return page('Paiement impossible', `<p role="alert">${escape(problem)}</p>`);
}
