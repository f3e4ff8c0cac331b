export { withCustomFields } from './customFields';
export { simplifyForm, simplifyFormDetails } from './form';
export { simplifyItem } from './item';
export { simplifyOrder } from './order';
export { simplifyOrganization, simplifyOwnOrganization } from './organization';
export { DONATION_TYPES, simplifyPayment } from './payment';
export * from './others';
export * from './people';
