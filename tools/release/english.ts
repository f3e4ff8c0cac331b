/** Finds French where n8n takes English only: in the interface and in what the package ships. */

/** Words that no English text has, so that two of them in one paragraph are a French one. */
const FRENCH = new Set(
	`alors au aucun aucune aussi autre autres aux avant avec avez avoir cette ces chaque chez comme dans des donc du
	elle elles en encore entre est et être faire fait il ils je la le les leur leurs lorsque lui mais même nos notre
	nous où par parce pas peut plusieurs pour puis quand que quel quelle qui sa sans selon ses si son sont sous sur
	tous tout toute toutes une vers voir vos votre vous était
	adhérent adhérents adhésion adhésions clé connexion dernier don dons échéance formulaire liste montant montants
	paiement paiements reçu reçus remboursement remboursé versement versements`
		.split(/\s+/)
		// What English has too, in another sense.
		.filter((word) => !['don', 'la', 'par', 'pour', 'sa', 'si', 'son', 'sur'].includes(word)),
);

/** What is quoted from HelloAsso's own screens stays French, and names and addresses are no language. */
function withoutQuotes(text: string): string {
	return text
		.replace(/```[^]*?```/g, ' ')
		.replace(/`[^`\n]*`/g, ' ')
		.replace(/\]\([^)]*\)/g, '] ')
		.replace(/https?:\S+/g, ' ')
		.replace(/<(i|em)>[^<]*<\/\1>/g, ' ')
		.replace(/(?<![\w*])\*(?!\*)[^*]+\*(?!\*)/g, ' ')
		.replace(/"[^"\n]*"|“[^”]*”|«[^»]*»/g, ' ')
		.replace(/\([^()]*→[^()]*\)/g, ' ');
}

/** @returns the paragraphs (and cells of tables) that are not English, shortened, with the words that tell it */
export function frenchIn(text: string): string[] {
	return withoutQuotes(text)
		.split(/\n\s*\n|\n(?=[#|*-])|\|/)
		.map((paragraph) => ({
			paragraph,
			words: (paragraph.toLowerCase().match(/[\p{L}]+/gu) ?? []).filter((word) => FRENCH.has(word)),
		}))
		.filter(({ words }) => words.length > 1)
		.map(
			({ paragraph, words }) =>
				`${paragraph.trim().replace(/\s+/g, ' ').slice(0, 80)} (${[...new Set(words)].slice(0, 5).join(', ')})`,
		);
}
