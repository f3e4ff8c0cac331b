import { api } from './api';
import { attendee } from './attendee';
import { cashOut } from './cashOut';
import { checkoutIntent } from './checkoutIntent';
import { directory } from './directory';
import { donation } from './donation';
import { form } from './form';
import { item } from './item';
import { member } from './member';
import { notification } from './notification';
import type { Resource } from './operation';
import { order } from './order';
import { organization } from './organization';
import { partner } from './partner';
import { payment } from './payment';
import { referenceData } from './referenceData';
import { tag } from './tag';

/** THE list: what stands here is what the node can do. In alphabetical order, as the editor shows it. */
export const RESOURCES: readonly Resource[] = [
	api,
	attendee,
	cashOut,
	checkoutIntent,
	directory,
	donation,
	form,
	item,
	member,
	notification,
	order,
	organization,
	partner,
	payment,
	referenceData,
	tag,
];
