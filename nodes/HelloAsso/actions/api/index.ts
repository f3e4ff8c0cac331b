export * from './call.operation';
