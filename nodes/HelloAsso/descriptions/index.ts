export * from './enums';
export * from './fields';
export * from './locators';
export * from './paging';
export * from './shared';
