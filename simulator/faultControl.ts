/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import type { FastifyInstance } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { boolean, object, string, type Schema } from './bodies';
import { summarize } from './books';
import { CUTS } from './brokenAnswers';
import type { Fault } from './faults';
import { listenAgain, stopListening } from './listening';
import type { Simulation } from './simulation';

type Planned = Omit<Fault, 'match' | 'answerAfter' | 'drip'> & {
	match?: { method?: string; path?: string };
	drip?: { everyMs: number; blanks?: number };
	/** Left out: once. 0: always. */
	times?: number;
};

const closed = (schema: Schema): Schema => ({ ...schema, additionalProperties: false });
const count = { type: 'integer', minimum: 0 };
const flags = [
	'carriedOut',
	'resetUnread',
	'reset',
	'resetAfterHandling',
	'hang',
	'html',
	'notJson',
	'invalidJson',
	'truncate',
	'empty',
	'nullAnswer',
	'repeatPage',
];

const faultBody = closed(
	object({
		match: closed(object({ method: string, path: string })),
		times: count,
		status: { type: 'integer', minimum: 200, maximum: 599 },
		body: {},
		headers: { type: 'object', additionalProperties: string },
		cut: { type: 'string', enum: [...CUTS] },
		drip: closed(object({ everyMs: count, blanks: count }, ['everyMs'])),
		everywhere: { type: 'object' },
		contentType: string,
		redirectTo: string,
		slow: count,
		padding: count,
		...Object.fromEntries(flags.map((flag) => [flag, boolean])),
	}),
);
const refusalBody = closed(object({ ms: count }, ['ms']));

/** What goes wrong, and what was done, by HTTP: for a node in another process. */
export async function faultControl(app: FastifyInstance, simulation: Simulation): Promise<void> {
	const { faults } = simulation;
	app.post<{ Body: Planned }>('/faults', { schema: { body: faultBody } }, async ({ body }) => {
		const { match, times = 1, drip, ...fault } = body;
		const path = match?.path === undefined ? undefined : new RegExp(match.path);
		faults.plan(
			{
				...fault,
				...(match && { match: { method: match.method, path } }),
				...(drip && { drip: { blanks: Infinity, ...drip } }),
			},
			times === 0 ? Infinity : times,
		);
		return { planned: times === 0 ? 'always' : times };
	});
	app.delete('/faults', async () => {
		faults.clear();
		return { planned: 0 };
	});
	app.get('/books', async () => summarize(simulation));
	/** Nobody could ask for the end of it, so it ends by itself. */
	app.post<{ Body: { ms: number } }>(
		'/refuse-connections',
		{ schema: { body: refusalBody } },
		async ({ body: { ms } }, reply) => {
			reply.raw.once('finish', () => void refuseFor(app, ms));
			return { refusedForMs: ms };
		},
	);
}

async function refuseFor(app: FastifyInstance, ms: number): Promise<void> {
	await stopListening(app);
	await sleep(ms);
	await listenAgain(app);
}
