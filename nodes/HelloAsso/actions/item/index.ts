export * from './get.operation';
export * from './getAll.operation';
