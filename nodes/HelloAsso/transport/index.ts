export { CREDENTIAL_TYPE } from './auth/authorization';
export { recent } from './recent';
export { HelloAssoClient } from './client';
export { apiOrigin } from './environments';
export * from './errors/helloAssoError';
export { isLoopbackHttp } from './loopback';
export {
	followPages,
	isPage,
	PAGE_SIZE_MAX,
	readFeed,
	readPages,
	totalCount,
	type Page,
	type PagingOptions,
} from './pagination';
export * from './path';
export type * from './request';
export { isTransient } from './retry';
export * from './query';
export { OUTCOME_UNKNOWN } from './errors/texts';
export * from './windows';
