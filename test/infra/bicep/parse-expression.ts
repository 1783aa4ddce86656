import type { Declaration, Entry, Expression } from './syntax.ts';
import { BicepError, type Token, tokenize } from './tokens.ts';

export interface Tokens {
  line(): number;
  atEnd(): boolean;
  sees(sign: string): boolean;
  /** True, and gone past, where this sign comes next. */
  take(sign: string): boolean;
  takeWord(word: string): boolean;
  takeName(): string;
  takeToken(): Token;
  expect(sign: string): void;
  skipLines(): void;
  /** A declaration or an entry ends with its line. */
  endLine(): void;
  /** What follows the lines here, without going there. */
  afterLines(): Token;
}

type ParseDeclaration = (tokens: Tokens) => Declaration;

export function tokensOf(source: string): Tokens {
  return walk(tokenize(source));
}

function walk(list: readonly Token[]): Tokens {
  let at = 0;
  const end: Token = { kind: 'end', text: '', line: list.at(-1)?.line ?? 0 };
  const next = (): Token => list[at] ?? end;
  const isSign = (token: Token, sign: string) => token.kind === 'sign' && token.text === sign;
  const tokens: Tokens = {
    line: () => next().line,
    atEnd: () => next().kind === 'end',
    sees: (sign) => isSign(next(), sign),
    take(sign) {
      if (!isSign(next(), sign)) return false;
      at += 1;
      return true;
    },
    takeWord(word) {
      if (next().kind !== 'name' || next().text !== word) return false;
      at += 1;
      return true;
    },
    takeName() {
      const token = next();
      if (token.kind !== 'name') throw new BicepError(`line ${token.line}: a name must stand where ${token.text} does`);
      at += 1;
      return token.text;
    },
    takeToken() {
      const token = next();
      at += 1;
      return token;
    },
    expect(sign) {
      if (!tokens.take(sign)) throw new BicepError(`line ${next().line}: ${sign} is missing before ${next().text}`);
    },
    skipLines() {
      while (next().kind === 'newline') at += 1;
    },
    endLine() {
      if (next().kind === 'end' || isSign(next(), '}') || isSign(next(), ']')) return;
      if (next().kind !== 'newline') throw new BicepError(`line ${next().line}: the line goes on with ${next().text}`);
    },
    afterLines() {
      let ahead = at;
      while (list[ahead]?.kind === 'newline') ahead += 1;
      return list[ahead] ?? end;
    },
  };
  return tokens;
}

const binary = ['??', '&&', '||', '==', '!=', '=~', '!~', '>=', '<=', '<', '>', '+', '-', '*', '/', '%'];

/** Operators stand side by side here: which binds closer does not matter for what is checked. */
export function parseExpression(tokens: Tokens, declaration: ParseDeclaration): Expression {
  const operands = [parseUnary(tokens, declaration)];
  while (binary.some((sign) => tokens.take(sign))) operands.push(parseUnary(tokens, declaration));
  const [first] = operands;
  const condition: Expression = operands.length === 1 && first ? first : { kind: 'operation', operands };
  // The formatter puts both halves of a choice on lines of their own.
  if (!isNext(tokens, '?')) return condition;
  const yes = parseExpression(tokens, declaration);
  if (!isNext(tokens, ':')) throw new BicepError(`line ${tokens.line()}: a choice has no other half`);
  return { kind: 'operation', operands: [condition, yes, parseExpression(tokens, declaration)] };
}

function isNext(tokens: Tokens, sign: string): boolean {
  const ahead = tokens.afterLines();
  if (ahead.kind !== 'sign' || ahead.text !== sign) return false;
  tokens.skipLines();
  return tokens.take(sign);
}

function parseUnary(tokens: Tokens, declaration: ParseDeclaration): Expression {
  if (tokens.take('!') || tokens.take('-')) {
    return { kind: 'operation', operands: [parseUnary(tokens, declaration)] };
  }
  let found = parsePrimary(tokens, declaration);
  for (;;) {
    const line = tokens.line();
    if (tokens.take('!')) continue;
    if (tokens.take('.') || tokens.take('.?') || tokens.take('::')) {
      found = { kind: 'member', of: found, name: tokens.takeName(), line };
    } else if (tokens.take('[') || tokens.take('[?')) {
      found = { kind: 'operation', operands: [found, parseExpression(tokens, declaration)] };
      tokens.expect(']');
    } else return found;
  }
}

