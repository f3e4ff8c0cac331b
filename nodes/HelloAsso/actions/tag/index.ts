export * from './get.operation';
