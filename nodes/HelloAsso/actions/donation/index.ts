export * from './getAll.operation';
