/** What the Bicep compiler and its linter would refuse, as far as it can be told without them (docs/decisions/033). */
import { checkModules, type Folder } from './check-modules.ts';
import { checkSecrets } from './check-secrets.ts';
import { textOf } from './parse-expression.ts';
import type { Declaration, Expression, Resource } from './syntax.ts';
import { childrenOf, entryOf, expressionsOf, within } from './walk.ts';

/** Of Bicep's own functions and decorators those that we use: a name that is misspelt is not among them. */
const functions: ReadonlySet<string> = new Set([
  ...['allowed', 'description', 'maxLength', 'maxValue', 'minLength', 'minValue', 'secure'],
  ...['concat', 'empty', 'guid', 'items', 'json', 'loadJsonContent', 'resourceGroup', 'string'],
  ...['replace', 'subscriptionResourceId', 'take', 'tenant', 'toLower', 'uniqueString', 'uriComponent'],
]);
const types: ReadonlySet<string> = new Set(['array', 'bool', 'int', 'object', 'string']);
/** Resource types that have had no newer version since, or only previews. */
const oldest = '2022-01-01';
const settledVersions: ReadonlySet<string> = new Set([
  'Microsoft.Insights/diagnosticSettings@2021-05-01-preview',
  'Microsoft.Logic/workflows@2019-05-01',
  'Microsoft.Web/connections@2016-06-01',
]);

/** Sentences that name the line; none where all is well. */
export function checkBicep(declarations: readonly Declaration[], folder: Folder): readonly string[] {
  return [
    ...checkNames(declarations),
    ...declarations.flatMap((declaration) => (declaration.kind === 'resource' ? checkResource(declaration) : [])),
    ...declarations.flatMap(checkType),
    ...checkSecrets(declarations, folder),
    ...checkModules(declarations, folder),
  ];
}

function checkNames(declarations: readonly Declaration[]): readonly string[] {
  const problems: string[] = [];
  const declared = new Map<string, Declaration>();
  for (const declaration of declarations) {
    // An output may be called what a parameter is called: they are never mixed up.
    if (declaration.kind === 'output') continue;
    if (declared.has(declaration.name))
      problems.push(`line ${declaration.line}: ${declaration.name} stands there twice`);
    declared.set(declaration.name, declaration);
  }
  const used = new Set<string>();
  const visit = (expression: Expression, local: readonly string[]): void => {
    if (expression.kind === 'name') {
      used.add(expression.name);
      const isKnown = declared.has(expression.name) || local.includes(expression.name);
      if (!isKnown) problems.push(`line ${expression.line}: there is no ${expression.name}`);
    }
    if (expression.kind === 'call' && !functions.has(expression.name)) {
      problems.push(`line ${expression.line}: no function is called ${expression.name}`);
    }
    const inner = expression.kind === 'for' ? [...local, expression.item] : local;
    for (const child of childrenOf(expression)) visit(child, inner);
  };
  for (const expression of declarations.flatMap(expressionsOf)) visit(expression, []);
  for (const { kind, name, line } of declared.values()) {
    if ((kind === 'param' || kind === 'var') && !used.has(name)) problems.push(`line ${line}: ${name} is not used`);
  }
  return problems;
}

function checkType(declaration: Declaration): readonly string[] {
  if (declaration.kind !== 'param' && declaration.kind !== 'output') return [];
  return types.has(declaration.type) ? [] : [`line ${declaration.line}: there is no type ${declaration.type}`];
}

function checkResource(resource: Resource, parent?: Resource): readonly string[] {
  const at = `line ${resource.line}: ${resource.name}`;
  const problems: string[] = [];
  if (parent === undefined) problems.push(...checkVersion(resource.type).map((problem) => `${at} ${problem}`));
  if (resource.body.kind !== 'object') return [...problems, `${at} is no object`];
  if (entryOf(resource.body, 'name') === undefined) problems.push(`${at} has no name`);
  const place = textOf(entryOf(resource.body, 'location'));
  if (place !== undefined && place !== 'global') problems.push(`${at} names its region itself`);
  for (const child of resource.body.nested) {
    if (child.kind === 'resource') problems.push(...checkResource(child, resource));
  }
  return problems;
}

function checkVersion(type: string): readonly string[] {
  const found = /^Microsoft\.[A-Za-z]+(?:\/[A-Za-z]+)+@(\d{4}-\d\d-\d\d)(-preview)?$/.exec(type);
  if (!found) return [`is of no type: ${type}`];
  if (settledVersions.has(type)) return [];
  if (found[2] !== undefined) return [`uses a preview: ${type}`];
  return (found[1] ?? '') >= oldest ? [] : [`uses an old version: ${type}`];
}

/** Literal texts in a file, for what must not stand in one. */
export function textsOf(declarations: readonly Declaration[]): readonly string[] {
  return declarations
    .flatMap(expressionsOf)
    .flatMap((expression) => [...within(expression)])
    .flatMap((expression) => (expression.kind === 'string' ? expression.chunks : []));
}
