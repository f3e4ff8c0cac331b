import type { INodeProperties } from 'n8n-workflow';

import { formSlug, formType, organizationSlug } from '../../../nodes/HelloAsso/parameters';
import { HelloAssoError } from '../../../nodes/HelloAsso/transport/errors/helloAssoError';
import { readAs } from '../../fixtures/fieldContext';
import { thrownBy } from '../../fixtures/thrown';

const SITE = 'https://www.helloasso.com/associations';
const FORM_ADDRESS = `${SITE}/les-amis-du-lac/evenements/fete-d-ete`;

const list = (value: unknown) => ({ __rl: true, mode: 'list', value, cachedResultName: 'A name' });
const bySlug = (value: unknown) => ({ __rl: true, mode: 'slug', value });
const byUrl = (value: unknown) => ({ __rl: true, mode: 'url', value });

const HOSTILE_SLUGS = [
	'..',
	'.',
	'a/b',
	'../x',
	'a\\b',
	'a%2fb',
	'%2e%2e',
	'a?b=c',
	'a#b',
	'a b',
	'a\nb',
	'a\u0000b',
	'@evil.example',
	'//evil.example',
	'a:b',
	'javascript:alert(1)',
	'\uFF0F\uFF0Fevil',
	'\uFF0E\uFF0E',
	'a\u2024b',
	'a\u202Eb',
	'a\u200Bb',
	'\uD800',
	'{organizationSlug}',
	'a;b',
	"a'b",
];

describe('the organization', () => {
	const read = async (value: unknown) => await readAs(organizationSlug, value);

	it.each([
		[list('les-amis-du-lac')],
		[bySlug('les-amis-du-lac')],
		[bySlug('  les-amis-du-lac\n')],
		['les-amis-du-lac'],
		[byUrl(`${SITE}/les-amis-du-lac`)],
		[byUrl(`${SITE}/les-amis-du-lac/`)],
		[byUrl(`${SITE}/les-amis-du-lac?utm_source=x#top`)],
		[byUrl('http://helloasso.com/associations/les-amis-du-lac')],
		[byUrl('HTTPS://WWW.HelloAsso.com/Associations/les-amis-du-lac')],
		[byUrl('https://www.helloasso-sandbox.com/associations/les-amis-du-lac')],
		[byUrl(FORM_ADDRESS)],
		// An address in another mode, as an expression or a hasty paste gives it.
		[bySlug(`${SITE}/les-amis-du-lac`)],
		[`${SITE}/les-amis-du-lac`],
	])('is read from %j', async (value) => {
		expect(await read(value)).toBe('les-amis-du-lac');
	});

	it.each(['42', 'association_n.1~x', 'Étoile', 'société-2', '__proto__'])(
		'may be called %s',
		async (slug) => {
			expect(await read(bySlug(slug))).toBe(slug);
		},
	);

	it.each([list(''), bySlug(' '), byUrl(''), list(null), { mode: 'list' }, '', undefined, null])(
		'is that of the credential when it is %j',
		async (value) => {
			expect(await read(value)).toBe('own-association');
		},
	);

	it.each(HOSTILE_SLUGS)('is not %j, in any mode', async (slug) => {
		for (const value of [slug, list(slug), bySlug(slug)]) {
			const error = await thrownBy(async () => await read(value));
			expect(error).toBeInstanceOf(HelloAssoError);
			expect(error).toMatchObject({
				type: 'invalidParameter',
				message: `'Organization' is not a slug: '${slug}'`,
			});
			expect((error as HelloAssoError).details.description).toMatch(
				/\(Parameter 'organizationSlug'\.\)$/,
			);
		}
	});

	it.each([`${SITE}/..`, `${SITE}/%2e%2e`, `${SITE}/a%2fb`, `${SITE}/a b`, `${SITE}/@evil`])(
		'is not read from %s',
		async (address) => {
			expect(await thrownBy(async () => await read(byUrl(address)))).toMatchObject({
				type: 'invalidParameter',
				message: expect.stringMatching(/^'Organization' is not a slug: /),
			});
		},
	);

	it.each([
		'https://www.helloasso.com/',
		'https://www.helloasso.com/associations/',
		'https://www.helloasso.com/associations',
		'https://evil.example/associations/les-amis-du-lac',
		'https://www.helloasso.com.evil.example/associations/les-amis-du-lac',
		'https://www.helloasso.com@evil.example/associations/les-amis-du-lac',
		'https://evilhelloasso.com/associations/les-amis-du-lac',
		'https://evil.example/https://www.helloasso.com/associations/les-amis-du-lac',
		'https://www.helloassoXcom/associations/les-amis-du-lac',
		'ftp://www.helloasso.com/associations/les-amis-du-lac',
	])('is not the address %s', async (address) => {
		for (const value of [byUrl(address), bySlug(address), address]) {
			expect(await thrownBy(async () => await read(value))).toMatchObject({
				type: 'invalidParameter',
				message: "'Organization' is an address, but not of such a page at HelloAsso",
			});
		}
	});

	it.each([[[]], [{}], [{ foo: 1 }], [['a', 'b']]])(
		'is not silently that of the credential when an expression gives %j',
		async (value) => {
			expect(await thrownBy(async () => await read(value))).toMatchObject({
				type: 'invalidParameter',
			});
		},
	);
});

