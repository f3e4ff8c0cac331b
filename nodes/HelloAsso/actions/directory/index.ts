export * from './getForms.operation';
export * from './getOrganizations.operation';
