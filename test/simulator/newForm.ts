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

export function freeSlug(store: Store, title: string): string {
	const slug = slugOf(title);
	const taken = store.forms.filter(
		({ formSlug }) => formSlug === slug || formSlug.startsWith(`${slug}-`),
	);
	return taken.length === 0 ? slug : `${slug}-${taken.length}`;
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
