import type { Declaration, Expression } from './syntax.ts';

/** Every expression within this one, itself included. What is declared inside an object counts as well. */
export function* within(expression: Expression): Generator<Expression> {
  yield expression;
  for (const child of childrenOf(expression)) yield* within(child);
}

/** What stands in this one, one level down. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'string':
      return expression.inner;
    case 'call':
      return expression.args;
    case 'member':
      return [expression.of];
    case 'operation':
      return expression.operands;
    case 'array':
      return expression.items;
    case 'object':
      return [
        // A key that is a plain name is a name of its own, not a reference.
        ...expression.entries.flatMap(({ key, value }) => (key.kind === 'name' ? [value] : [key, value])),
        ...expression.nested.flatMap(expressionsOf),
      ];
    case 'for':
      return [expression.list, expression.body];
    default:
      return [];
  }
}

/** The expressions that a declaration is made of. */
export function expressionsOf(declaration: Declaration): readonly Expression[] {
  const decorations = declaration.decorators.flatMap(({ args }) => args);
  switch (declaration.kind) {
    case 'param':
      return declaration.initial === undefined ? decorations : [...decorations, declaration.initial];
    case 'resource':
    case 'module':
      return [...decorations, ...(declaration.condition ? [declaration.condition] : []), declaration.body];
    default:
      return [...decorations, declaration.value];
  }
}

/** The value that an object has under a plain name. */
export function entryOf(expression: Expression | undefined, ...path: readonly string[]): Expression | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return expression;
  if (expression?.kind !== 'object') return undefined;
  const entry = expression.entries.find(({ key }) => key.kind === 'name' && key.name === first);
  return entry && entryOf(entry.value, ...rest);
}
