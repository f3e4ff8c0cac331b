/**
 * The same context with another signal that ends a request. n8n 1.123 and 2.41 put the signal of the
 * execution in the place of the one that the request came with.
 */
export function withAbortSignal<Context extends object>(
	context: Context,
	signal: unknown,
): Context {
	return 'getExecutionCancelSignal' in context
		? (Object.create(context, { getExecutionCancelSignal: { value: () => signal } }) as Context)
		: context;
}
