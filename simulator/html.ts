const ESCAPES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};
export const escape = (text: string) => text.replace(/[&<>"']/g, (char) => ESCAPES[char]);

const STYLE = `
	body { font: 16px/1.5 system-ui, sans-serif; max-width: 30rem; margin: 2rem auto; padding: 0 1rem; color: #2e2f5e; }
	body.wide { max-width: 60rem; }
	h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; }
	fieldset { border: 1px solid #ddd; border-radius: 8px; margin: 1rem 0; }
	label { display: block; padding: .3rem 0; } form.inline { display: inline; }
	table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .3rem .5rem .3rem 0; border-bottom: 1px solid #ddd; }
	button { font: inherit; padding: .6rem 1.2rem; border-radius: 8px; border: 1px solid #4c40cf; margin: 0 .5rem .5rem 0; background: #fff; color: #4c40cf; cursor: pointer; }
	td button { padding: .1rem .6rem; margin-bottom: 0; }
	button.main { background: #4c40cf; color: #fff; }
	p[role=status] { background: #e8f6ee; padding: .5rem 1rem; border-radius: 8px; }
	small { color: #666; }`;

/** A page that needs no script. `content` is HTML. */
export const page = (
	title: string,
	content: string,
	{ lang = 'fr', wide = false, foot = "Simulateur HelloAsso : rien n'est réel ici." } = {},
) => `<!DOCTYPE html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>${STYLE}
</style></head><body${wide ? ' class="wide"' : ''}>
<h1>${escape(title)}</h1>
${content}
<p><small>${escape(foot)}</small></p>
</body></html>
`;
