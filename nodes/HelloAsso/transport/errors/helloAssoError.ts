import type { IDataObject, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

/** What can go wrong, one kind for each cause a user can act on. Stored in workflows: never renamed. */
export type ErrorType =
	| 'invalidParameter'
	| 'badRequest'
	| 'unauthorized'
	| 'forbidden'
	| 'notFound'
	| 'conflict'
	| 'rateLimited'
	| 'serverError'
	| 'timeout'
	| 'connection'
	| 'invalidResponse';

export interface HelloAssoErrorDetails {
	/** What the user does next. */
	description?: string;
	httpCode?: number;
	/** The `code` of HelloAsso's own error body, e.g. `AuthorizationErrors.UserNotEnrolled`. */
	helloAssoCode?: string;
	/** The answer's `Retry-After`. */
	retryAfterSeconds?: number;
	/** It was the token endpoint that failed, so the request itself never left. */
	fromTokenEndpoint?: boolean;
	/** Not to be repeated by itself, although the kind would allow it. */
	final?: boolean;
	/** A write of which nobody knows whether HelloAsso carried it out. */
	outcomeUnknown?: boolean;
}

/**
 * The one error of the package below the n8n node: it knows what happened, not in which node.
 * It never carries n8n's request or response object, because those hold the access token.
 */
export class HelloAssoError extends Error {
	constructor(
		readonly type: ErrorType,
		message: string,
		readonly details: HelloAssoErrorDetails = {},
	) {
		super(message);
		this.name = 'HelloAssoError';
	}
}

/** A value that cannot be sent. `label` is what the user reads in the editor, `name` what is stored. */
export function invalidParameter(
	{ label, name }: { label: string; name: string },
	problem: string,
	nextStep: string,
): HelloAssoError {
	return new HelloAssoError('invalidParameter', `'${label}' ${problem}`, {
		description: `${nextStep} (Parameter '${name}'.)`,
	});
}

/** The same error as n8n shows it: in the node, on the item, with message and next step apart. */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (!(error instanceof HelloAssoError)) {
		// n8n's own errors (an expression that fails, a credential that is missing) say it best.
		const cause = error instanceof Error ? error : new Error(String(error));
		const wrapped = new NodeOperationError(node, cause, { itemIndex });
		// Of one of its own kind n8n gives back the same error, without the item.
		wrapped.context.itemIndex ??= itemIndex;
		return wrapped;
	}
	const { type, message, details } = error;
	const { description, httpCode, helloAssoCode } = details;
	const nodeError =
		type === 'invalidParameter'
			? new NodeOperationError(node, message, { description, itemIndex })
			: new NodeApiError(node, { message } as JsonObject, {
					message,
					description,
					httpCode: httpCode === undefined ? undefined : String(httpCode),
					itemIndex,
				});
	Object.assign(nodeError.context, { errorType: type, helloAssoCode });
	// n8n replaces any message in which it finds a code such as EPERM, be it in a name ("leperm").
	nodeError.message = message;
	nodeError.messages = [];
	return nodeError;
}

/** The `json` of an item that failed, for Continue On Fail and the error output. */
export function toErrorItem(error: unknown): IDataObject {
	const { message, type, details } =
		error instanceof HelloAssoError ? error : new HelloAssoError('invalidParameter', textOf(error));
	const { description, httpCode, helloAssoCode } = details;
	return {
		error: message,
		...(description !== undefined && { description }),
		...(httpCode !== undefined && { httpCode }),
		errorType: type,
		...(helloAssoCode !== undefined && { helloAssoCode }),
	};
}

/** What was thrown, in words. */
function textOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.message : String(thrown);
}
