import type { TriggerPanelDefinition } from 'n8n-workflow';

/** n8n shows it beside the fields. It takes HTML there, but no expression: the address stands under "Webhook URLs". */
const STEPS = [
	'<b>How HelloAsso learns the address of this trigger</b> (<i>Registration: By Hand</i>)',
	'<b>1.</b> Choose the credential of your association: HelloAsso then confirms each event before the workflow starts.',
	'<b>2.</b> Unfold <b>Webhook URLs</b>, at the top of the fields, and copy the <b>Production URL</b>.',
	'<b>3.</b> At <a href="https://admin.helloasso.com" target="_blank">HelloAsso</a>, as an administrator, open <b>My account → Integrations and API</b> (<i>Mon compte → Intégrations et API</i>), paste it as the notification URL and save. That page also shows what was sent.',
	'<b>4.</b> Publish (activate) this workflow.',
	'With <i>Registration: Automatic</i>, publishing does all of it.',
].join('<br /><br />');

const CONDITIONS = `<b>From the Production URL</b>, when the workflow is published. HelloAsso sends to public https addresses only. Without a credential the sender's address decides: if n8n is behind a reverse proxy (nginx, Traefik, Caddy …), set its <code>N8N_PROXY_HOPS</code>, usually to 1. <br /><br /><b>From the Test URL</b>, while this node is waiting for a test event: paste it at HelloAsso for a try, and the Production URL afterwards. An event that a filter leaves out ends the waiting with a word. <br /><br />`;

export const triggerPanel: TriggerPanelDefinition = {
	header: 'Wait for an event at HelloAsso',
	activationHint: {
		inactive: STEPS,
		active:
			'This workflow is published: it starts by itself, once HelloAsso has its Production URL. Those runs are in the <a data-key="executions">executions list</a>.',
	},
	executionsHelp: {
		inactive: `${CONDITIONS}Runs of a published workflow are in its <a data-key="executions">executions list</a>, not here.`,
		active: `${CONDITIONS}${STEPS}`,
	},
};