describe('the organization beside the address of a form', () => {
	const read = async (organization: unknown, form: unknown) =>
		await readAs(organizationSlug, organization, { parameters: { formSlug: form as string } });

	it('may stay empty: the address names it', async () => {
		expect(await read(list(''), byUrl(FORM_ADDRESS))).toBe('les-amis-du-lac');
	});

	it('may be the same', async () => {
		expect(await read(bySlug('les-amis-du-lac'), byUrl(FORM_ADDRESS))).toBe('les-amis-du-lac');
		expect(await read(byUrl(`${SITE}/les-amis-du-lac`), FORM_ADDRESS)).toBe('les-amis-du-lac');
	});

	it('must not be another one', async () => {
		expect(
			await thrownBy(async () => await read(bySlug('autre'), byUrl(FORM_ADDRESS))),
		).toMatchObject({
			type: 'invalidParameter',
			message:
				"'Organization' is 'autre', but the address under 'Form' is that of a form of 'les-amis-du-lac'",
		});
	});

	it('is that of the credential beside a mere slug', async () => {
		expect(await read(list(''), bySlug('fete-d-ete'))).toBe('own-association');
	});

	it('is not taken from a hostile address', async () => {
		expect(
			await thrownBy(async () => await read(list(''), byUrl(`${SITE}/%2e%2e/evenements/x`))),
		).toMatchObject({
			type: 'invalidParameter',
		});
		expect(
			await thrownBy(
				async () => await read(list(''), byUrl('https://evil.example/associations/a/evenements/x')),
			),
		).toMatchObject({
			type: 'invalidParameter',
			message: "'Form' is an address, but not of such a page at HelloAsso",
		});
	});
});

