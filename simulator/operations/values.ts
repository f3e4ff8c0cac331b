import { notFound } from '../errors';
import { operation } from '../table';
import { bool, withDefault } from '../validation';

/** Reference lists: bare arrays, a few plausible entries each. */
const ACTIVITIES: Record<string, string[]> = {
	Event: ['Course', 'Concert', 'Spectacle', 'Stage', 'Assemblée générale'],
	Membership: ['Adhésion', 'Licence'],
	CrowdFunding: ['Projet solidaire', 'Équipement'],
};

const CATEGORIES = [
	[11000, 'Sports, activités de plein air', 'Sports'],
	[6000, 'Culture, pratiques d’activités artistiques', 'Culture'],
	[24000, 'Environnement, cadre de vie', 'Environnement'],
] as const;

const LEGAL_STATUSES = [
	'Société à responsabilité limitée (SARL)',
	'Société par actions simplifiée',
	'Autre',
];
const TAGS = ['vélo', 'écologie', 'solidarité', 'musique'];

const INTERNAL_TAG = { id: 31, name: 'mobilite-douce', tagType: 'Internal' };

export const activityTypes = operation()({
	route: 'GET /values/form/{formType}/types',
	privilege: 'FormAdministration',
	handle: ({ path }) =>
		(ACTIVITIES[path.formType] ?? []).map((label, index) => ({
			id: 11 + index,
			label,
			shortLabel: label.slice(0, 12),
		})),
});

export const values = [
	operation()({
		route: 'GET /values/organization/categories',
		privilege: 'AccessPublicData',
		handle: () => CATEGORIES.map(([id, label, shortLabel]) => ({ id, label, shortLabel })),
	}),
	operation()({
		route: 'GET /values/tags',
		privilege: 'AccessPublicData',
		handle: () => TAGS.map((name, index) => ({ name, score: 1 - index / 10 })),
	}),
	operation()({
		route: 'GET /values/company-legal-status',
		privilege: 'AccessPublicData',
		handle: () => LEGAL_STATUSES.map((label, index) => ({ id: index + 1, label })),
	}),
	operation()({
		route: 'GET /tags/{tagName}',
		privilege: 'FormOpenDirectory',
		query: { withCount: withDefault(bool, false), withAmount: withDefault(bool, false) },
		handle({ path, query }) {
			if (path.tagName !== INTERNAL_TAG.name) throw notFound('Le tag demandé');
			return {
				...INTERNAL_TAG,
				...(query.withCount ? { formCount: 3, organizationCount: 2 } : {}),
				tagParent: { id: 7, name: 'ecologie', tagType: 'Explore' },
				...(query.withAmount ? { amountCollected: 1_234_500 } : {}),
			};
		},
	}),
];
