import type { IDataObject } from 'n8n-workflow';

import { readForm } from '../enrich/forms';
import { addValidity } from '../enrich/validity';
import { isStanding, isValidOn, validDays, type ValidDays } from '../simplify';
import { object } from '../simplify/values';
import { buildPath, readPages, type ApiRequest, type HelloAssoClient } from '../transport';
import { personOf, type Person } from './person';

/** A membership that was sold, with what answers are made of. */
export interface Membership {
	/** As HelloAsso's lists have it, with its `validity`. */
	item: IDataObject;
	person: Person;
	/** undefined where HelloAsso no longer shows the form, which alone tells it. */
	validity: ValidDays | undefined;
	/** As far as is known, it was not refused, refunded or contested. */
	isStanding: boolean;
	/** A direct debit is under way, which may still be refused: a renewal already, but no membership yet. */
	isWaiting: boolean;
}

const DAY_MS = 86_400_000;

/** What is a membership now, and what becomes one when a direct debit comes through. */
const STATES = ['Processed', 'Registered', 'Waiting'];
const QUERY = { tierTypes: ['Membership'], itemStates: STATES, withDetails: true };
/** Named, in case HelloAsso lists only the public ones by itself. */
const FORM_QUERY = {
	formTypes: ['Membership'],
	states: ['Public', 'Private', 'Draft', 'Disabled'],
};

/** Whoever may be a member on a day, by organization and day: for each execution, since many items ask for the same. */
const readForExecution = new WeakMap<HelloAssoClient, Map<string, Promise<Membership[]>>>();

/** Reads memberships for one item of an execution, of the organization that its request is about. */
export class MembershipReader {
	/** Of how many memberships nobody can say how long they are valid, of those that were read. */
	unknownCount = 0;

	constructor(
		private readonly client: HelloAssoClient,
		private readonly request: ApiRequest,
	) {}

	/** Whoever may be a member on a day, read once in an execution. */
	async validOn(on: string): Promise<Membership[]> {
		const read = this.readBefore();
		const key = this.dayKey(on);
		const members = read.get(key) ?? this.readValidOn(on);
		read.set(key, members);
		return await members.catch(async (error: unknown) => {
			// A fault that passes must not decide over the items that follow.
			read.delete(key);
			return await Promise.reject(error);
		});
	}

	/** Whether {@link validOn} needs no request. */
	hasRead(on: string): boolean {
		return this.readBefore().has(this.dayKey(on));
	}

	/** The memberships of a list that are wanted: of the others, no form is read. */
	async list(
		query: IDataObject,
		isWanted: (item: IDataObject) => boolean = () => true,
		formSlug?: string,
	): Promise<Membership[]> {
		const list = formSlug === undefined ? 'items' : 'forms/Membership/{formSlug}/items';
		const items = await this.read(list, { ...QUERY, ...query }, formSlug);
		// Of a filter that HelloAsso does not know, it says nothing.
		const wanted = items.filter((item) => isSold(item) && isWanted(item));
		const memberships = (await addValidity(wanted, this.client)).map(toMembership);
		this.unknownCount += memberships.filter(({ validity }) => validity === undefined).length;
		return memberships;
	}

	/** The organization's membership forms as their public pages have them, without those that HelloAsso hides. */
	async forms(): Promise<IDataObject[]> {
		const listed = await this.read('forms', FORM_QUERY);
		const own = listed.filter(({ formType }) => formType === 'Membership');
		const forms = await Promise.all(
			own.map(async ({ formSlug, formType }) => {
				const organizationSlug = this.organization().value;
				const form = await readForm({ organizationSlug, formType, formSlug }, this.client);
				return form && { ...form, formSlug, formType };
			}),
		);
		return forms.filter((form) => form !== undefined);
	}

	/** Form by form: of one with moving years the last year only, of a season that is over nobody. */
	private async readValidOn(on: string): Promise<Membership[]> {
		const members: Membership[] = [];
		for (const form of await this.forms()) {
			if (form.validityType === 'Custom' && !isValidOn(seasonOf(form), on)) continue;
			const from = beginningOf(yearsBefore(on, 1));
			const query = form.validityType === 'MovingYear' ? { from } : {};
			members.push(...(await this.list(query, undefined, String(form.formSlug))));
		}
		return members;
	}

	private readBefore(): Map<string, Promise<Membership[]>> {
		const read = readForExecution.get(this.client) ?? new Map<string, Promise<Membership[]>>();
		readForExecution.set(this.client, read);
		return read;
	}

	private dayKey(on: string): string {
		return `${this.organization().value} ${on}`;
	}

	private async read(list: string, query: IDataObject, formSlug?: string): Promise<IDataObject[]> {
		const parameters = [this.organization()];
		if (formSlug !== undefined)
			parameters.push({ label: 'Form', name: 'formSlug', value: formSlug });
		const path = buildPath(`/organizations/{organizationSlug}/${list}`, parameters);
		const request = { ...this.request, path, parameters, query: query as ApiRequest['query'] };
		const records: IDataObject[] = [];
		for await (const page of readPages(this.client, request, {})) records.push(...page);
		return records;
	}

	private organization() {
		const { parameters = [] } = this.request;
		return parameters.filter(({ name }) => name === 'organizationSlug')[0];
	}
}

const NOT_SOLD = ['Abandoned', 'Canceled', 'Deleted', 'Refused', 'Unknown'];

/** What HelloAsso gives under a filter it may have a new word for. */
function isSold({ state, type }: IDataObject): boolean {
	return !NOT_SOLD.includes(String(state)) && (type ?? 'Membership') === 'Membership';
}

function toMembership(item: IDataObject): Membership {
	return {
		item,
		person: personOf(item),
		validity: validDays(object(item.validity)),
		isStanding: isStanding(item),
		isWaiting: item.state === 'Waiting',
	};
}

/** The days of a form with a fixed season. */
export function seasonOf({ startDate, endDate }: IDataObject): ValidDays | undefined {
	return validDays({ type: 'Custom', from: startDate, until: endDate });
}

/** The same day, some years before. */
export function yearsBefore(day: string, years: number): string {
	const year = String(Number(day.slice(0, 4)) - years).padStart(4, '0');
	return `${year}${day.slice(4).replace('-02-29', '-02-28')}`;
}

/** A moment before a day begins, wherever that is. */
export function beginningOf(day: string): string {
	return new Date(Date.parse(day) - DAY_MS).toISOString();
}
