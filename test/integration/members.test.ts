import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Readings, type Simulator } from '../../simulator';
import { DAY, parisDate, parisMidnight } from '../../simulator/dates';
import { bookMembers, type Booked, type Member, type MemberBooks } from '../fixtures/memberBooks';
import { type Credential, credentialFor, runNode } from './engine';

let sim: Simulator;
let credential: Credential;

beforeAll(async () => {
	sim = await startSimulator({ seed: { orders: 0, directory: 0 } });
	credential = credentialFor(sim);
});
beforeEach(() => {
	sim.clearRequests();
	sim.readings.personSearch = 'part';
});
afterAll(async () => {
	await sim.stop();
});

const run = async (operation: string, parameters: IDataObject, items?: IDataObject[]) => {
	const result = await runNode({
		credential,
		parameters: {
			resource: 'member',
			operation,
			organizationSlug: { __rl: true, mode: 'slug', value: sim.organizationSlug },
			...parameters,
		},
		items,
	});
	expect(result.error).toBeUndefined();
	return result.json();
};

const requests = (path: RegExp) => sim.apiRequests.filter((request) => path.test(request.path));
const dayOf = (time: number) => parisDate(time).slice(0, 10);
/** The last second of a membership: it is valid on the whole of its last day. */
const endOf = ({ until = -Infinity }: Booked) =>
	Number.isFinite(until) ? parisMidnight(parisMidnight(until) + 1.5 * DAY) - 1000 : until;

/** The last of those that count, by the books alone. */
function lastOf(booked: Booked[]): Booked | undefined {
	const known = booked.filter(({ counts, until }) => counts && until !== undefined);
	return known.sort((one, other) => endOf(other) - endOf(one) || other.bought - one.bought)[0];
}
const isValid = (one: Booked, at: number) =>
	one.counts && parisMidnight(one.from) <= at && at <= endOf(one);

describe.each([11, 12, 13])('Member: Check › of association %i', (seed) => {
	let books: MemberBooks;
	beforeAll(() => {
		books = bookMembers(sim, seed);
	});

	const expected = (own: Booked[], at: number) => {
		const valid = own.filter((one) => isValid(one, at));
		const { until = Infinity } = lastOf(valid) ?? {};
		return { isMember: valid.length > 0, validUntil: until === Infinity ? null : dayOf(until) };
	};
	const answered = ({ isMember, validUntil }: IDataObject) => ({ isMember, validUntil });

	test('by e-mail, who is a member is what the books say, each person being a match', async () => {
		const at = sim.now();
		const emails = [...new Set(books.members.map(({ email }) => email))];
		const answers = await run(
			'check',
			{ email: '={{ $json.email }}' },
			emails.map((email) => ({ email })),
		);
		const ofEmail = (email: string) => books.booked.filter(({ member }) => member.email === email);
		expect(answers.map(answered)).toEqual(emails.map((email) => expected(ofEmail(email), at)));
		const people = (email: string) =>
			[...new Set(ofEmail(email).map(({ member }) => member.firstName))].sort();
		expect(
			answers.map(({ matches }) => (matches as IDataObject[]).map((one) => one.firstName).sort()),
		).toEqual(emails.map(people));
		expect(answers.map(({ foundBy }) => foundBy)).toEqual(
			emails.map((email) => (ofEmail(email).length > 0 ? 'email' : null)),
		);
		// A page, and an empty one as the end of the list; each form once for all of them.
		expect(requests(/\/items$/).length).toBeLessThanOrEqual(2 * emails.length);
		const forms = requests(/\/public$/).map(({ path }) => path);
		expect(forms).toEqual([...new Set(forms)]);
	});

	test.each<Readings['personSearch']>(['part', 'spelledPart', 'whole', 'ignored'])(
		"by name however it is spelled, also where HelloAsso's search is '%s'",
		async (personSearch) => {
			sim.readings.personSearch = personSearch;
			const at = sim.now();
			const answers = await run(
				'check',
				{ firstName: '={{ $json.first }}', lastName: '={{ $json.last }}' },
				books.members.map(respelled),
			);
			const ofMember = (wanted: Member) => books.booked.filter(({ member }) => member === wanted);
			expect(answers.map(answered)).toEqual(
				books.members.map((member) => expected(ofMember(member), at)),
			);
			const isFound = answers.filter(({ isMember }) => isMember);
			expect(isFound.length).toBeGreaterThan(5);
			expect(isFound.map(({ foundBy }) => foundBy)).toEqual(isFound.map(() => 'name'));
		},
	);
});

/** The same name in other ways, one after the other. */
function respelled({ firstName, lastName }: Member, index: number): IDataObject {
	const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '');
	return [
		{ first: firstName, last: lastName },
		{ first: lastName.toUpperCase(), last: firstName },
		{
			first: ` ${plain(firstName)} `,
			last: plain(lastName)
				.toLowerCase()
				.replace(/[ '-]+/g, '  '),
		},
		{ first: '', last: `${plain(lastName).toUpperCase()} ${firstName}` },
		{ first: firstName.replace(/-/g, ' '), last: lastName.replace(/[ '-]/g, '') },
	][index % 5];
}

describe.each([21, 22, 23])('Member: Get Ending › of association %i', (seed) => {
	let books: MemberBooks;
	beforeAll(() => {
		books = bookMembers(sim, seed);
	});

	test.each([
		[undefined, undefined],
		[-60, 0],
		[-5, 200],
		[10, 20],
	])('those whose last membership ends from day %s to %s, each once', async (from, to) => {
		const day = (days: number) => new Date(sim.now() + days * DAY).toISOString();
		const period = from === undefined ? {} : { from: day(from), to: day(to) };
		const [begins, ends] = [sim.now() + (from ?? 0) * DAY, sim.now() + (to ?? 30) * DAY];
		const json = await run('getEnding', { returnAll: true, ...period });
		const last = books.members.map((wanted) =>
			lastOf(books.booked.filter(({ member }) => member === wanted)),
		);
		const ending = last.filter((one) => one && endOf(one) >= begins && endOf(one) < ends);
		expect(json.map(({ itemId }) => itemId).sort()).toEqual(
			ending.map((one) => one?.itemId).sort(),
		);
		expect(json.map(({ isRenewal }) => isRenewal)).toEqual(
			json.map(({ itemId }) => isRenewal(books, Number(itemId))),
		);
		const untils = json.map(({ validUntil }) => Date.parse(String(validUntil)));
		expect(untils).toEqual([...untils].sort((one, other) => one - other));
		// One to three years before what can end; never everything.
		const [first] = requests(/\/items$/);
		expect(Date.parse(String(first.query.from))).toBeGreaterThan(begins - 4.1 * 365.25 * DAY);
	});
});

/** Whether the person had another membership, until a year before this one at the earliest. */
function isRenewal({ booked }: MemberBooks, itemId: number): boolean {
	const own = booked.find((one) => one.itemId === itemId) as Booked;
	const written = dayOf(own.from);
	const yearBefore = `${Number(written.slice(0, 4)) - 1}${written.slice(4)}`;
	return booked.some(
		({ member, counts, from, until }) =>
			member === own.member &&
			counts &&
			until !== undefined &&
			dayOf(from) < written &&
			(until === Infinity || dayOf(until) >= yearBefore),
	);
}
