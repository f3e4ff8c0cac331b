import { figure } from './compare';
import { BARE, HTTP, OURS, type Comparison } from './lists';

const COLOURS: Record<string, string> = { [OURS]: '#0a7d5a', [HTTP]: '#c2571a', [BARE]: '#6b7280' };
const [WIDTH, HEIGHT, LEFT, TOP, GAP] = [230, 220, 56, 56, 24];

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const label = (x: number, y: number, text: string, more = '') =>
	`<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escape(text)}</text>`;
const line = (points: Array<[number, number]>, more: string) =>
	`<polyline points="${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}" fill="none" ${more}/>`;

/** Powers of ten that hold all the values. */
function decades(values: number[]): { low: number; high: number } {
	const logs = values.map(Math.log10);
	return { low: Math.floor(Math.min(...logs)), high: Math.ceil(Math.max(...logs)) };
}

/** Time against records, one field for each latency, both axes logarithmic; as SVG. */
export function plot(all: Comparison[]): string {
	const lists = all.filter(({ workers }) => workers === undefined);
	const latencies = [...new Set(lists.map(({ latencyMs }) => latencyMs))];
	const shortest = Math.min(...lists.map(({ records }) => records));
	const unitOf = (latencyMs: number) => {
		const base = lists.find((one) => one.latencyMs === latencyMs && one.records === shortest);
		return figure(base?.rounds ?? [], BARE, 'ms')?.median ?? 1;
	};
	const points = lists.flatMap(({ records, latencyMs, rounds }) =>
		Object.keys(COLOURS).flatMap((name) => {
			const time = figure(rounds, name, 'ms');
			return time ? { records, latencyMs, name, time: time.median / unitOf(latencyMs) } : [];
		}),
	);
	const across = decades(points.map(({ records }) => records));
	const up = decades(points.map(({ time }) => time));
	const y = (time: number) =>
		TOP + HEIGHT - ((Math.log10(time) - up.low) / (up.high - up.low)) * HEIGHT;
	const parts: string[] = [];
	latencies.forEach((latencyMs, column) => {
		const left = LEFT + column * (WIDTH + GAP);
		const x = (records: number) =>
			left + ((Math.log10(records) - across.low) / (across.high - across.low)) * WIDTH;
		parts.push(
			label(left + WIDTH / 2, TOP - 12, `${latencyMs} ms an answer`, 'text-anchor="middle"'),
		);
		for (let power = across.low; power <= across.high; power++) {
			const at = x(10 ** power);
			parts.push(
				line(
					[
						[at, TOP],
						[at, TOP + HEIGHT],
					],
					'stroke="#e5e7eb"',
				),
				label(at, TOP + HEIGHT + 18, (10 ** power).toLocaleString('en'), 'text-anchor="middle"'),
			);
		}
		for (let power = up.low; power <= up.high; power++) {
			const at = y(10 ** power);
			parts.push(
				line(
					[
						[left, at],
						[left + WIDTH, at],
					],
					'stroke="#e5e7eb"',
				),
			);
			if (column === 0)
				parts.push(label(left - 8, at + 4, `${10 ** power} ×`, 'text-anchor="end"'));
		}
		for (const [name, colour] of Object.entries(COLOURS)) {
			const own = points
				.filter((point) => point.latencyMs === latencyMs && point.name === name)
				.toSorted((a, b) => a.records - b.records);
			const places = own.map(({ records, time }): [number, number] => [x(records), y(time)]);
			parts.push(line(places, `stroke="${colour}" stroke-width="2"`));
			for (const [cx, cy] of places)
				parts.push(`<circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="3" fill="${colour}"/>`);
		}
	});
	const width = LEFT + Math.max(2, latencies.length) * (WIDTH + GAP);
	const height = TOP + HEIGHT + 48;
	parts.push(
		label(width / 2, height - 10, 'records', 'text-anchor="middle"'),
		label(LEFT - 8, TOP - 12, 'time', 'text-anchor="end"'),
	);
	Object.entries(COLOURS).forEach(([name, colour], index) => {
		const left = LEFT + index * 200;
		parts.push(
			line(
				[
					[left, 18],
					[left + 22, 18],
				],
				`stroke="${colour}" stroke-width="3"`,
			),
			label(left + 28, 22, name),
		);
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#1f2937">
<title>Time against records</title>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${parts.join('\n')}
</svg>
`;
}
