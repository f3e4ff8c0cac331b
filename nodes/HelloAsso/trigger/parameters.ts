import type { IHookFunctions, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { FieldContext, OrganizationSource } from '../parameters';

/** For parameters among which is no organization. */
const NOBODY: OrganizationSource = { defaultOrganization: async () => '' };

/** An expression that gives nothing is an error: a trigger would watch something else than was meant. */
export function triggerContext(
	trigger: IHookFunctions | IPollFunctions | IWebhookFunctions,
	client: OrganizationSource = NOBODY,
): FieldContext {
	return {
		itemIndex: 0,
		client,
		empty: 'refuseExpression',
		execute: {
			getNodeParameter: (name, _itemIndex, fallback, options) =>
				trigger.getNodeParameter(name, fallback as object, options),
			getTimezone: () => trigger.getTimezone(),
		},
	};
}
