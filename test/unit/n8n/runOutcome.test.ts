/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { EventEmitter } from 'node:events';
import { whenRunNotStarted } from '../../../nodes/HelloAsso/n8n/runOutcome';

class Response extends EventEmitter {
	statusCode = 200;
	writableFinished = false;
	destroyed = false;

	close(changes: Partial<Pick<Response, 'statusCode' | 'writableFinished'>>): void {
		Object.assign(this, changes, { destroyed: true });
		this.emit('close');
	}
}

let response: Response;
let act: jest.Mock;
beforeEach(() => {
	jest.useFakeTimers();
	response = new Response();
	act = jest.fn();
});
afterEach(() => {
	jest.useRealTimers();
});

it.each([
	[200, 0],
	[500, 1],
	[503, 1],
])('whenRunNotStarted › after an answer %i has left, acts %i times', (statusCode, times) => {
	whenRunNotStarted(response, act);
	response.close({ statusCode, writableFinished: true });
	expect(act).toHaveBeenCalledTimes(times);
	expect(jest.getTimerCount()).toBe(0);
});

describe.each(['before', 'after'])(
	'whenRunNotStarted, with a sender that hangs up %s it is called',
	(moment) => {
		const hangUp = () => {
			if (moment === 'before') response.close({});
			whenRunNotStarted(response, act);
			if (moment === 'after') response.close({});
		};

		it('acts once when the run does not start', async () => {
			hangUp();
			await jest.advanceTimersByTimeAsync(10_000);
			expect(act).not.toHaveBeenCalled();
			response.statusCode = 500;
			await jest.advanceTimersByTimeAsync(1_000);
			expect(act).toHaveBeenCalledTimes(1);
			await jest.advanceTimersByTimeAsync(60_000);
			expect(act).toHaveBeenCalledTimes(1);
			expect(jest.getTimerCount()).toBe(0);
		});

		it('does not act when it starts', async () => {
			hangUp();
			await jest.advanceTimersByTimeAsync(60_000);
			expect(act).not.toHaveBeenCalled();
			expect(jest.getTimerCount()).toBe(0);
		});
	},
);
