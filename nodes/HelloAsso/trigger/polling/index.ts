export { poll } from './poll';
export { pollingProperties } from './properties';
