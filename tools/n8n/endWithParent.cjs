/**
 * Preloaded into every n8n we start. Our end of its standard input closes when we die, however
 * that happens (kill -9, a crashed test worker): n8n and its task runner must not outlive us.
 */
const { isMainThread } = require('node:worker_threads');

function end() {
	process.kill(process.pid, 'SIGTERM');
	const group = process.platform === 'win32' ? process.pid : -process.pid;
	setTimeout(() => process.kill(group, 'SIGKILL'), 5_000).unref();
}

// Worker threads are given this preload too, with a standard input that is closed from the start.
if (isMainThread) {
	process.stdin.on('close', end);
	process.stdin.resume();
	process.stdin.unref?.();
}
