import { api } from './api';
import { form } from './form';
import { item } from './item';
import type { Resource } from './operation';
import { order } from './order';
import { organization } from './organization';
import { payment } from './payment';

/** THE list: what stands here is what the node can do. In alphabetical order, as the editor shows it. */
export const RESOURCES: readonly Resource[] = [api, form, item, order, organization, payment];
