import {
	boolean,
	date,
	enumeration,
	nullableList,
	nullableText,
	object,
	optional,
	string,
} from '../bodies';
import { FORM_TYPES } from '../enums';
import { listPage } from '../lists';
import type { Form } from '../model';
import { formUrl, SITE } from '../renderPublic';
import { operation, type Context } from '../table';
import type { DirectoryChange } from '../traces';
import { pageSize, text } from '../validation';

const texts = nullableList(string);
const flag = optional(boolean);
const moment = optional(date);

/** ListOrganizationsRequest of the OpenAPI document. */
const organizationFilters = object({
	name: nullableText,
	description: nullableText,
	categories: texts,
	types: texts,
	zipCodes: texts,
	cities: texts,
	regions: texts,
	departments: texts,
	fiscalReceiptEligibility: flag,
	internalTags: texts,
	tags: texts,
	linkedPartners: texts,
});

/** ListFormsRequest of the OpenAPI document. */
const formFilters = object({
	formName: nullableText,
	formDescription: nullableText,
	formZipCodes: texts,
	formCities: texts,
	formRegions: texts,
	formDepartments: texts,
	formCountries: texts,
	formTypes: nullableList(enumeration(FORM_TYPES)),
	formActivityType: texts,
	formPublicationStartDateMin: moment,
	formPublicationStartDateMax: moment,
	formStartDateMin: moment,
	formStartDateMax: moment,
	formEndDateMax: moment,
	formEndDateMin: moment,
	formIsFree: flag,
	formHasRemainingEntries: flag,
	formInternalTags: texts,
	formPublicTags: texts,
	organizationName: nullableText,
	organizationDescription: nullableText,
	organizationCategories: texts,
	organizationTypes: texts,
	organizationZipCodes: texts,
	organizationCities: texts,
	organizationRegions: texts,
	organizationDepartments: texts,
	organizationFiscalReceiptEligibility: flag,
	organizationLinkedPartners: texts,
});

/** The filters that the simulator applies; the others are checked for their form only. */
interface Filters {
	name?: string | null;
	cities?: string[] | null;
	types?: string[] | null;
	formName?: string | null;
	formTypes?: string[] | null;
	organizationName?: string | null;
	organizationCities?: string[] | null;
	organizationTypes?: string[] | null;
}

const contains = (wanted: string | null | undefined, ...values: Array<string | undefined>) =>
	!wanted || values.some((value) => value?.toLowerCase().includes(wanted.toLowerCase()));
const among = (wanted: string[] | null | undefined, value: string | undefined) =>
	!wanted?.length || (value !== undefined && wanted.includes(value));

function matches(
	{ body, simulation: { store } }: Context<string, never, Filters>,
	change: DirectoryChange,
) {
	const { organizationSlug, formType = '', formSlug = '' } = change;
	const organization = store.organization(organizationSlug);
	const form = store.form(organizationSlug, formType, formSlug);
	return (
		contains(body.name ?? body.organizationName, organization?.name, organizationSlug) &&
		among(body.cities ?? body.organizationCities, organization?.city) &&
		among(body.types ?? body.organizationTypes, organization?.type) &&
		contains(body.formName, form?.title, formSlug) &&
		among(body.formTypes, formType)
	);
}

const record = ({ kind, organizationSlug, formType, formSlug }: DirectoryChange) =>
	kind === 'organization'
		? { url: `${SITE}/associations/${organizationSlug}`, organizationSlug }
		: {
				formSlug,
				formType,
				url: formUrl({ organizationSlug, formType, formSlug } as Form),
				organizationSlug,
			};

/**
 * A feed of changes, oldest first, totals always -1. The token of its end is worth keeping: given
 * back later, it brings only what changed since (OpenAPI document).
 */
function feed(context: Context, kind: DirectoryChange['kind']): unknown {
	const rows = context.simulation.store.directory;
	const { pageSize: size, continuationToken } = context.query as {
		pageSize: number;
		continuationToken?: string;
	};
	return listPage(
		context,
		{ pageSize: size, continuationToken, sortOrder: 'Asc' },
		{
			rows,
			matches: (change) =>
				change.kind === kind &&
				matches(context as unknown as Context<string, never, Filters>, change),
			sortValue: ({ at }) => at,
			id: (change) => rows.indexOf(change),
			render: (change) => ({ action: change.action, record: record(change) }),
		},
	);
}

const query = { pageSize, continuationToken: text };

export const directory = [
	operation<Filters>()({
		route: 'POST /directory/forms',
		privilege: 'FormOpenDirectory',
		query,
		body: formFilters,
		handle: (context) => feed(context as unknown as Context, 'form'),
	}),
	operation<Filters>()({
		route: 'POST /directory/organizations',
		privilege: 'OrganizationOpenDirectory',
		query,
		body: organizationFilters,
		handle: (context) => feed(context as unknown as Context, 'organization'),
	}),
];
