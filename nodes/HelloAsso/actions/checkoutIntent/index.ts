export * from './create.operation';
export * from './get.operation';