function parsePrimary(tokens: Tokens, declaration: ParseDeclaration): Expression {
  const token = tokens.takeToken();
  const { line, text } = token;
  if (token.kind === 'string') {
    const inner = token.inner.map((part) => {
      const own = walk(part);
      const found = parseExpression(own, declaration);
      if (!own.atEnd()) throw new BicepError(`line ${line}: an interpolation holds more than one expression`);
      return found;
    });
    return { kind: 'string', chunks: token.chunks, inner };
  }
  if (token.kind === 'number') return { kind: 'literal', value: Number(text) };
  if (token.kind === 'name') return parseNamed(tokens, declaration, text, line);
  if (token.kind === 'sign' && text === '(') {
    tokens.skipLines();
    const found = parseExpression(tokens, declaration);
    tokens.skipLines();
    tokens.expect(')');
    return found;
  }
  if (token.kind === 'sign' && text === '[') return parseArray(tokens, declaration);
  if (token.kind === 'sign' && text === '{') return parseObject(tokens, declaration);
  throw new BicepError(`line ${line}: no value begins with ${text === '\n' ? 'the end of the line' : text}`);
}

function parseNamed(tokens: Tokens, declaration: ParseDeclaration, name: string, line: number): Expression {
  if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
  if (name === 'null') return { kind: 'literal', value: null };
  if (!tokens.take('(')) return { kind: 'name', name, line };
  return { kind: 'call', name, args: parseItems(tokens, declaration, ')'), line };
}

/** Between commas or on lines of their own, up to the sign that closes. */
function parseItems(tokens: Tokens, declaration: ParseDeclaration, close: string): readonly Expression[] {
  const items: Expression[] = [];
  tokens.skipLines();
  while (!tokens.take(close)) {
    items.push(parseExpression(tokens, declaration));
    const hasComma = tokens.take(',');
    if (!hasComma && !tokens.sees(close)) tokens.endLine();
    tokens.skipLines();
  }
  return items;
}

function parseArray(tokens: Tokens, declaration: ParseDeclaration): Expression {
  tokens.skipLines();
  if (!tokens.takeWord('for')) return { kind: 'array', items: parseItems(tokens, declaration, ']') };
  const item = tokens.takeName();
  if (!tokens.takeWord('in'))
    throw new BicepError(`line ${tokens.line()}: a loop goes through what stands behind "in"`);
  const list = parseExpression(tokens, declaration);
  tokens.expect(':');
  const body = parseExpression(tokens, declaration);
  tokens.skipLines();
  tokens.expect(']');
  return { kind: 'for', item, list, body };
}

function parseObject(tokens: Tokens, declaration: ParseDeclaration): Expression {
  const entries: Entry[] = [];
  const nested: Declaration[] = [];
  tokens.skipLines();
  while (!tokens.take('}')) {
    const line = tokens.line();
    const key = parsePrimary(tokens, declaration);
    if (key.kind === 'name' && key.name === 'resource' && !tokens.sees(':')) {
      nested.push(declaration(withKeyword(tokens, key.line)));
    } else {
      tokens.expect(':');
      entries.push({ key, value: parseExpression(tokens, declaration), line });
    }
    if (!tokens.take(',')) tokens.endLine();
    tokens.skipLines();
  }
  return { kind: 'object', entries, nested };
}

/** A child resource inside its parent: its keyword has been read as a key already. */
function withKeyword(tokens: Tokens, line: number): Tokens {
  let isGiven = false;
  return {
    ...tokens,
    line: () => (isGiven ? tokens.line() : line),
    take: (sign) => isGiven && tokens.take(sign),
    takeName() {
      if (isGiven) return tokens.takeName();
      isGiven = true;
      return 'resource';
    },
  };
}

/** The text of a string without interpolation. */
export function textOf(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'string' && expression.inner.length === 0 ? expression.chunks.join('') : undefined;
}
