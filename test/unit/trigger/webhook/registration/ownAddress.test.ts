import { isOfSameNode } from '../../../../../nodes/HelloAsso/trigger/webhook/registration/ownAddress';

const ID = '6f1c3e0a-1111-4222-8333-944455556666';
const at = (prefix: string, end = `${ID}/webhook`) => `https://n8n.example.org${prefix}/${end}`;

test.each([
	['as n8n calls them', '/webhook-test', '/webhook'],
	['of other names', '/hooks-test', '/hooks'],
	['seen from the test', '/hooks', '/hooks-test'],
	['below a path', '/n8n/in/test', '/n8n/in'],
	['the same', '/webhook', '/webhook'],
	['without prefix', '', '/webhook'],
])(
	'isOfSameNode › whatever n8n calls the paths for tests and production: %s',
	(_title, one, other) => {
		expect(isOfSameNode(at(one), at(other), ID)).toBe(true);
	},
);

test.each([
	['of another node', at('/webhook-test', 'other/webhook')],
	['of another n8n', `https://other.example.org/webhook/${ID}/webhook`],
	['of another port', `https://n8n.example.org:8443/webhook/${ID}/webhook`],
	['of another scheme', `http://n8n.example.org/webhook/${ID}/webhook`],
	['of a longer id', at('/webhook', `x${ID}/webhook`)],
	['of another webhook of the node', at('/webhook', `${ID}/setup`)],
	['with the address in its query', `https://n8n.example.org/x?y=/webhook/${ID}/webhook`],
	['that is none', 'nonsense'],
])('isOfSameNode › not an address %s', (_title, address) => {
	expect(isOfSameNode(address, at('/webhook'), ID)).toBe(false);
});

test.each([
	['for tests', at('/hooks-test', '5/my%20trigger/webhook'), true],
	['of another workflow', at('/hooks-test', '6/my%20trigger/webhook'), false],
])(
	'isOfSameNode › a node without webhookId is known by workflow and name: one %s',
	(_title, address, expected) => {
		expect(isOfSameNode(address, at('/hooks', '5/my%20trigger/webhook'), undefined)).toBe(expected);
	},
);
