/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
/**
 * Every message that the shipped code can show as an error or write into n8n's log, read from the code by the
 * TypeScript compiler: where an error is made, its text is followed through constants, functions and their
 * callers. What is known only at run time is `…`.
 */
import path from 'node:path';
import * as ts from 'typescript';

import { ROOT, shippedFiles } from './sources';

export interface FoundMessages {
	/** What a node shows, as `'Limit' must be …`. */
	errors: string[];
	/** What stands in n8n's log: refused notifications, and warnings. */
	logged: string[];
	/** Places of which no word of the message could be read, as `path: code`. */
	unread: string[];
}

const UNKNOWN = '…';
/** Follows calls as far as a text was ever seen to come. */
const DEEPEST = 8;

/** Which argument of `new …(…)` is the message, and what it becomes. */
const ERRORS: Record<string, 'errors' | 'logged'> = {
	HelloAssoError: 'errors',
	WebhookRejection: 'logged',
};

export function findMessages(): FoundMessages {
	const files = shippedFiles().map((file) => path.join(ROOT, file));
	const program = ts.createProgram(files, {
		...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, strict: true },
		...{ moduleResolution: ts.ModuleResolutionKind.Node10, esModuleInterop: true },
		...{ skipLibCheck: true, types: ['node'] },
	});
	const reader = new Reader(program.getTypeChecker());
	const sources = files.map((file) => program.getSourceFile(file)!);
	for (const source of sources) visit(source, (node) => reader.noteCall(node));
	const found = { errors: new Set<string>(), logged: new Set<string>(), unread: new Set<string>() };
	for (const source of sources) {
		visit(source, (node) => {
			const sink = reader.sinkOf(node);
			if (!sink) return;
			const place = `${path.relative(ROOT, source.fileName)}: ${sink.message.getText()}`;
			const texts = reader.textsOf(sink.message);
			if (texts.length === 0) found.unread.add(place);
			for (const text of texts) {
				const message = tidy(sink.label === undefined ? text : `'${sink.label}' ${text}`);
				if (/\p{L}{2}/u.test(text)) found[sink.kind].add(message);
				else found.unread.add(place);
			}
		});
	}
	const sorted = (texts: Set<string>) => [...texts].sort();
	return {
		errors: sorted(found.errors),
		logged: sorted(found.logged),
		unread: sorted(found.unread),
	};
}

interface Sink {
	kind: 'errors' | 'logged';
	message: ts.Expression;
	/** Of the parameter that the message is about. */
	label?: string;
}

class Reader {
	private readonly calls = new Map<ts.Node, ts.CallExpression[]>();

	constructor(private readonly checker: ts.TypeChecker) {}

	/** Remembers who calls a function of ours, since a message may be handed to it. */
	noteCall(node: ts.Node): void {
		if (!ts.isCallExpression(node)) return;
		const called = this.functionOf(node.expression);
		if (called) this.calls.set(called, [...(this.calls.get(called) ?? []), node]);
	}

	/** Whether a message is made here, and of what. */
	sinkOf(node: ts.Node): Sink | undefined {
		if (ts.isNewExpression(node)) {
			const kind = ERRORS[node.expression.getText().replace(/^.*\./, '')];
			const message = node.arguments?.[1];
			// Its two parts are read where it is called.
			if (!kind || !message || nameOfFunctionAround(node) === 'invalidParameter') return undefined;
			return { kind, message };
		}
		if (ts.isCallExpression(node)) {
			const called = node.expression.getText();
			if (/\blogger\.\w+$/.test(called)) return { kind: 'logged', message: node.arguments[0] };
			if (!/^(?:\w+\.)?invalidParameter$/.test(called)) return undefined;
			const [parameter, message] = node.arguments;
			return { kind: 'errors', message, label: this.labelOf(parameter) };
		}
		if (ts.isObjectLiteralExpression(node)) {
			const message = node.properties.find((property) => property.name?.getText() === 'message');
			const type = this.checker.getContextualType(node)?.symbol?.name;
			if (type === 'Explanation' && message && ts.isPropertyAssignment(message))
				return { kind: 'errors', message: message.initializer };
		}
		return undefined;
	}

	/** The label of a parameter where it is written down, e.g. in `{ label: 'Limit', name: 'limit' }`. */
	private labelOf(parameter: ts.Expression): string {
		const object = ts.isIdentifier(parameter) ? this.valueOf(parameter) : parameter;
		if (!object || !ts.isObjectLiteralExpression(object)) return UNKNOWN;
		const label = object.properties.find((property) => property.name?.getText() === 'label');
		if (!label || !ts.isPropertyAssignment(label)) return UNKNOWN;
		const texts = this.textsOf(label.initializer);
		return texts.length === 1 ? texts[0] : UNKNOWN;
	}

