import type { Resource } from '../operation';
import { deleteNotification } from './delete.operation';
import { set } from './set.operation';

export const notification: Resource = {
	name: 'Notification',
	value: 'notification',
	operations: [deleteNotification, set],
};
