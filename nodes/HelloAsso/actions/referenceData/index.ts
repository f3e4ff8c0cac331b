export * from './getActivityTypes.operation';
export * from './getCategories.operation';
export * from './getLegalStatuses.operation';
export * from './getPublicTags.operation';
