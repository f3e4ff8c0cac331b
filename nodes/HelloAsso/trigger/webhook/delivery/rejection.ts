/**
 * An answer other than 200, without a run. HelloAsso sends an event again until it is answered with 200,
 * so what is true and only came at a bad moment is not lost by it.
 */
export class WebhookRejection extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
		this.name = 'WebhookRejection';
	}
}
