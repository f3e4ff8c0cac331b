import { escape, page } from '../html';
import type { Organization } from '../model';

/** The page that an association sees: which one it is, and whether it agrees. No script needed. */
export function consentPage(
	partner: string,
	organizations: readonly Organization[],
	parameters: Record<string, string>,
): string {
	const hidden = Object.entries(parameters).map(
		([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
	);
	const choices = organizations.map(
		({ organizationSlug, name }, index) =>
			`<label><input type="radio" name="organization" value="${escape(organizationSlug)}"${index === 0 ? ' checked' : ''}> ${escape(name)}</label>`,
	);
	return page(
		'Autoriser l’accès à votre association',
		`<p><strong>${escape(partner)}</strong> souhaite lire et gérer les données de votre association sur HelloAsso.</p>
<form method="post" action="/authorize">
${hidden.join('\n')}
<fieldset><legend>Association</legend>
${choices.join('\n')}
</fieldset>
<button class="main" name="decision" value="accept">Autoriser</button><button name="decision" value="refuse">Refuser</button>
</form>`,
	);
}

/** Where an association must not be sent back, the page says why. */
export function errorPage(problem: string): string {
	return page('Autorisation impossible', `<p role="alert">${escape(problem)}</p>`);
}
