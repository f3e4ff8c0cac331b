/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
/**
 * `npm run schemas`: writes the files from which n8n shows the output fields of an operation before its
 * first run. n8n reads `__schema__/v<version>/<resource>/<operation>.json` beside the node: a JSON schema
 * of the output as it is by default, thus simplified. Made from what the operations put out on the
 * simulator's data; of the data itself nothing is kept.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

process.env.N8N_LOG_LEVEL ??= 'silent';

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
	// After the level of n8n's log is set, which its engine reads as it loads.
	const { SAMPLES, SampleRunner } = await import('../test/integration/samples');
	const { startSimulator } = await import('../simulator');
	const { derive, SCHEMA_ROOT, schemaFile } = await import('./schemas/derive');
	const sim = await startSimulator();
	const files = new Map<string, string>();
	try {
		const runner = new SampleRunner(sim);
		for (const name of Object.keys(SAMPLES)) {
			const schema = { ...derive(await runner.output(name), `${name}[]`), version: 1 };
			files.set(schemaFile(name), `${JSON.stringify(schema, null, '\t')}\n`);
		}
	} finally {
		await sim.stop();
	}
	await rm(SCHEMA_ROOT, { recursive: true, force: true });
	for (const [file, text] of files) {
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, text);
	}
	say(`${files.size} schemas written to ${path.relative(process.cwd(), SCHEMA_ROOT)}`);
}

main().catch((error: unknown) => {
	say(`✗ ${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
});
