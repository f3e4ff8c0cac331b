import type { Resource } from '../operation';
import { exportCashOut } from './export.operation';

export const cashOut: Resource = {
	name: 'Cash-Out',
	value: 'cashOut',
	operations: [exportCashOut],
};
