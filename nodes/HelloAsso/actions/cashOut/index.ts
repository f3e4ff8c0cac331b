export * from './export.operation';
export * from './get.operation';
export * from './getAll.operation';
