import type { IDataObject, IDisplayOptions, INodeProperties } from 'n8n-workflow';

import * as fields from '../../parameters';
import { invalidParameter } from '../../transport';

const WITH_BODY = ['DELETE', 'PATCH', 'POST', 'PUT'];

/** Sent as it is entered: blanks and all. */
function plainText(displayName: string): fields.Field<string> {
	return { property: { displayName, name: '', type: 'string', default: '' }, read: String };
}

function nameValuePairs(
	label: string,
	one: string,
	description: string,
	show?: IDisplayOptions['show'],
): fields.Field<IDataObject[]> {
	const pair = { name: plainText('Name'), value: plainText('Value') };
	const { property, read } = fields.list(label, 'parameters', description, pair);
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

/** An array too, where the API takes one. */
export const body: fields.Field<IDataObject | IDataObject[]> = {
	property: fields.shownAs(
		'json',
		'Body',
		'The body to send, as JSON. Amounts are in cents. Leave it empty to send none.',
		{ displayOptions: { show: { method: WITH_BODY, bodyContentType: ['json'] } } },
	),
	read(value, _context, parameter) {
		const parsed = fields.parseJson(value);
		if (fields.isObject(parsed)) return parsed as IDataObject;
		throw invalidParameter(
			parameter,
			'is not a JSON object',
			'Write it as JSON, e.g. {"state": "Public"}, and check quotes, commas and brackets.',
		);
	},
};

const method = fields.choice(
	'Method',
	fields.optionsOf('DELETE GET PATCH POST PUT'),
	'GET',
	'The HTTP method to use',
);
const path = fields.requiredText(
	'Path',
	"The path below the API's address, with or without /v5. A full address is accepted when it is on the credential's own API host.",
	{ placeholder: 'e.g. /organizations/my-association/forms' },
);
const bodyContentType = fields.choice(
	'Body Content Type',
	fields.optionsOf('form json', { form: 'Form URL-Encoded', json: 'JSON' }),
	'json',
	'How to send the body. HelloAsso takes JSON.',
	{ displayOptions: { show: { method: WITH_BODY } } },
);
const { queryParameters, headerParameters, bodyParameters } = pairs;

export const properties: INodeProperties[] = [
	...fields.named({ method, path, queryParameters, headerParameters }),
	...fields.named({ bodyContentType, body, bodyParameters }),
	{ ...fields.returnAll, displayOptions: { show: { method: ['GET', 'POST'] } } },
	{ ...fields.limit, displayOptions: { show: { method: ['GET', 'POST'], returnAll: [false] } } },
];

export const options = {
	allowIncomplete: fields.allowIncomplete,
	binaryPropertyName: fields.text(
		'Put Output File in Field',
		"Name of the binary field for the answer, when 'Response Format' is 'File'. Default: data.",
		'e.g. data',
	),
	fullResponse: fields.flag(
		'Full Response',
		'Whether to return status code and headers beside the body, in one item',
	),
	responseFormat: fields.choice(
		'Response Format',
		fields.optionsOf('file json text', { json: 'JSON' }),
		'json',
		'In which form to return the answer',
	),
	sendAccessToken: fields.yesNo(
		'Send Access Token',
		"Whether to send the credential's access token along",
		true,
	),
	timeout: fields.timeout,
};
