import { DAY } from '../dates';
import type { Store } from '../store';
import type { DirectoryChange } from '../traces';

/** The public directory as a feed, oldest change first: our associations, and many that have only a name. */
export function directory(store: Store, entries: number, today: number): DirectoryChange[] {
	const changes: DirectoryChange[] = [];
	const add = (
		change: Omit<DirectoryChange, 'at' | 'action'>,
		action: DirectoryChange['action'] = 'Insert',
	) => changes.push({ ...change, action, at: today - 100 * DAY + changes.length });
	for (const { organizationSlug } of store.organizations)
		add({ kind: 'organization', organizationSlug });
	for (const { organizationSlug, formType, formSlug, state } of store.forms) {
		if (state === 'Public') add({ kind: 'form', organizationSlug, formType, formSlug });
	}
	const count = (kind: DirectoryChange['kind']) =>
		changes.filter((change) => change.kind === kind).length;
	for (let number = 1; count('organization') < entries; number += 1) {
		// One in nine has left the directory: its last change is a Delete.
		const action = number % 9 === 0 ? 'Delete' : 'Insert';
		add({ kind: 'organization', organizationSlug: `association-exemple-${number}` }, action);
	}
	for (let number = 1; count('form') < entries; number += 1) {
		const organizationSlug = `association-exemple-${number}`;
		const action = number % 7 === 0 ? 'Delete' : 'Insert';
		add({ kind: 'form', organizationSlug, formType: 'Event', formSlug: `fete-${number}` }, action);
	}
	return changes;
}
