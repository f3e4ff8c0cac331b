import type { IDataObject } from 'n8n-workflow';

import { readLimit } from '../../parameters';
import { followPages, isPage } from '../../transport';
import type { CustomOperation } from '../operation';
import { readList } from '../readList';
import { readCall } from './call.inputs';
import { toFile, toItems } from './call.outputs';
import { options, properties } from './call.properties';

/** Any request to the API: for what has no preset, for what is new, and for what is special. */
export const call: CustomOperation = {
	value: 'call',
	action: 'Call API',
	description: 'Send any request to the HelloAsso API, for what no other operation offers',
	properties,
	options,
	onlyReads: (execute, itemIndex) => execute.getNodeParameter('method', itemIndex, 'GET') === 'GET',
	async execute(context) {
		const { client } = context;
		const limit = await readLimit(context);
		const { request, fullResponse, binaryPropertyName, allowIncomplete } = await readCall(
			context,
			limit,
		);
		const response = await client.request(request);
		const { body, headers, statusCode } = response;
		if (request.responseType === 'bytes')
			return [await toFile(context, response, { fullResponse, binaryPropertyName })];
		if (fullResponse) return [{ json: { statusCode, headers, body: body as IDataObject } }];
		if (request.responseType === 'text') return [{ json: { data: body as string } }];
		if (!request.onlyReads || !isPage(body)) return toItems(body).slice(0, limit);
		return await readList(followPages(client, request, body, limit), toItems, {
			limit,
			allowIncomplete,
		});
	},
};
