export { HelloAssoClient, CREDENTIAL_TYPE } from './client';
export { HelloAssoError, invalidParameter, toErrorItem, toNodeError } from './errors';
export type { ErrorType } from './errors';
export { followPages, isPage, PAGE_SIZE_MAX, readFeed, readPages } from './pagination';
export { buildPath, freePath, PATH_PARAMETER } from './path';
export type { PathValue } from './path';
export type { ApiRequest, ApiResponse, HelloAssoContext } from './request';
export { collect, parseQuery } from './query';
export type { Query, QueryValue } from './query';
