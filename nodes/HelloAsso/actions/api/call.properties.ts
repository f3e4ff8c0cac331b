import type { IDataObject, IDisplayOptions, INodeProperties } from 'n8n-workflow';

import {
	allowIncomplete,
	choice,
	flag,
	limit,
	list,
	named,
	returnAll,
	text,
	timeout,
	yesNo,
} from '../../parameters';
import type { Field } from '../../parameters';

const WITH_BODY = ['DELETE', 'PATCH', 'POST', 'PUT'];

/** Sent as it is entered: blanks and all. */
function plainText(displayName: string): Field<string> {
	return { property: { displayName, name: '', type: 'string', default: '' }, read: String };
}

function nameValuePairs(
	label: string,
	one: string,
	description: string,
	show?: IDisplayOptions['show'],
): Field<IDataObject[]> {
	const fields = { name: plainText('Name'), value: plainText('Value') };
	const { property, read } = list(label, 'parameters', description, fields);
	const displayOptions = show && { show };
	return { property: { ...property, placeholder: `Add ${one}`, displayOptions }, read };
}

export const pairs = {
	queryParameters: nameValuePairs(
		'Query Parameters',
		'Parameter',
		'What to add to the address. Use a name several times to send several values.',
	),
	headerParameters: nameValuePairs('Headers', 'Header', 'Headers to send besides the usual ones'),
	bodyParameters: nameValuePairs('Body Fields', 'Field', 'The fields of the form-encoded body', {
		method: WITH_BODY,
		bodyContentType: ['form'],
	}),
};

const [queryParameters, headerParameters, bodyParameters] = named(pairs);

export const properties: INodeProperties[] = [
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		options: ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'].map((method) => ({
			name: method,
			value: method,
		})),
		default: 'GET',
		description: 'The HTTP method to use',
	},
	{
		displayName: 'Path',
		name: 'path',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. /organizations/my-association/forms',
		description:
			"The path below the API's address, with or without /v5. A full address is accepted when it is on the credential's own API host.",
	},
	queryParameters,
	headerParameters,
	{
		displayName: 'Body Content Type',
		name: 'bodyContentType',
		type: 'options',
		displayOptions: { show: { method: WITH_BODY } },
		options: [
			{ name: 'Form URL-Encoded', value: 'form' },
			{ name: 'JSON', value: 'json' },
		],
		default: 'json',
		description: 'How to send the body. HelloAsso takes JSON.',
	},
	{
		displayName: 'Body',
		name: 'body',
		type: 'json',
		displayOptions: { show: { method: WITH_BODY, bodyContentType: ['json'] } },
		default: '',
		description: 'The body to send, as JSON. Amounts are in cents. Leave it empty to send none.',
	},
	bodyParameters,
	{
		...returnAll,
		displayOptions: { show: { method: ['GET', 'POST'] } },
	},
	{
		...limit,
		displayOptions: { show: { method: ['GET', 'POST'], returnAll: [false] } },
	},
];

export const options = {
	allowIncomplete,
	binaryPropertyName: text(
		'Put Output File in Field',
		"Name of the binary field for the answer, when 'Response Format' is 'File'. Default: data.",
		'e.g. data',
	),
	fullResponse: flag(
		'Full Response',
		'Whether to return status code and headers beside the body, in one item',
	),
	responseFormat: choice(
		'Response Format',
		[
			{ name: 'File', value: 'file' },
			{ name: 'JSON', value: 'json' },
			{ name: 'Text', value: 'text' },
		],
		'json',
		'In which form to return the answer',
	),
	sendAccessToken: yesNo(
		'Send Access Token',
		"Whether to send the credential's access token along",
		true,
	),
	timeout,
};
