/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '..', '..');

export const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** Files below a folder of the project, as paths relative to its root. */
export function filesBelow(folder: string, ending = '.ts'): string[] {
	return readdirSync(path.join(ROOT, folder)).flatMap((name) => {
		const file = `${folder}/${name}`;
		if (statSync(path.join(ROOT, file)).isDirectory()) return filesBelow(file, ending);
		return file.endsWith(ending) ? [file] : [];
	});
}

export const shippedFiles = () => [...filesBelow('nodes'), ...filesBelow('credentials')];
