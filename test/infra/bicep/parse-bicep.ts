import { parseExpression, type Tokens, textOf, tokensOf } from './parse-expression.ts';
import type { Declaration, Decorator } from './syntax.ts';
import { BicepError } from './tokens.ts';

/** The declarations of a file; throws BicepError, with the line, at the first place that is not Bicep as we write it. */
export function parseBicep(source: string): readonly Declaration[] {
  const tokens = tokensOf(source);
  const declarations: Declaration[] = [];
  tokens.skipLines();
  while (!tokens.atEnd()) {
    declarations.push(parseDeclaration(tokens));
    tokens.endLine();
    tokens.skipLines();
  }
  return declarations;
}

function parseDeclaration(tokens: Tokens): Declaration {
  const decorators: Decorator[] = [];
  while (tokens.take('@')) {
    const call = parseExpression(tokens, parseDeclaration);
    if (call.kind !== 'call') throw new BicepError(`line ${tokens.line()}: a decorator is called`);
    decorators.push({ name: call.name, args: call.args });
    tokens.endLine();
    tokens.skipLines();
  }
  const line = tokens.line();
  const keyword = tokens.takeName();
  const common = (name: string) => ({ name, line, decorators });
  const value = () => {
    tokens.expect('=');
    return parseExpression(tokens, parseDeclaration);
  };
  switch (keyword) {
    case 'targetScope':
      return { kind: 'targetScope', ...common(keyword), value: value() };
    case 'param': {
      const name = tokens.takeName();
      const type = tokens.takeName();
      return { kind: 'param', ...common(name), type, ...(tokens.sees('=') ? { initial: value() } : {}) };
    }
    case 'var':
      return { kind: 'var', ...common(tokens.takeName()), value: value() };
    case 'output': {
      const name = tokens.takeName();
      const type = tokens.takeName();
      return { kind: 'output', ...common(name), type, value: value() };
    }
    case 'resource':
    case 'module':
      return parseDeployed(tokens, keyword, common);
    default:
      throw new BicepError(`line ${line}: nothing is declared by ${keyword}`);
  }
}

function parseDeployed(
  tokens: Tokens,
  kind: 'resource' | 'module',
  common: (name: string) => { name: string; line: number; decorators: readonly Decorator[] },
): Declaration {
  const declared = common(tokens.takeName());
  const what = textOf(parseExpression(tokens, parseDeclaration));
  if (what === undefined) throw new BicepError(`line ${declared.line}: a ${kind} names its type in one string`);
  const existing = kind === 'resource' && tokens.takeWord('existing');
  tokens.expect('=');
  const condition = tokens.takeWord('if') ? parseExpression(tokens, parseDeclaration) : undefined;
  const body = parseExpression(tokens, parseDeclaration);
  const rest = { ...declared, ...(condition === undefined ? {} : { condition }), body };
  return kind === 'resource' ? { kind, type: what, existing, ...rest } : { kind, path: what, ...rest };
}
