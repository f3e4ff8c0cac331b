import type { IDataObject } from 'n8n-workflow';

import type { Simulator } from '../../simulator';

/** One way to run an operation, all that HelloAsso gets of it, and all that comes out. */
export interface Case {
	/** e.g. `order/getAll`, with the scope behind it where there are several: `order/getAll form`. */
	name: string;
	/** Besides the organization and the scope. */
	parameters?: IDataObject;
	/** Default `fullAccess`; `connected` is a partner with the token of the association. */
	key?: keyof Simulator['keys'] | 'connected';
	/** In their order: method and path after `/v5`, query, body. */
	requests: Array<[route: string, query?: IDataObject, body?: object]>;
	raw: IDataObject[];
	/** Where there is a switch 'Simplify'. */
	simple?: IDataObject[];
}

export const locator = (value: string) => ({ __rl: true, mode: 'slug', value });
export const eventForm = { formType: 'Event', formSlug: locator('course') };
export const membershipForm = { formType: 'Membership', formSlug: locator('adhesion') };
