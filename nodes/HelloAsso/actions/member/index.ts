export * from './check.operation';
export * from './getAll.operation';
export * from './getEnding.operation';
