/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/**
 * `npm run new:operation -- <resource> <verb> "<METHOD /route/{param}>"`: writes the files of a new operation
 * as far as they follow from HelloAsso's contract. Whatever a person has to decide says TODO and does not compile.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';

import { RESOURCES } from '../../nodes/HelloAsso/actions';
import type { Operation } from '../../simulator/table';
import { ROOT } from '../bootstrap/index.cjs';
import { readOperations } from '../openapi/document';
import { CONTRACT_FILE } from '../openapi/facts';
import { planOperation } from './plan';
import { readRequest } from './request';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const inProject = (file: string) => path.join(ROOT, file);

function read(file: string): string | undefined {
	return existsSync(inProject(file)) ? readFileSync(inProject(file), 'utf8') : undefined;
}

/** Every list of the simulator's folder of operations, but for the one that puts them together. */
async function simulatorRows() {
	const folder = 'simulator/operations';
	const files = readdirSync(inProject(folder)).filter((name) => name !== 'index.ts');
	const modules = files.map(async (name) => {
		const module = (await import(inProject(`${folder}/${name}`))) as Record<string, unknown>;
		return Object.entries(module).flatMap(([list, value]) =>
			Array.isArray(value)
				? value.map((operation: Operation) => ({ file: path.parse(name).name, list, operation }))
				: [],
		);
	});
	return (await Promise.all(modules)).flat();
}

async function main(args: string[]): Promise<void> {
	const contract = readOperations(JSON.parse(read(CONTRACT_FILE) ?? ''));
	const request = readRequest(args, contract);
	const plan = planOperation(request, { resources: RESOURCES, rows: await simulatorRows(), read });
	for (const [file, text] of plan) {
		const filepath = inProject(file);
		const style = await resolveConfig(filepath);
		say(`${existsSync(filepath) ? 'changed' : 'written'}: ${file}`);
		await mkdir(path.dirname(filepath), { recursive: true });
		await writeFile(filepath, await format(text, { ...style, filepath }));
	}
	const { resource, value } = request;
	[
		...(request.contract ? [] : ["HelloAsso's contract does not have this route."]),
		'Next:',
		`1. npm run test:operation -- ${resource}/${value}   shows what is left to write (TODO)`,
		'2. A record with objects or cents in it: a function in nodes/HelloAsso/simplify/ makes it flat;',
		"   name it as the operation's 'simplify', and write the flat record into the case ('simple').",
		'3. npm run generate                       writes output fields and docs/operations.md',
	].forEach(say);
}

main(process.argv.slice(2)).catch((error: unknown) => {
	say(`✗ ${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
});
