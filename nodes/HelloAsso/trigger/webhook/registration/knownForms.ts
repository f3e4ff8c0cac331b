import type { IHookFunctions } from 'n8n-workflow';

import * as transport from '../../../transport';
import { filters } from '../fields';
import { hasCredential, type Settings } from '../settings';

const FORM_SLUGS = { label: filters.formSlugs.property.displayName, name: 'formSlugs' };
/** Not when n8n starts: a form that was deleted since must not keep the trigger from the others. */
const BY_A_PERSON = ['activate', 'create', 'manual', 'update'];

/**
 * A filter on a form that does not exist lets nothing through, which nobody would notice. Where HelloAsso cannot
 * be asked, the filter is taken as it is.
 * @throws {HelloAssoError} `invalidParameter` for a form that none of the key's organizations has
 */
export async function requireKnownForms(
	context: IHookFunctions,
	{ filters: { formSlugs }, registers, scope }: Settings,
): Promise<void> {
	const canAsk = hasCredential(context) && !(registers && scope === 'partner');
	if (formSlugs.length === 0 || !canAsk || !BY_A_PERSON.includes(context.getActivationMode()))
		return;
	const unknown = new Set(formSlugs.map((slug) => slug.toLowerCase()));
	const client = new transport.HelloAssoClient(context);
	const wasRead = await findIn(client, unknown).catch(() => false);
	if (!wasRead || unknown.size === 0) return;
	throw transport.invalidParameter(
		FORM_SLUGS,
		`under 'Filters' names a form that HelloAsso does not have: '${[...unknown].join("', '")}'`,
		'Nothing would come from it. Paste the address of the form that visitors see, or the last part of it.',
	);
}

/** Takes out of `unknown` what there is; returns whether all lists could be read. */
async function findIn(client: transport.HelloAssoClient, unknown: Set<string>): Promise<boolean> {
	const organizations = await client.organizationSlugs();
	for (const value of organizations) {
		const parameters = [{ label: 'Organization', name: 'organizationSlug', value }];
		const path = transport.buildPath('/organizations/{organizationSlug}/forms', parameters);
		for await (const forms of transport.readPages(
			client,
			{ method: 'GET', path, parameters },
			{},
		)) {
			for (const { formSlug } of forms) unknown.delete(String(formSlug).toLowerCase());
			if (unknown.size === 0) return true;
		}
	}
	return organizations.length > 0;
}
