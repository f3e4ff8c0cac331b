import type { Codes } from './authorize/codes';
import type { Books } from './books';
import type { Clock } from './clock';
import type { Faults } from './faults';
import type { TokenLimits } from './limits';
import type { RequestLog } from './log';
import type { Notifications } from './notifications';
import type { Cursors } from './paging';
import type { Readings } from './readings';
import type { Store } from './store';
import type { Tokens } from './tokens';

/** The parts of one running simulator, handed to everything that answers requests. */
export interface Simulation {
	strict: boolean;
	readings: Readings;
	/** Accepts http and loopback addresses where HelloAsso wants public https ones. */
	localUrls: boolean;
	/** Where the pages for payers are: HelloAsso's own site, or with `localUrls` the simulator itself. */
	site: string;
	clock: Clock;
	store: Store;
	tokens: Tokens;
	codes: Codes;
	limits: TokenLimits;
	faults: Faults;
	/** Every call that changed something. */
	books: Books;
	log: RequestLog;
	cursors: Cursors;
	notifications: Notifications;
}
