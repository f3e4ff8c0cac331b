import { createHash } from 'node:crypto';
import type { Privilege } from './enums';
import { FOREIGN, MAIN, SMALL } from './seed/organizations';

export interface ApiKey {
	clientId: string;
	clientSecret: string;
}

export interface Client extends ApiKey {
	name: string;
	kind: 'association' | 'partner';
	privileges: readonly Privilege[];
	/** Organizations on which the key itself is OrganizationAdmin. */
	organizations: readonly string[];
}

/** What every association's key may do (HelloAsso docs: API access). */
const ASSOCIATION: readonly Privilege[] = ['AccessPublicData', 'AccessTransactions', 'Checkout'];
/** Granted by HelloAsso on request only. */
const ON_REQUEST: readonly Privilege[] = [
	'RefundManagement',
	'FormAdministration',
	'FormOpenDirectory',
	'OrganizationOpenDirectory',
];

/** Ids are 32 hex digits without dashes, as HelloAsso's own. */
function key(name: string): ApiKey {
	const hash = (text: string) => createHash('sha256').update(`simulator ${text}`).digest();
	return {
		clientId: hash(`${name} id`).toString('hex').slice(0, 32),
		clientSecret: hash(`${name} secret`).toString('base64').replace(/[+/=]/g, '').slice(0, 32),
	};
}

const client = (
	name: string,
	privileges: readonly Privilege[],
	organizations: readonly string[],
	kind: Client['kind'] = 'association',
): Client => ({ name, ...key(name), kind, privileges, organizations });

export const CLIENTS = {
	association: client('association', ASSOCIATION, [MAIN]),
	twoAssociations: client('twoAssociations', ASSOCIATION, SMALL),
	foreign: client('foreign', ASSOCIATION, [FOREIGN]),
	/** A partner's own key has no role on any organization: that takes a token of the authorize page. */
	partner: client('partner', [...ASSOCIATION, 'GrantAuthorization'], [], 'partner'),
	noTransactions: client('noTransactions', ['AccessPublicData', 'Checkout'], [MAIN]),
	fullAccess: client('fullAccess', [...ASSOCIATION, ...ON_REQUEST], [MAIN]),
};

export type ClientName = keyof typeof CLIENTS;
