export * from './get.operation';
export * from './getAll.operation';
export * from './getTotals.operation';
export * from './refund.operation';
