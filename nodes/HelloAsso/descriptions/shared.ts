import type { INodeProperties } from 'n8n-workflow';

import { FORM_STATES, FORM_TYPES, SORT_FIELDS, SORT_ORDERS } from './enums';
import { choice, choices, dateTime, flag, text } from './fields';

export const from = dateTime('From', 'from', 'Only records from this moment on');

/** The API excludes the upper bound itself. */
export const to = dateTime('To', 'to', 'Only records before this moment, which is itself excluded');

export const userSearchKey = text(
	'Search for Person',
	'Only records whose participant or payer has this in first name, last name or email',
	'e.g. martin@example.org',
);

export const formTypes = choices('Form Types', FORM_TYPES, 'Only these types of form');

export const formStates = choices('States', FORM_STATES, 'Only forms in these states');

export const withDetails = flag(
	'With Details',
	'Whether to include the answers to custom fields (and the options of items)',
);

export const sortOrder = choice('Sort Order', SORT_ORDERS, 'Desc', 'In which order to return the records');

export const sortField = choice('Sort By', SORT_FIELDS, 'Date', 'Which date to sort by');

export const simplifySwitch: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export const withFailedRefundOperation = flag(
	'With Failed Refunds',
	'Whether to list refunds too that were aborted, canceled or refused, or that failed',
);
