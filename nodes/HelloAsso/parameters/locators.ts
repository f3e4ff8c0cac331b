import type { INodeProperties } from 'n8n-workflow';

import { invalidParameter } from '../transport';
import { FORM_TYPES } from './enums';
import { shownAs, type Field, type OrganizationSource, type Parameter } from './field';
import { requiredChoice } from './fields';
import { locatorText } from './reader';

const ORGANIZATION = { label: 'Organization', name: 'organizationSlug' };
const FORM = { label: 'Form', name: 'formSlug' };
const FORM_TYPE = { label: 'Form Type', name: 'formType' };

const SLUG = /^[\p{L}\p{N}_.~-]+$/u;
const PUBLIC_SITE = String.raw`https?:\/\/(?:[a-z]+\.)?helloasso(?:-sandbox)?\.com\/associations\/`;
const ORGANIZATION_URL = `^${PUBLIC_SITE}([^\\/?#]+)`;
const FORM_URL = `^${PUBLIC_SITE}([^\\/?#]+)\\/([a-z]+)\\/([^\\/?#]+)`;

/** How a form's public address names its type. */
const TYPE_OF_SEGMENT = new Map([
	['adhesions', 'Membership'],
	['boutiques', 'Shop'],
	['checkout', 'Checkout'],
	['collectes', 'CrowdFunding'],
	['evenements', 'Event'],
	['formulaires', 'Donation'],
	['paiements', 'PaymentForm'],
]);

/** The association. Left empty, it is the one of the credential. */
export const organizationSlug: Field<string> = {
	property: shownAs(
		'resourceLocator',
		ORGANIZATION.label,
		"The organization (association). Leave it empty for the credential's own organization.",
		{
			name: ORGANIZATION.name,
			hint: "Empty means the credential's own organization",
			...enteredAsSlug(
				'searchOrganizations',
				'my-association',
				'https://www.helloasso.com/associations/my-association',
				`(?:${ORGANIZATION_URL}.*)?`,
			),
		},
	),
	readsEmpty: true,
	async read(value, { client, execute, itemIndex }) {
		const form = locatorText(execute.getNodeParameter(FORM.name, itemIndex, ''), FORM);
		const [, inFormAddress] = /^https?:/i.test(form) ? matchUrl(form, FORM_URL, FORM) : [];
		const organization = await readOrganization(value || inFormAddress, client);
		if (inFormAddress === undefined || inFormAddress === organization) return organization;
		throw invalidParameter(
			ORGANIZATION,
			`is '${organization}', but the address under '${FORM.label}' is that of a form of '${inFormAddress}'`,
			`Correct one of the two. With a full address under '${FORM.label}', '${ORGANIZATION.label}' may stay empty.`,
		);
	},
};

/** The slug that 'Organization' stands for, also for the search behind another locator. */
export async function readOrganization(
	value: unknown,
	client: OrganizationSource,
): Promise<string> {
	const entered = locatorText(value, ORGANIZATION);
	if (entered === '') return await client.defaultOrganization();
	const [, fromUrl] = matchUrl(entered, ORGANIZATION_URL, ORGANIZATION);
	return slug(fromUrl ?? entered, ORGANIZATION);
}

/** Which kind of form. The same slug can exist once for each type. */
export const formType = requiredChoice(
	FORM_TYPE.label,
	FORM_TYPES,
	'Event',
	'The kind of form, as HelloAsso calls it',
	{ name: FORM_TYPE.name },
);

/** The form (campaign): ticketing, membership, donation form, shop. Stands below 'Form Type'. */
export const formSlug: Field<string> = {
	property: shownAs('resourceLocator', FORM.label, 'The form (campaign) to work with', {
		name: FORM.name,
		required: true,
		typeOptions: { loadOptionsDependsOn: ['organizationSlug.value', 'formType'] },
		...enteredAsSlug(
			'searchForms',
			'summer-festival',
			'https://www.helloasso.com/associations/my-association/evenements/summer-festival',
			`${FORM_URL}.*`,
		),
	}),
	read(value, { execute, itemIndex }) {
		const entered = String(value);
		const [, , segment, fromUrl] = matchUrl(entered, FORM_URL, FORM);
		const type = segment === undefined ? undefined : TYPE_OF_SEGMENT.get(segment.toLowerCase());
		const chosenType = execute.getNodeParameter(FORM_TYPE.name, itemIndex, '');
		if (type !== undefined && type !== chosenType) {
			throw invalidParameter(
				FORM_TYPE,
				`is '${String(chosenType)}', but the address under '${FORM.label}' is that of a form of type '${type}'`,
				`Choose '${type}' under '${FORM_TYPE.label}'.`,
			);
		}
		return slug(fromUrl ?? entered, FORM);
	},
};

/** The slug of a form, of which the whole address may have been pasted. */
export function slugOfForm(entered: string, parameter: Parameter): string {
	const address = /^[^/]+\.[a-z]+\//i.test(entered) ? `https://${entered}` : entered;
	const [, , , fromUrl] = matchUrl(address, FORM_URL, parameter);
	return slug(fromUrl ?? entered, parameter);
}

/** The three ways to enter a slug. The editor checks the address too. */
function enteredAsSlug(
	searchListMethod: string,
	exampleSlug: string,
	exampleUrl: string,
	urlRegex: string,
): Partial<INodeProperties> {
	const errorMessage = 'Not the address of such a page at HelloAsso';
	return {
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By Slug', name: 'slug', type: 'string', placeholder: `e.g. ${exampleSlug}` },
			{
				displayName: 'By URL',
				name: 'url',
				type: 'string',
				placeholder: `e.g. ${exampleUrl}`,
				validation: [{ type: 'regex', properties: { regex: urlRegex, errorMessage } }],
			},
		],
	};
}

/** The parts of a pasted address, in any mode; nothing when it is not an address at all. */
function matchUrl(entered: string, pattern: string, parameter: Parameter): string[] {
	if (!/^[a-z]+:\/\//i.test(entered)) return [];
	const match = new RegExp(pattern, 'i').exec(entered);
	if (match) return [...match];
	throw invalidParameter(
		parameter,
		'is an address, but not of such a page at HelloAsso',
		'Paste the address that visitors see, or only its last part (the slug).',
	);
}

function slug(entered: string, parameter: Parameter): string {
	if (SLUG.test(entered) && !/^\.+$/.test(entered)) return entered;
	throw invalidParameter(
		parameter,
		`is not a slug: '${entered.slice(0, 100)}'`,
		"A slug is the last part of the public address, e.g. my-association: letters, digits and hyphens. Choosing 'From list' avoids the question.",
	);
}
