import { FORM_STATES, FORM_TYPES } from '../enums';
import { notFound } from '../errors';
import { listPage, oneOfThese } from '../lists';
import type { Form } from '../model';
import { timeOf } from '../render';
import { renderFormLight, renderFormPublic } from '../renderPublic';
import { operation, type Context } from '../table';
import { listOf, oneOf, pageIndex, pageSize, text } from '../validation';

const states = listOf(oneOf(FORM_STATES));

/** Strangers see public forms only; an admin sees all that are not deleted (inferred). */
function visibleForms(context: Context): Form[] {
	const { organizationSlug } = context.organization;
	const all = context.caller.administers(organizationSlug);
	return context.simulation.store.forms.filter(
		(form) =>
			form.organizationSlug === organizationSlug &&
			(all ? form.state !== 'Deleted' : form.state === 'Public'),
	);
}

export const forms = [
	operation()({
		route: 'GET /organizations/{organizationSlug}/forms',
		privilege: 'AccessPublicData',
		query: {
			states,
			formTypes: listOf(oneOf(FORM_TYPES)),
			pageIndex,
			pageSize,
			continuationToken: text,
		},
		handle(context) {
			const rows = visibleForms(context as unknown as Context);
			const { query } = context;
			// Newest first, with real totals: unlike the lists of sales (HelloAsso docs, observed).
			return listPage(context, query, {
				rows,
				matches: (form) =>
					oneOfThese(query.states, form.state) && oneOfThese(query.formTypes, form.formType),
				sortValue: (form) => timeOf(form.meta.createdAt),
				id: (form) => rows.indexOf(form),
				render: renderFormLight,
				totals: true,
			});
		},
	}),
	operation()({
		route: 'GET /organizations/{organizationSlug}/formTypes',
		privilege: 'AccessPublicData',
		query: { states },
		handle(context) {
			const found = visibleForms(context as unknown as Context).filter((form) =>
				oneOfThese(context.query.states, form.state),
			);
			return FORM_TYPES.filter((type) => found.some((form) => form.formType === type));
		},
	}),
	operation()({
		route: 'GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/public',
		privilege: 'AccessPublicData',
		handle({ form, caller, simulation: { store } }) {
			// A private form is open to whoever has its address; the rest is for admins (inferred).
			const open = form.state === 'Public' || form.state === 'Private';
			const admin = caller.administers(form.organizationSlug) && form.state !== 'Deleted';
			if (!open && !admin) throw notFound('Le formulaire demandé');
			return renderFormPublic(store, form);
		},
	}),
];
