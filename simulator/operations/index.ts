import type { Operation } from '../table';
import { cashOut } from './cashOut';
import { checkout } from './checkout';
import { directory } from './directory';
import { formAdministration } from './formAdministration';
import { forms } from './forms';
import { organizations } from './organizations';
import { partners } from './partners';
import { refunds } from './refunds';
import { items, orders, payments } from './sales';
import { values } from './values';

/** THE table: the 36 operations of HelloAsso's API v5. */
export const OPERATIONS: Operation[] = [
	...organizations,
	...forms,
	...formAdministration,
	...orders,
	...items,
	...payments,
	...refunds,
	...cashOut,
	...checkout,
	...directory,
	...partners,
	...values,
];
