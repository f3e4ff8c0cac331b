export * from './export.operation';
