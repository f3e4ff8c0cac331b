import { readErrorBody } from '../../../../nodes/HelloAsso/transport/errors/errorBody';

describe('readErrorBody', () => {
	it('A: reads a list of codes and messages', () => {
		expect(
			readErrorBody('{"errors":[{"code":"Error","message":"Le champ BackUrl est invalide"}]}'),
		).toEqual({
			code: 'Error',
			message: 'Le champ BackUrl est invalide',
			html: false,
		});
	});

	it('A: joins several messages and keeps the first code', () => {
		const body = {
			errors: [
				{ message: "L'acheteur doit être majeur" },
				{ code: 'Second', message: '' },
				null,
				{ code: 'Third', message: 'Votre prénom doit être différent de votre nom' },
			],
		};
		expect(readErrorBody(JSON.stringify(body))).toEqual({
			code: 'Second',
			message: "L'acheteur doit être majeur — Votre prénom doit être différent de votre nom",
			html: false,
		});
	});

	it('A: keeps the code of a refund that needs a second factor', () => {
		const body =
			'{"errors":[{"code":"AuthorizationErrors.MFA.AccessOtpSmsRequired","message":"SMS"}]}';
		expect(readErrorBody(body).code).toBe('AuthorizationErrors.MFA.AccessOtpSmsRequired');
	});

	it('B: reads problem details field by field', () => {
		const body = {
			type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
			title: 'One or more validation errors occurred.',
			status: 400,
			errors: {
				PageSize: ["The value 'x' is not valid."],
				From: ['Wrong.', 'Too early.'],
				To: 'Wrong too.',
			},
			traceId: '00-abc',
		};
		expect(readErrorBody(JSON.stringify(body))).toEqual({
			code: undefined,
			message: "PageSize: The value 'x' is not valid. — From: Wrong. Too early. — To: Wrong too.",
			html: false,
		});
	});

	it('C: prefers the description of OAuth2, and keeps its error as code', () => {
		expect(
			readErrorBody('{"error":"unauthorized_client","error_description":"Invalid client"}'),
		).toEqual({ code: 'unauthorized_client', message: 'Invalid client', html: false });
		expect(readErrorBody('{"error":"access_denied"}')).toEqual({
			code: 'access_denied',
			message: 'access_denied',
			html: false,
		});
	});

	it('D: takes plain text as it is', () => {
		expect(readErrorBody('Forbidden - insufficient Privileges')).toEqual({
			message: 'Forbidden - insufficient Privileges',
			html: false,
		});
		expect(readErrorBody('"Forbidden"')).toEqual({ message: 'Forbidden', html: false });
	});

	it('E: reads a message, an HTML page, or nothing', () => {
		expect(readErrorBody('{"message":"Authorization has been denied"}')).toEqual({
			code: undefined,
			message: 'Authorization has been denied',
			html: false,
		});
		expect(readErrorBody('')).toEqual({ html: false });
		expect(readErrorBody(' \n')).toEqual({ html: false });
		for (const page of [
			'<!DOCTYPE html><html>error 1010</html>',
			'\uFEFF\n <html><body>Attention</body></html>',
		]) {
			expect(readErrorBody(page)).toEqual({ html: true });
		}
	});

	it('falls back to the title or message when the list of errors is empty', () => {
		expect(readErrorBody('{"title":"Bad Request","status":400,"errors":{}}').message).toBe(
			'Bad Request',
		);
		expect(readErrorBody('{"errors":[],"message":"Something"}').message).toBe('Something');
		expect(readErrorBody('{"errors":null,"title":"Not Found"}').message).toBe('Not Found');
	});

	it.each([
		'null',
		'42',
		'true',
		'[]',
		'[{"message":"x"}]',
		'{}',
		'{"errors":[]}',
		'{"message":"","error":0}',
	])('finds nothing to say in %s', (body) => {
		expect(readErrorBody(body)).toEqual({ html: false, message: undefined, code: undefined });
	});

	it('makes one line of it and cuts it at 500 characters', () => {
		expect(readErrorBody('a\r\n\t b   c').message).toBe('a b c');
		expect(readErrorBody('x'.repeat(500)).message).toBe('x'.repeat(500));
		expect(readErrorBody('x'.repeat(501)).message).toBe(`${'x'.repeat(500)}…`);
	});
});
