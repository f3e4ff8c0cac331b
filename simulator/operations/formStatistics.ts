import type { Item, Tier } from '../model';
import { operation } from '../table';

/** Items that take a place; the others were cancelled, refused or never finished. */
const VALID = ['Processed', 'Registered'];

const priceCategory = (price: number | null | undefined) => {
	if (price === 0) return 'Free';
	return price == null ? 'Pwyw' : 'Fixed';
};

const tierStatistics = (tier: Tier, sold: Item[]) => ({
	id: tier.id,
	label: tier.label,
	description: tier.description ?? null,
	entriesTaken: sold.filter(({ tierId }) => tierId === tier.id).length,
	maxEntries: tier.maxEntries ?? null,
	// 0 for what is free and for what the buyer sets (official Node SDK).
	price: tier.price ?? 0,
	minAmount: tier.minAmount ?? null,
	priceCategory: priceCategory(tier.price),
	tierType: tier.tierType,
	isEnabled: true,
});

/** The 36th operation: in the live API and the official Node SDK since 04/2026, not in the published document. */
export const formStatistics = operation()({
	route: 'GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/stats',
	privilege: 'AccessPublicData',
	role: 'FormAdmin',
	handle({ form, simulation: { store } }) {
		const sold = store.items.filter(({ orderId, state }) => {
			const order = store.order(orderId);
			return (
				VALID.includes(state) &&
				order?.organizationSlug === form.organizationSlug &&
				order.formType === form.formType &&
				order.formSlug === form.formSlug
			);
		});
		const options = form.tiers.flatMap(({ extraOptions = [] }) => extraOptions);
		const taken = (id: number) =>
			sold.filter((item) => item.options?.some(({ optionId }) => optionId === id)).length;
		return {
			totalParticipant: sold.filter(({ user }) => user !== undefined).length,
			unGroupedTiers: form.tiers.map((tier) => tierStatistics(tier, sold)),
			additionalOptions: [...new Map(options.map((option) => [option.id, option])).values()].map(
				({ id, label, description, price }) => ({
					id,
					label,
					description: description ?? null,
					entriesTaken: taken(id),
					maxEntries: null,
					price,
					minAmount: null,
					priceCategory: priceCategory(price),
					isEnabled: true,
				}),
			),
		};
	},
});
