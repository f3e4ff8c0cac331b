export { CREDENTIAL_TYPE } from './auth/authorization';
export { HelloAssoClient } from './client';
export { apiOrigin } from './environments';
export {
	HelloAssoError,
	invalidParameter,
	toErrorItem,
	toNodeError,
	type ErrorType,
} from './errors/helloAssoError';
export { isLoopbackHttp } from './loopback';
export { followPages, isPage, PAGE_SIZE_MAX, readFeed, readPages, totalCount } from './pagination';
export { buildPath, freePath, PATH_PARAMETER, type PathValue } from './path';
export type { ApiRequest, ApiResponse, HelloAssoContext } from './request';
export { isTransient } from './retry';
export { OWN_ORGANIZATIONS, PUBLIC_FORM } from './routes';
export { collect, parseQuery, type Query, type QueryValue } from './query';
export { OUTCOME_UNKNOWN } from './errors/texts';
