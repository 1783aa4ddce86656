import type { Declaration, Module } from './syntax.ts';
import { entryOf, expressionsOf, within } from './walk.ts';

/** The declarations of the file of this path, seen from the file that is checked; undefined where there is none. */
export type Folder = (path: string) => readonly Declaration[] | undefined;

/** Modules that are there, that get what they need and nothing else, and outputs that they have. */
export function checkModules(declarations: readonly Declaration[], folder: Folder): readonly string[] {
  const modules = declarations.filter((declaration) => declaration.kind === 'module');
  const conditional = new Set(modules.filter(({ condition }) => condition).map(({ name }) => name));
  const insides = new Map(modules.map((module) => [module.name, folder(module.path)]));
  return [
    ...modules.flatMap((module) => checkModule(module, insides.get(module.name))),
    ...declarations.flatMap((declaration) => checkOutputs(declaration, insides)),
    ...[...conditional].filter((name) => !isOptional(declarations, name)).map((name) => `${name} may not be there`),
  ];
}

function checkModule(module: Module, inside: readonly Declaration[] | undefined): readonly string[] {
  const at = `line ${module.line}: ${module.name}`;
  if (inside === undefined) return [`${at} names a file that is not there: ${module.path}`];
  const given = entryOf(module.body, 'params');
  const keys = given?.kind === 'object' ? given.entries.map(({ key }) => (key.kind === 'name' ? key.name : '')) : [];
  const params = inside.filter((declaration) => declaration.kind === 'param');
  return [
    ...keys.filter((key) => !params.some(({ name }) => name === key)).map((key) => `${at} has no parameter ${key}`),
    ...params
      .filter(({ name, initial }) => initial === undefined && !keys.includes(name))
      .map(({ name }) => `${at} needs ${name}`),
    ...(entryOf(module.body, 'name') === undefined ? [`${at} has no name`] : []),
  ];
}

function checkOutputs(
  declaration: Declaration,
  insides: ReadonlyMap<string, readonly Declaration[] | undefined>,
): readonly string[] {
  return expressionsOf(declaration)
    .flatMap((expression) => [...within(expression)])
    .flatMap((expression) => {
      if (expression.kind !== 'member' || expression.of.kind !== 'member' || expression.of.name !== 'outputs')
        return [];
      const { of } = expression.of;
      if (of.kind !== 'name') return [];
      const isThere = insides.get(of.name)?.some(({ kind, name }) => kind === 'output' && name === expression.name);
      return isThere ? [] : [`line ${expression.line}: ${of.name} puts out no ${expression.name}`];
    });
}

/** Whatever uses a module with a condition chooses: the reference stands in one half of a choice. */
function isOptional(declarations: readonly Declaration[], name: string): boolean {
  const all = declarations.flatMap(expressionsOf).flatMap((expression) => [...within(expression)]);
  const choices = all.filter((expression) => expression.kind === 'operation' && expression.operands.length === 3);
  const uses = (list: typeof all) => list.filter((found) => found.kind === 'name' && found.name === name);
  const chosen = new Set(choices.flatMap((choice) => uses([...within(choice)])));
  return uses(all).every((use) => chosen.has(use));
}
