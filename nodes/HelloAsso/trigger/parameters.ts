import type { IHookFunctions, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { ParameterReader } from '../parameters';

/** The parameters of a trigger, which has no items, in the form in which fields read them. */
export function parametersOf(
	context: IHookFunctions | IPollFunctions | IWebhookFunctions,
): ParameterReader {
	return {
		getNodeParameter: (name, _itemIndex, fallback) =>
			context.getNodeParameter(name, fallback as object),
		getTimezone: () => context.getTimezone(),
	};
}
