import { parisDate } from '../dates';
import type { Organization } from '../model';
import { cashInComplianceChanged, organizationRenamed } from '../notifications/events';
import type { Simulation } from '../simulation';
import type { Store } from '../store';

function existing(store: Store, slug: string): Organization {
	const organization = store.organization(slug);
	if (!organization) throw new Error(`There is no organization ${slug}`);
	return organization;
}

/** Text fields that hold the address of something below the organization's page. */
function renameAddresses(records: object[], from: string, to: string): void {
	for (const record of records as Array<Record<string, unknown>>) {
		for (const [name, value] of Object.entries(record)) {
			if (typeof value !== 'string' || !/^https?:/.test(value)) continue;
			record[name] = value.replace(
				new RegExp(`/associations/${from}(?=/|$)`),
				`/associations/${to}`,
			);
		}
	}
}

/**
 * From now on the old slug exists nowhere: its addresses are 404, keys and tokens of the organization
 * reach it under the new one, and its notification slots go with it (what happens to them is not documented).
 */
export function renameOrganization(
	simulation: Simulation,
	from: string,
	to: string,
	{ nested = false, notify = true } = {},
): void {
	const { store, clock } = simulation;
	const organization = existing(store, from);
	if (store.organization(to)) throw new Error(`The slug ${to} is taken`);
	const own = new Set(
		store.orders.filter((order) => order.organizationSlug === from).map(({ id }) => id),
	);
	const sold = [...store.items, ...store.payments].filter(({ orderId }) => own.has(orderId));
	const records = [
		store.organizations,
		store.forms,
		store.orders,
		store.checkoutIntents,
		store.directory,
	]
		.flat()
		.filter((record) => record.organizationSlug === from);
	for (const record of records) record.organizationSlug = to;
	renameAddresses([organization, ...sold, ...store.checkoutIntents], from, to);
	for (const slot of [...store.notificationSlots, ...store.backOfficeUrls]) {
		if (slot.scope === from) slot.scope = to;
	}
	organization.updateDate = parisDate(clock.now());
	store.renames.push({ from, to });
	if (notify) organizationRenamed(simulation, { from, to }, nested);
}

/** The identity checks of an association are through, or no longer. */
export function setCashInCompliant(
	simulation: Simulation,
	slug: string,
	value: boolean,
	{ notify = true } = {},
): void {
	const organization = existing(simulation.store, slug);
	organization.isCashInCompliant = value;
	organization.updateDate = parisDate(simulation.clock.now());
	if (notify) cashInComplianceChanged(simulation, slug);
}
