import {
	RefusalLimit,
	refusalLimitOf,
} from '../../../../../nodes/HelloAsso/trigger/webhook/delivery/refusalLimit';

afterEach(() => {
	jest.restoreAllMocks();
});

test('isReached › after sixty refusals within a minute, until that is over', () => {
	const now = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
	const limit = new RefusalLimit();
	for (let count = 0; count < 59; count++) limit.note();
	expect(limit.isReached).toBe(false);
	limit.note();
	now.mockReturnValue(1_059_999);
	expect(limit.isReached).toBe(true);
	now.mockReturnValue(1_060_000);
	expect(limit.isReached).toBe(false);
	limit.note();
	expect(limit.isReached).toBe(false);
});

test('refusalLimitOf › gives each trigger its own', () => {
	expect(refusalLimitOf('w', 'n')).toBe(refusalLimitOf('w', 'n'));
	expect(refusalLimitOf('w', 'n')).not.toBe(refusalLimitOf('w', 'm'));
});
