/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs on a developer's machine, never inside n8n */
import type { IBinaryData, INodeExecutionData, IRun } from 'n8n-workflow';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { firstJson, n8nCli } from './cli';
import type { N8nHome } from './install';

/** A finished run, with the questions that checks ask of it. */
export class Execution {
	constructor(
		private readonly home: N8nHome,
		readonly run: IRun,
		/** All that n8n printed. */
		readonly output: string,
	) {}

	get succeeded(): boolean {
		return this.error === undefined;
	}

	get error(): string | undefined {
		const { error } = this.run.data.resultData;
		return (
			error &&
			[error.message, (error as { description?: string }).description].filter(Boolean).join(' ')
		);
	}

	/** Items of a node's last run, on its first or the given output. */
	items(node: string, output = 0): INodeExecutionData[] {
		const runs = this.run.data.resultData.runData[node] ?? [];
		return runs.at(-1)?.data?.main[output] ?? [];
	}

	json(node: string, output = 0) {
		return this.items(node, output).map((item) => item.json);
	}

	/** Content of a file on an item, wherever this n8n keeps its binary data. */
	async file(node: string, field = 'data'): Promise<Buffer> {
		const binary = this.items(node)[0]?.binary?.[field];
		if (!binary) throw new Error(`'${node}' has no binary field '${field}'`);
		return await readBinary(this.home, binary);
	}
}

async function readBinary(home: N8nHome, { id, data }: IBinaryData): Promise<Buffer> {
	if (!id) return Buffer.from(data, 'base64');
	const [, location] = /^filesystem(?:-v2)?:(.+)$/.exec(id) ?? [];
	const file = ['storage', 'binaryData']
		.map((folder) => path.join(home.folder, '.n8n', folder, location ?? id))
		.find((candidate) => existsSync(candidate));
	if (!file) throw new Error(`The file behind ${id} is not in n8n's data folder`);
	return await readFile(file);
}

/** Runs a stored workflow with `n8n execute`, as a cron job would. */
export async function execute(home: N8nHome, workflowId: string): Promise<Execution> {
	const { stdout, output } = await n8nCli(home, ['execute', `--id=${workflowId}`, '--rawOutput']);
	let run: unknown;
	try {
		run = firstJson(stdout);
	} catch {
		throw new Error(`n8n could not run workflow ${workflowId}:\n${output.slice(-4000)}`);
	}
	return new Execution(home, run as IRun, output);
}
