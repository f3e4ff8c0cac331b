import type { Organization } from '../model';

const ESCAPES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};
const escape = (text: string) => text.replace(/[&<>"']/g, (char) => ESCAPES[char]);

const STYLE = `
	body { font: 16px/1.5 system-ui, sans-serif; max-width: 30rem; margin: 2rem auto; padding: 0 1rem; color: #2e2f5e; }
	h1 { font-size: 1.4rem; } fieldset { border: 1px solid #ddd; border-radius: 8px; margin: 1rem 0; }
	label { display: block; padding: .3rem 0; }
	button { font: inherit; padding: .6rem 1.2rem; border-radius: 8px; border: 1px solid #4c40cf; margin-right: .5rem; }
	button[value=accept] { background: #4c40cf; color: #fff; } button[value=refuse] { background: #fff; color: #4c40cf; }
	small { color: #666; }`;

const page = (title: string, content: string) => `<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>${STYLE}
</style></head><body>
<h1>${escape(title)}</h1>
${content}
<p><small>Simulateur HelloAsso : rien n'est réel ici.</small></p>
</body></html>
`;

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
<button name="decision" value="accept">Autoriser</button><button name="decision" value="refuse">Refuser</button>
</form>`,
	);
}

/** Where an association must not be sent back, the page says why. */
export function errorPage(problem: string): string {
	return page('Autorisation impossible', `<p role="alert">${escape(problem)}</p>`);
}
