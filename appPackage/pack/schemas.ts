import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Microsoft's schemas, as `@microsoft/app-manifest` brings them along: read from its folder, never fetched. */
const folder = join(dirname(require.resolve('@microsoft/app-manifest')), 'json-schemas/teams');

export function readSchema(manifestVersion: string, kind: 'manifest' | 'language'): object | undefined {
  const name = kind === 'manifest' ? 'MicrosoftTeams.schema.json' : 'MicrosoftTeams.Localization.schema.json';
  if (!/^\d+\.\d+$/.test(manifestVersion)) return undefined;
  const file = join(folder, `v${manifestVersion}`, name);
  return existsSync(file) ? withUsablePatterns(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

/** Language schemas have patterns (of activities) that are no Unicode expressions, with which Ajv refuses all of it. */
function withUsablePatterns(schema: { readonly patternProperties?: Readonly<Record<string, unknown>> }): object {
  const { patternProperties, ...rest } = schema;
  if (patternProperties === undefined) return rest;
  const usable = Object.entries(patternProperties).filter(([pattern]) => isUnicodePattern(pattern));
  return { ...rest, patternProperties: Object.fromEntries(usable) };
}

function isUnicodePattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
