import { SITE, SLUG } from './association';
import type { Case } from './case';
import { RIDE_URL } from './records';

/** Behind the last change of each list, as a later run takes it. */
const TOKENS = { form: '20260303080000000', organization: '20260302080000000' };

export const CASES: Case[] = [
	{
		name: 'directory/getForms',
		parameters: {
			limit: 2,
			filters: {
				formTypes: ['Event', 'Shop'],
				formZipCodes: '33000, 33100',
				formIsFree: true,
				formStartDateMin: '2026-01-01T00:00:00',
			},
		},
		requests: [
			[
				'POST /directory/forms',
				{ pageSize: '2' },
				{
					formTypes: ['Event', 'Shop'],
					formZipCodes: ['33000', '33100'],
					formIsFree: true,
					formStartDateMin: '2026-01-01T00:00:00.000+01:00',
				},
			],
		],
		raw: [
			{
				action: 'Insert',
				record: { formSlug: 'course', formType: 'Event', url: RIDE_URL, organizationSlug: SLUG },
				continuationToken: TOKENS.form,
			},
			{
				action: 'Delete',
				record: {
					formSlug: 'livres',
					formType: 'Shop',
					url: 'https://www.helloasso.com/associations/club-de-lecture/boutiques/livres',
					organizationSlug: 'club-de-lecture',
				},
				continuationToken: TOKENS.form,
			},
		],
		simple: [
			{
				action: 'Insert',
				formSlug: 'course',
				formType: 'Event',
				url: RIDE_URL,
				organizationSlug: SLUG,
				continuationToken: TOKENS.form,
			},
			{
				action: 'Delete',
				formSlug: 'livres',
				formType: 'Shop',
				url: 'https://www.helloasso.com/associations/club-de-lecture/boutiques/livres',
				organizationSlug: 'club-de-lecture',
				continuationToken: TOKENS.form,
			},
		],
	},
	{
		name: 'directory/getOrganizations',
		parameters: {
			limit: 1,
			filters: { name: 'vélo', cities: ['Nantes', 'Lyon'], fiscalReceiptEligibility: false },
		},
		requests: [
			[
				'POST /directory/organizations',
				{ pageSize: '1' },
				{ name: 'vélo', cities: ['Nantes', 'Lyon'], fiscalReceiptEligibility: false },
			],
		],
		raw: [
			{
				action: 'Insert',
				record: { url: SITE, organizationSlug: SLUG },
				continuationToken: TOKENS.organization,
			},
		],
		simple: [
			{
				action: 'Insert',
				url: SITE,
				organizationSlug: SLUG,
				continuationToken: TOKENS.organization,
			},
		],
	},
];
