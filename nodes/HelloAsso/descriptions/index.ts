export * from './enums';
export type * from './field';
export * from './fields';
export * from './locators';
export * from './paging';
export * from './shared';
