export { CREDENTIAL_TYPE } from './authorization';
export { HelloAssoClient } from './client';
