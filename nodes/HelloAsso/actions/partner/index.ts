export * from './get.operation';
export * from './getOrganizations.operation';
export * from './updateDomain.operation';
