export * from './createEvent.operation';
export * from './get.operation';
export * from './getAll.operation';
export * from './getStatistics.operation';
export * from './getTypes.operation';
export * from './updateState.operation';
