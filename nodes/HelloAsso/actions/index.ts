import * as api from './api';
import * as attendee from './attendee';
import * as cashOut from './cashOut';
import * as checkoutIntent from './checkoutIntent';
import * as directory from './directory';
import * as donation from './donation';
import * as form from './form';
import * as item from './item';
import * as member from './member';
import * as notification from './notification';
import { operationName, type Operation, type Resource } from './operation';
import * as order from './order';
import * as organization from './organization';
import * as partner from './partner';
import * as payment from './payment';
import * as referenceData from './referenceData';
import * as tag from './tag';

/** THE list: what stands here is what the node can do. In alphabetical order, as the editor shows it. */
export const RESOURCES: readonly Resource[] = [
	{ name: 'API Call', value: 'api', operations: inOrder(api) },
	{ name: 'Attendee', value: 'attendee', operations: inOrder(attendee) },
	{ name: 'Cash-Out', value: 'cashOut', operations: inOrder(cashOut) },
	{ name: 'Checkout Intent', value: 'checkoutIntent', operations: inOrder(checkoutIntent) },
	{ name: 'Directory', value: 'directory', operations: inOrder(directory) },
	{ name: 'Donation', value: 'donation', operations: inOrder(donation) },
	{ name: 'Form', value: 'form', operations: inOrder(form) },
	{ name: 'Member', value: 'member', operations: inOrder(member) },
	{ name: 'Notification', value: 'notification', operations: inOrder(notification) },
	{ name: 'Order', value: 'order', operations: inOrder(order) },
	{ name: 'Organization', value: 'organization', operations: inOrder(organization) },
	{ name: 'Partner', value: 'partner', operations: inOrder(partner) },
	{ name: 'Payment', value: 'payment', operations: inOrder(payment) },
	{ name: 'Reference Data', value: 'referenceData', operations: inOrder(referenceData) },
	{ name: 'Sold Item', value: 'item', operations: inOrder(item) },
	{ name: 'Tag', value: 'tag', operations: inOrder(tag) },
];

/** All that the index of a resource exports, by the names that the editor shows. */
function inOrder(operations: Record<string, Operation>): Operation[] {
	return Object.values(operations).sort((one, other) =>
		operationName(one) < operationName(other) ? -1 : 1,
	);
}
