/** The parts of the benchmark, in the order in which they run. */
export const PARTS = ['package', 'list', 'get', 'limit', 'poll', 'notification', 'memory'] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
	/** Only these parts. */
	only: Part[];
	/** Milliseconds of each answer. */
	latency: number[];
	/** Lengths of the lists. */
	records: number[];
	/** Rounds of each comparison; half of them, and three at the least, of the longest list. */
	runs: number;
	/** Payments that are read one by one. */
	gets: number;
	/** Records that are read at ten requests a second. */
	limited: number;
	/** Records of the list of which the memory is taken, and of the association that is polled. */
	large: number;
	notifications: number;
	/** How long polls are watched. */
	pollSeconds: number;
	/** So many of n8n's own nodes stand for all of them. */
	nodes: number;
	/** Whether the report goes to docs/. */
	isWhole: boolean;
}

const WHOLE: Omit<Options, 'isWhole'> = {
	only: [...PARTS],
	latency: [0, 30, 100],
	records: [500, 5_000, 50_000],
	runs: 5,
	gets: 500,
	limited: 50_000,
	large: 50_000,
	notifications: 300,
	pollSeconds: 20,
	nodes: 60,
};

const QUICK: Omit<Options, 'isWhole'> = {
	...WHOLE,
	latency: [0, 100],
	records: [500, 5_000],
	runs: 3,
	gets: 50,
	limited: 2_000,
	large: 5_000,
	notifications: 60,
	pollSeconds: 8,
	nodes: 12,
};

const USAGE = `npm run bench -- [--quick] [only=${PARTS.join(',')}] [latency=0,100] [records=500,5000] [runs=3] [gets=500] [limited=50000] [large=50000] [notifications=300] [pollSeconds=20] [nodes=60]`;

/** @throws for what is not known, with all that is */
export function readOptions(args: string[]): Options {
	const isQuick = args.includes('--quick');
	const given = args.filter((arg) => arg !== '--quick');
	const options: Options = {
		...(isQuick ? QUICK : WHOLE),
		isWhole: args.length === 0,
	};
	for (const arg of given) {
		const [, name = '', value = ''] = /^(?:--)?(\w+)=([\w,]+)$/.exec(arg) ?? [];
		const values = value.split(',');
		const numbers = values.map(Number);
		const areNumbers = numbers.every((number) => Number.isInteger(number) && number >= 0);
		if (name === 'only' && values.every((part) => PARTS.some((known) => known === part)))
			options.only = values as Part[];
		else if ((name === 'latency' || name === 'records') && areNumbers) options[name] = numbers;
		else if (name in WHOLE && name !== 'only' && areNumbers && numbers.length === 1)
			Object.assign(options, { [name]: numbers[0] });
		else throw new Error(`'${arg}' is not understood. ${USAGE}`);
	}
	return options;
}
