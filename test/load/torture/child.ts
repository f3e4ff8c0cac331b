/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
/** n8n's engine in a process of its own, which can be killed: runs what it is sent, one after the other. */
import { runNode, type RunOptions } from '../../integration/engine.ts';

process.on('message', (options: RunOptions) => {
	void runNode(options).then(() => process.send?.('done'));
});
process.send?.('ready');
