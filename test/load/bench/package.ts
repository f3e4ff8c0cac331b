/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { execFile } from 'node:child_process';
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { packedTarball } from '../../../tools/pack';
import type { Options } from './options';
import type { BenchStage } from './stage';
import { median, spreadOf, type Spread } from './statistics';

const run = promisify(execFile);
const LOADER = path.join(__dirname, 'loadNodes.cjs');
const OURS = 'n8n-nodes-helloasso';
const THEIRS = 'n8n-nodes-base';

interface Loaded {
	ms: number;
	heapBytes: number;
	rssBytes: number;
	modules: number;
}

/** Load time and memory of n8n's own nodes, each alone, against ours. */
export interface Loading {
	name: string;
	ms: Spread;
	heapBytes: number;
	modules: number;
}

export interface Description {
	name: string;
	bytes: number;
	/** By gzip. */
	compressed: number;
	/** Parameters, those within collections too. */
	properties: number;
}

export interface PackageFigures {
	loading: Loading[];
	/** How many of n8n's nodes were loaded. */
	sample: number;
	descriptions: Description[];
	theirs: {
		count: number;
		medianBytes: number;
		medianCompressed: number;
		medianProperties: number;
		biggest: Description;
		/** Of all that the editor downloads, ours too. */
		allBytes: number;
	};
	tarballBytes: number;
	unpackedBytes: number;
	files: number;
}

interface Property {
	options?: Array<Property | { values?: Property[] }>;
	values?: Property[];
	type?: string;
}

/** Nested parameters count too; entries of a list of choices do not. */
function countProperties(properties: Property[]): number {
	return properties.reduce((sum, { type, options = [] }) => {
		if (type === 'collection') return sum + 1 + countProperties(options as Property[]);
		if (type === 'fixedCollection')
			return (
				sum +
				1 +
				options.reduce((all, { values = [] }) => all + countProperties(values as Property[]), 0)
			);
		return sum + 1;
	}, 0);
}

async function filesBelow(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { withFileTypes: true, recursive: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name));
}

export async function packageFigures(
	bench: BenchStage,
	{ nodes, runs }: Options,
	say: (line: string) => void,
): Promise<PackageFigures> {
	const installed = path.join(bench.home.installation, 'node_modules');
	const own = path.join(bench.home.folder, '.n8n', 'nodes', 'node_modules', OURS);
	const load = async (files: string[]): Promise<Loaded> => {
		const args = ['--expose-gc', LOADER, path.join(installed, 'n8n-workflow'), ...files];
		const env = { ...process.env, NODE_PATH: installed };
		return JSON.parse((await run(process.execPath, args, { env })).stdout) as Loaded;
	};
	const loading = async (name: string, files: string[]): Promise<Loading> => {
		const loads: Loaded[] = [];
		for (let index = 0; index < runs; index++) loads.push(await load(files));
		return {
			name,
			ms: spreadOf(loads.map(({ ms }) => ms)),
			heapBytes: median(loads.map(({ heapBytes }) => heapBytes)),
			modules: loads[0].modules,
		};
	};
	const listed = async (folder: string) => {
		const { n8n } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
			n8n: { nodes: string[]; credentials: string[] };
		};
		const absolute = (file: string) => path.join(folder, file);
		return { nodes: n8n.nodes.map(absolute), credentials: n8n.credentials.map(absolute) };
	};

	const ours = await listed(own);
	say('  loading our classes');
	const results = [await loading('All of this package', [...ours.nodes, ...ours.credentials])];
	for (const file of ours.nodes)
		results.push(await loading(path.basename(file, '.node.js'), [file]));
	const { nodes: theirs } = await listed(path.join(installed, THEIRS));
	const sample = Array.from(
		{ length: Math.min(nodes, theirs.length) },
		(_, index) => theirs[Math.floor((index * theirs.length) / nodes)],
	);
	say(`  loading ${sample.length} of n8n's ${theirs.length} nodes`);
	const loads: Loaded[] = [];
	for (const file of sample) loads.push(await load([file]));
	results.push({
		name: `n8n's own nodes, each alone (${sample.length} of ${theirs.length})`,
		ms: spreadOf(loads.map(({ ms }) => ms)),
		heapBytes: median(loads.map(({ heapBytes }) => heapBytes)),
		modules: median(loads.map(({ modules }) => modules)),
	});

	const types = (await bench.editorTypes()).map((type): Description => {
		const json = Buffer.from(JSON.stringify(type));
		return {
			name: type.name,
			bytes: json.length,
			compressed: gzipSync(json).length,
			properties: countProperties(type.properties as Property[]),
		};
	});
	const base = types.filter(({ name }) => name.startsWith(`${THEIRS}.`) && !name.endsWith('Tool'));
	const middle = (key: 'bytes' | 'compressed' | 'properties') =>
		Math.round(median(base.map(({ [key]: value }) => value)));
	const files = await filesBelow(own);
	const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
	return {
		loading: results,
		sample: sample.length,
		descriptions: types.filter(({ name }) => name.startsWith(`${OURS}.`)),
		theirs: {
			count: base.length,
			medianBytes: middle('bytes'),
			medianCompressed: middle('compressed'),
			medianProperties: middle('properties'),
			allBytes: types.reduce((sum, { bytes }) => sum + bytes, 0),
			biggest: base.toSorted((a, b) => b.bytes - a.bytes)[0],
		},
		tarballBytes: (await stat(await packedTarball(say))).size,
		unpackedBytes: sizes.reduce((sum, size) => sum + size, 0),
		files: files.length,
	};
}
