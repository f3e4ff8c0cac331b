export * from './cancel.operation';
export * from './get.operation';
export * from './getAll.operation';
