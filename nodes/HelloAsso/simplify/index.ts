export { simplifyForm, simplifyFormDetails } from './form';
export { simplifyItem } from './item';
export { simplifyOrder } from './order';
export { simplifyOrganization } from './organization';
export { simplifyPayment } from './payment';
