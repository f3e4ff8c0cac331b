export * from './delete.operation';
export * from './set.operation';
