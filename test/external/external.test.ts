/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import { startSimulator } from '../../simulator';
import { listenFor, readSettings } from '../../tools/external/settings';
import { externalTests } from './suite';

const settings = readSettings(process.env);

describe(`the n8n at ${settings.url}`, () => {
	externalTests(async () => {
		const simulator = await startSimulator({
			...listenFor(settings.simulatorUrl),
			localUrls: true,
		});
		return { settings, simulator, close: async () => await simulator.stop() };
	});
});
