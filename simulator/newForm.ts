import type { FormState } from './enums';
import type { Form } from './model';
import { formCreated } from './notifications/events';
import type { Simulation } from './simulation';
import type { Store } from './store';

const slugOf = (title: string) =>
	title
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '') || 'evenement';

/** The title as a slug, numbered when the organization has such a form already. */
export function freeSlug(store: Store, organizationSlug: string, title: string): string {
	const taken = new Set(
		store.forms
			.filter((form) => form.organizationSlug === organizationSlug)
			.map(({ formSlug }) => formSlug),
	);
	const slug = slugOf(title);
	let free = slug;
	for (let number = 1; taken.has(free); number += 1) free = `${slug}-${number}`;
	return free;
}

/** The directory is a feed of changes of visibility: public forms enter, all others leave. */
export function publish(
	{ store, clock }: Simulation,
	form: Form,
	before: FormState | undefined,
): void {
	const [was, is] = [before === 'Public', form.state === 'Public'];
	if (was === is) return;
	const { organizationSlug, formType, formSlug } = form;
	const action = is ? 'Insert' : 'Delete';
	store.directory.push({
		kind: 'form',
		action,
		at: clock.now(),
		organizationSlug,
		formType,
		formSlug,
	});
}

export function addForm(simulation: Simulation, form: Form, notify = true): void {
	simulation.store.forms.push(form);
	publish(simulation, form, undefined);
	if (notify) formCreated(simulation, form);
}
