/** What some recipes need beside the usual credential, in the demonstration and in tests. */
import type { Simulator } from '../simulator';
import { OWNER } from './n8n/rest';
import { allRightsCredential, simulatorCredential } from './simulatorCredential';

/** A person at the door is asked for it by the browser. That of the demonstration, which listens on this machine only. */
export const DOOR_LOGIN = { user: 'door', password: OWNER.password };

/** As `n8n import:credentials` takes them. */
export function recipeCredentials(simulator: Pick<Simulator, 'url' | 'authorizeUrl' | 'keys'>) {
	const { data } = simulatorCredential(simulator);
	return [
		allRightsCredential(simulator),
		simulatorCredential(simulator, {
			id: 'helloAssoReadOnly',
			name: 'HelloAsso, read-only (simulator)',
			data: { ...data, access: 'readOnly' },
		}),
		{
			id: 'doorLoginExample',
			name: 'Login for the door (demonstration)',
			type: 'httpBasicAuth',
			data: DOOR_LOGIN,
		},
	];
}
