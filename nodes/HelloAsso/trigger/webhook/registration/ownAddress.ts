/**
 * Whether an address is that of the same node, for tests or for production: n8n puts a prefix of its own
 * (`/webhook`, `/webhook-test`, or what N8N_ENDPOINT_WEBHOOK and N8N_ENDPOINT_WEBHOOK_TEST say) before
 * `/<webhookId>/webhook`, or before `/<workflow>/<node>/webhook` where a node has no webhookId.
 *
 * @param url of the node, as n8n gives it
 */
export function isOfSameNode(address: string, url: string, webhookId: string | undefined): boolean {
	if (!URL.canParse(address) || !URL.canParse(url)) return false;
	const [other, own] = [new URL(address), new URL(url)];
	const end = endOf(own.pathname, webhookId);
	return other.origin === own.origin && end !== '' && other.pathname.endsWith(end);
}

function endOf(path: string, webhookId: string | undefined): string {
	const at = webhookId ? path.lastIndexOf(`/${encodeURIComponent(webhookId)}/`) : -1;
	return at >= 0 ? path.slice(at) : (/(?:\/[^/]+){3}$/.exec(path)?.[0] ?? '');
}
