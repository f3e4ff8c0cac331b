export { withCustomFields } from './customFields';
export * from './form';
export * from './sales';
export * from './payment';
export * from './paidFor';
export * from './others';
export * from './people';
export * from './validity';
