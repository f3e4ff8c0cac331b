/**
 * Preloaded into an n8n whose requests to other companies are to end at a server of the test: their addresses are fixed
 * in n8n's nodes. What is sent stays as it is; the name of the host goes with it as `host`.
 */
const http = require('node:http');
const https = require('node:https');
const { urlToHttpOptions } = require('node:url');

const { hostname, port } = new URL(process.env.OUTSIDE_SERVICES);

https.request = (...args) => {
	const callback = args.findLast((arg) => typeof arg === 'function');
	const [address, more] = args;
	const asked =
		typeof address === 'string' || address instanceof URL
			? { ...urlToHttpOptions(new URL(address)), ...(typeof more === 'object' && more) }
			: address;
	const headers = { ...asked.headers, host: asked.hostname ?? asked.host };
	const { method, path, auth, timeout, signal } = asked;
	const sent = { method, path, auth, timeout, signal, headers, hostname, port };
	return http.request(sent, callback);
};