describe('the form', () => {
	const read = async (value: unknown, type = 'Event') =>
		await readAs(formSlug, value, { parameters: { formType: type } });

	it.each([
		[list('fete-d-ete')],
		[bySlug('fete-d-ete')],
		['fete-d-ete'],
		[byUrl(FORM_ADDRESS)],
		[byUrl(`${FORM_ADDRESS}/`)],
		[byUrl(`${FORM_ADDRESS}/widget-bouton`)],
		[byUrl(`${FORM_ADDRESS}?utm=1#top`)],
		[byUrl('https://www.helloasso-sandbox.com/associations/les-amis-du-lac/evenements/fete-d-ete')],
		[bySlug(FORM_ADDRESS)],
	])('is read from %j', async (value) => {
		expect(await read(value)).toBe('fete-d-ete');
	});

	it.each([
		['adhesions', 'Membership'],
		['boutiques', 'Shop'],
		['checkout', 'Checkout'],
		['collectes', 'CrowdFunding'],
		['evenements', 'Event'],
		['formulaires', 'Donation'],
		['paiements', 'PaymentForm'],
	])('/%s/ is the address of the type %s, and of no other', async (segment, type) => {
		const address = byUrl(`${SITE}/les-amis-du-lac/${segment}/1`);
		expect(await read(address, type)).toBe('1');
		const other = type === 'Event' ? 'Shop' : 'Event';
		expect(await thrownBy(async () => await read(address, other))).toMatchObject({
			type: 'invalidParameter',
			message: `'Form Type' is '${other}', but the address under 'Form' is that of a form of type '${type}'`,
			details: { description: `Choose '${type}' under 'Form Type'. (Parameter 'formType'.)` },
		});
	});

	it.each(['nouveautes', 'constructor', 'toString'])(
		'passes an address of the unknown kind /%s/',
		async (segment) => {
			expect(await read(byUrl(`${SITE}/les-amis-du-lac/${segment}/x`))).toBe('x');
		},
	);

	it.each([list(''), bySlug('  '), byUrl(''), '', null, undefined])(
		'must not be %j',
		async (value) => {
			expect(await thrownBy(async () => await read(value))).toMatchObject({
				type: 'invalidParameter',
				message: "'Form' is empty",
			});
		},
	);

	it.each(HOSTILE_SLUGS)('is not %j', async (slug) => {
		for (const value of [slug, list(slug), bySlug(slug)]) {
			expect(await thrownBy(async () => await read(value))).toMatchObject({
				type: 'invalidParameter',
				message: `'Form' is not a slug: '${slug}'`,
			});
		}
	});

	it.each(HOSTILE_SLUGS.filter((slug) => !/^[^/?#.]+[/?#]/.test(slug)))(
		'is not read from an address that ends in %j',
		async (slug) => {
			expect(
				await thrownBy(async () => await read(byUrl(`${SITE}/a/evenements/${slug}`))),
			).toMatchObject({
				type: 'invalidParameter',
			});
		},
	);

	it.each([
		SITE,
		`${SITE}/les-amis-du-lac`,
		`${SITE}/les-amis-du-lac/evenements`,
		'https://evil.example/associations/a/evenements/b',
	])('is not the address %s', async (address) => {
		expect(await thrownBy(async () => await read(byUrl(address)))).toMatchObject({
			type: 'invalidParameter',
			message: "'Form' is an address, but not of such a page at HelloAsso",
		});
	});
});

describe('the form type', () => {
	it.each(['Event', ' CrowdFunding ', 'SomethingNew'])('may be %p', async (value) => {
		expect(await readAs(formType, value)).toBe(value.trim());
	});

	it.each(['', null, undefined, '..', 'Event/x', 'Event?x', 'Événement', 'Event2', '%45vent', {}])(
		'is not %p',
		async (value) => {
			expect(await thrownBy(async () => await readAs(formType, value))).toMatchObject({
				type: 'invalidParameter',
				message: expect.stringMatching(/^'Form Type' (is empty|does not exist: )/),
			});
		},
	);
});

describe('what the editor checks', () => {
	const pattern = ({ modes = [] }: INodeProperties) => {
		const [validation] = modes.find(({ name }) => name === 'url')?.validation ?? [];
		if (!('properties' in validation)) throw new Error('The mode url has no pattern');
		const { regex } = validation.properties as { regex: string };
		return new RegExp(`^(?:${regex})$`);
	};

	it('has the three modes of the interface', () => {
		for (const { property } of [organizationSlug, formSlug]) {
			expect(property.modes?.map(({ name }) => name)).toEqual(['list', 'slug', 'url']);
			expect(property.default).toEqual({ mode: 'list', value: '' });
		}
	});

	it('lets an address be left out where that means something', () => {
		expect('').toMatch(pattern(organizationSlug.property));
		expect('').not.toMatch(pattern(formSlug.property));
	});

	it('takes the addresses that the node takes', () => {
		expect(`${SITE}/les-amis-du-lac`).toMatch(pattern(organizationSlug.property));
		expect(FORM_ADDRESS).toMatch(pattern(formSlug.property));
		expect(`${FORM_ADDRESS}/widget`).toMatch(pattern(formSlug.property));
		expect(`${SITE}/les-amis-du-lac`).not.toMatch(pattern(formSlug.property));
		expect('https://evil.example/associations/a').not.toMatch(pattern(organizationSlug.property));
	});
});
