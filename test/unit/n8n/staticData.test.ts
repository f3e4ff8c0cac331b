import { LazySnapshot, replaceObject } from '../../../nodes/HelloAsso/n8n/staticData';

test('LazySnapshot › becomes the text of its source at the time of writing', () => {
	let text = 'before';
	const stored = { seen: new LazySnapshot({ toString: () => text }) };
	text = 'after';
	expect(JSON.stringify(stored)).toBe('{"seen":"after"}');
});

test('replaceObject › stores a copy', () => {
	const staticData = {};
	const value = { slots: [{ notificationType: 'Order' }] };
	replaceObject(staticData, 'registration', value);
	value.slots[0].notificationType = 'Payment';
	expect(staticData).toEqual({ registration: { slots: [{ notificationType: 'Order' }] } });
});
