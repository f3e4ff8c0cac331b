import type { IDataObject } from 'n8n-workflow';

import { addValidity, boundsOf, readForm, type Validity } from '../enrich/validity';
import { isStanding } from '../simplify';
import { object } from '../simplify/values';
import { buildPath, readPages, type ApiRequest, type HelloAssoClient } from '../transport';
import { personOf, type Person } from './person';

/** A membership that was sold, with what answers are made of. */
export interface Membership {
	/** As HelloAsso's lists have it, with its `validity`. */
	item: IDataObject;
	person: Person;
	/** undefined where HelloAsso no longer shows the form, which alone tells it. */
	validity: Validity | undefined;
	/** As far as is known, it was not refused, refunded or contested. */
	isStanding: boolean;
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
	constructor(
		private readonly client: HelloAssoClient,
		private readonly request: ApiRequest,
	) {}

	/** Whoever may be a member at that moment, read once in an execution; some are so on the day only. */
	async validOn(at: number): Promise<Membership[]> {
		const read = this.readBefore();
		const key = this.dayKey(at);
		const members = read.get(key) ?? this.readValidOn(at);
		read.set(key, members);
		return await members.catch(async (error: unknown) => {
			// A fault that passes must not decide over the items that follow.
			read.delete(key);
			return await Promise.reject(error);
		});
	}

	/** Whether {@link validOn} needs no request. */
	hasRead(at: number): boolean {
		return this.readBefore().has(this.dayKey(at));
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
		return (await addValidity(wanted, this.client)).map(toMembership);
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
	private async readValidOn(at: number): Promise<Membership[]> {
		const members: Membership[] = [];
		for (const { formSlug, validityType, startDate, endDate } of await this.forms()) {
			const season = boundsOf({ type: validityType, from: startDate, until: endDate });
			const isSeason = validityType === 'Custom' && season !== undefined;
			if (isSeason && (season.from > at + DAY_MS || season.until < at - DAY_MS)) continue;
			const from = new Date(yearsBefore(at, 1) - DAY_MS).toISOString();
			const query = validityType === 'MovingYear' ? { from } : {};
			members.push(...(await this.list(query, undefined, String(formSlug))));
		}
		return members;
	}

	private readBefore(): Map<string, Promise<Membership[]>> {
		const read = readForExecution.get(this.client) ?? new Map<string, Promise<Membership[]>>();
		readForExecution.set(this.client, read);
		return read;
	}

	private dayKey(at: number): string {
		return `${this.organization().value} ${Math.floor(at / DAY_MS)}`;
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

function isSold({ state, type }: IDataObject): boolean {
	return STATES.includes(String(state ?? 'Processed')) && (type ?? 'Membership') === 'Membership';
}

function toMembership(item: IDataObject): Membership {
	return {
		item,
		person: personOf(item),
		validity: boundsOf(object(item.validity)),
		isStanding: isStanding(item),
	};
}

/** The same day, some years before, in milliseconds. */
export function yearsBefore(moment: number, years: number): number {
	const date = new Date(moment);
	date.setUTCFullYear(date.getUTCFullYear() - years);
	return date.getTime();
}