	/** All texts that an expression can be, with `…` for what only a run knows. */
	textsOf(expression: ts.Expression, depth = 0): string[] {
		const inner = (next: ts.Expression) => this.textsOf(next, depth + 1);
		if (depth > DEEPEST) return [UNKNOWN];
		if (ts.isStringLiteralLike(expression)) return [expression.text];
		if (ts.isTemplateExpression(expression)) {
			return expression.templateSpans.reduce(
				(starts, { expression: value, literal }) =>
					product(
						starts,
						inner(value).map((text) => text + literal.text),
					),
				[expression.head.text],
			);
		}
		if (ts.isConditionalExpression(expression))
			return unique([...inner(expression.whenTrue), ...inner(expression.whenFalse)]);
		if (ts.isBinaryExpression(expression)) {
			const [left, right] = [expression.left, expression.right].map(inner);
			switch (expression.operatorToken.kind) {
				case ts.SyntaxKind.PlusToken:
					return product(left, right);
				case ts.SyntaxKind.BarBarToken:
				case ts.SyntaxKind.QuestionQuestionToken:
					return unique([...left, ...right]);
				default:
					return [UNKNOWN];
			}
		}
		if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression))
			return inner(expression.expression);
		if (ts.isIdentifier(expression)) {
			// An alternative that adds no text, and is no error either.
			return expression.text === 'undefined' ? [] : this.textsOfName(expression, depth);
		}
		if (ts.isElementAccessExpression(expression)) {
			const table = ts.isIdentifier(expression.expression) && this.valueOf(expression.expression);
			if (table && ts.isObjectLiteralExpression(table)) {
				const values = table.properties.flatMap((property) =>
					ts.isPropertyAssignment(property) ? inner(property.initializer) : [],
				);
				return unique(values);
			}
		}
		if (ts.isCallExpression(expression)) {
			const called = this.functionOf(expression.expression);
			if (called) return unique(returnsOf(called).flatMap(inner));
		}
		return [UNKNOWN];
	}

	private textsOfName(name: ts.Identifier, depth: number): string[] {
		const value = this.valueOf(name);
		if (value) return this.textsOf(value, depth + 1);
		const parameter = this.symbolOf(name)?.valueDeclaration;
		if (!parameter || !ts.isParameter(parameter) || !ts.isIdentifier(parameter.name))
			return [UNKNOWN];
		const index = parameter.parent.parameters.indexOf(parameter);
		const given = (this.calls.get(parameter.parent) ?? [])
			.map((call) => call.arguments[index] ?? parameter.initializer)
			.filter((argument) => argument !== undefined);
		const texts = given.flatMap((argument) => this.textsOf(argument, depth + 1));
		return texts.length > 0 ? unique(texts) : [UNKNOWN];
	}

	/** What a constant is set to. */
	private valueOf(name: ts.Identifier): ts.Expression | undefined {
		const declaration = this.symbolOf(name)?.valueDeclaration;
		return declaration && ts.isVariableDeclaration(declaration) && ts.isIdentifier(declaration.name)
			? withoutType(declaration.initializer)
			: undefined;
	}

	private symbolOf(node: ts.Node): ts.Symbol | undefined {
		const symbol =
			ts.isIdentifier(node) && ts.isShorthandPropertyAssignment(node.parent)
				? this.checker.getShorthandAssignmentValueSymbol(node.parent)
				: this.checker.getSymbolAtLocation(node);
		const isAlias = symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
		return isAlias ? this.checker.getAliasedSymbol(symbol) : symbol;
	}

	/** The function of this package that is called, if it is one. */
	private functionOf(callee: ts.Expression): ts.FunctionLikeDeclaration | undefined {
		const declaration = this.symbolOf(callee)?.valueDeclaration;
		if (!declaration || declaration.getSourceFile().isDeclarationFile) return undefined;
		const value =
			ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration)
				? withoutType(declaration.initializer)
				: declaration;
		return value && isFunction(value) ? value : undefined;
	}
}

function isFunction(node: ts.Node): node is ts.FunctionLikeDeclaration {
	return (
		ts.isFunctionDeclaration(node) ||
		ts.isMethodDeclaration(node) ||
		ts.isArrowFunction(node) ||
		ts.isFunctionExpression(node)
	);
}

function withoutType(value: ts.Expression | undefined): ts.Expression | undefined {
	if (value && (ts.isAsExpression(value) || ts.isSatisfiesExpression(value)))
		return value.expression;
	return value;
}

/** What a function returns, but not what functions inside of it do. */
function returnsOf({ body }: ts.FunctionLikeDeclaration): ts.Expression[] {
	if (!body) return [];
	if (!ts.isBlock(body)) return [body];
	const found: ts.Expression[] = [];
	const look = (node: ts.Node): void => {
		if (isFunction(node)) return;
		if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
		node.forEachChild(look);
	};
	look(body);
	return found;
}

function nameOfFunctionAround(node: ts.Node): string | undefined {
	const around = ts.findAncestor(node, ts.isFunctionDeclaration);
	return around?.name?.text;
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
	look(node);
	node.forEachChild((child) => visit(child, look));
}

const product = (starts: string[], ends: string[]) =>
	unique(starts.flatMap((start) => ends.map((end) => start + end)));
const unique = (texts: string[]) => [...new Set(texts)];

/** `… … of …` says no more than `… of …`. */
const tidy = (text: string) => text.replace(/…(?:[\s,]*…)+/g, UNKNOWN).trim();
