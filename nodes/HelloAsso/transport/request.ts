import type { IAllExecuteFunctions, IDataObject, IHttpRequestMethods } from 'n8n-workflow';

import type { PathValue } from './path';
import type { Query } from './query';

/** Where a node runs: an execution, a poll, a webhook, a list of the editor. */
export type HelloAssoContext = IAllExecuteFunctions;

export interface ApiRequest {
	method: IHttpRequestMethods;
	/** Starts with `/v5/`, from `buildPath` or `freePath`. */
	path: string;
	query?: Query;
	/** Sent as JSON, or form-encoded as URLSearchParams. */
	body?: IDataObject | IDataObject[] | URLSearchParams;
	headers?: Record<string, string>;
	/** What comes back: parsed JSON (default), the text as it is, or the bytes. */
	responseType?: 'json' | 'text' | 'bytes';
	/** False sends the request without access token. */
	authenticated?: boolean;
	timeoutMs?: number;
	/** True for a POST that only reads. Default: GET and HEAD only read, everything else writes. */
	onlyReads?: boolean;
	/** Whether it may be sent again after a failure that passes. Default: what only reads. */
	isRetryable?: boolean;
	/** For the error text: the inputs in the path, and the privilege the operation needs. */
	parameters?: readonly PathValue[];
	privilege?: string;
	/** What the user asked for, as n8n calls it, e.g. "Refund payment"; also for the error text. */
	action?: string;
}

export interface ApiResponse<Body = unknown> {
	statusCode: number;
	headers: IDataObject;
	/** undefined when HelloAsso answered with an empty body, as several of its writes do. */
	body: Body | undefined;
}
