import { ACCOUNTS } from './accounts';
import { FORMS } from './forms';
import { PEOPLE } from './people';
import { SALES } from './sales';

export { settle } from './association';
export { ENDPOINTS, locator, runCase, type Case } from './case';

export const CASES = [...ACCOUNTS, ...FORMS, ...PEOPLE, ...SALES].map(
	(one) => [one.name, one] as const,
);
