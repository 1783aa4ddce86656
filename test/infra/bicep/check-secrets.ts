import type { Folder } from './check-modules.ts';
import { textOf } from './parse-expression.ts';
import type { Declaration, Expression } from './syntax.ts';
import { childrenOf, expressionsOf } from './walk.ts';

const looksSecret = /password|secret|signingKey|^databaseUrl$|token$|connectionString/i;
/** Properties that are made to hold a secret: the vault's, and the password of the server. */
const keepers = ['value', 'administratorLoginPassword'];

/** Secrets come in by parameters that are not logged, and go only where the same holds. */
export function checkSecrets(declarations: readonly Declaration[], folder: Folder): readonly string[] {
  const problems: string[] = [];
  const secure = new Set<string>();
  for (const declaration of declarations) {
    if (declaration.kind !== 'param' || declaration.type !== 'string') continue;
    const { name, line, initial } = declaration;
    if (isSecure(declaration)) secure.add(name);
    else if (looksSecret.test(name)) problems.push(`line ${line}: ${name} must be @secure()`);
    if (isSecure(declaration) && initial !== undefined && textOf(initial) !== '') {
      problems.push(`line ${line}: ${name} must not have a secret for its default`);
    }
  }
  for (const declaration of declarations) {
    const leak = leakOf(declaration, secure, folder);
    if (leak !== undefined) problems.push(`line ${declaration.line}: ${declaration.name} tells the secret ${leak}`);
  }
  return problems;
}

function isSecure(declaration: Declaration): boolean {
  return declaration.decorators.some(({ name }) => name === 'secure');
}

function leakOf(declaration: Declaration, secure: ReadonlySet<string>, folder: Folder): string | undefined {
  if (declaration.kind === 'module') {
    const inside = folder(declaration.path) ?? [];
    const kept = inside.filter(isSecure).map(({ name }) => name);
    return found(declaration.body, secure, kept);
  }
  const isVault = declaration.kind === 'resource' && declaration.type.includes('vaults/secrets@');
  const kept = isVault ? keepers : keepers.slice(1);
  for (const expression of expressionsOf(declaration)) {
    const leak = found(expression, secure, declaration.kind === 'resource' ? kept : []);
    if (leak !== undefined) return leak;
  }
  return undefined;
}

/** The first secret in an expression that stands under none of the keys that keep it. */
function found(expression: Expression, secure: ReadonlySet<string>, kept: readonly string[]): string | undefined {
  if (expression.kind === 'name') return secure.has(expression.name) ? expression.name : undefined;
  // Whether there is one is not what it is.
  if (expression.kind === 'call' && expression.name === 'empty') return undefined;
  const parts =
    expression.kind === 'object'
      ? [
          ...expression.entries
            .filter(({ key }) => !(key.kind === 'name' && kept.includes(key.name)))
            .map((one) => one.value),
          ...expression.nested.flatMap(expressionsOf),
        ]
      : childrenOf(expression);
  for (const part of parts) {
    const leak = found(part, secure, kept);
    if (leak !== undefined) return leak;
  }
  return undefined;
}
