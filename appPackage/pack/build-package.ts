import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { checkIcon } from './check-icons.ts';
import { checkLanguages, checkManifest } from './check-manifest.ts';
import type { Manifest } from './manifest.ts';
import type { Problem } from './problem.ts';
import { type Parts, readParts } from './read-parts.ts';
import { fillIn, problemsWith, readVariables, variablesIn } from './variables.ts';

export type PackageResult =
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | {
      readonly kind: 'built';
      readonly zip: Uint8Array;
      readonly files: readonly string[];
      readonly manifest: Manifest;
      /** Variables whose value is the process's environment's, not the file's. */
      readonly overridden: readonly string[];
    };

export interface PackageOrder {
  /** The folder that has appPackage/ and env/. */
  readonly root: string;
  /** The environment's name: dev is env/.env.dev. */
  readonly name: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Nothing is written here. */
export async function buildPackage({ root, name, environment }: PackageOrder): Promise<PackageResult> {
  const envFile = `env/.env.${name}`;
  if (!existsSync(join(root, envFile))) {
    return refused([{ where: envFile, what: 'is not there: copy env/.env.dev, and change what is in it' }]);
  }
  const envFiles = [envFile, `${envFile}.user`].filter((path) => existsSync(join(root, path)));
  const variables = readVariables(
    envFiles.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
    environment,
  );
  const parts = readParts(join(root, 'appPackage'));
  if (Array.isArray(parts)) return refused(parts);
  const used = variablesIn(JSON.stringify([parts.manifest, ...parts.languages.map(({ texts }) => texts)]));
  const unfilled = problemsWith(used, variables, envFile);
  if (unfilled.length > 0) return refused(unfilled);

  const filled = fillIn({ manifest: parts.manifest, languages: parts.languages }, variables.values);
  const { manifest, languages } = filled as Pick<Parts, 'manifest' | 'languages'>;
  const flaws = await checkManifest(manifest);
  if (flaws.length === 0) flaws.push(...(await checkLanguages(manifest, languages)));
  flaws.push(...parts.icons.flatMap(({ kind, file, bytes }) => checkIcon(kind, file, bytes)));
  if (flaws.length > 0) return refused(flaws);

  const entries = {
    'manifest.json': asText(manifest),
    ...Object.fromEntries(parts.icons.map(({ file, bytes }) => [file, bytes])),
    ...Object.fromEntries(languages.map((language) => [language.file, asText(language.texts)])),
  };
  const overridden = used.filter((variable) => variables.origins.get(variable) === 'environment');
  return { kind: 'built', zip: zipped(entries), files: Object.keys(entries), manifest, overridden };
}

function refused(problems: readonly Problem[]): PackageResult {
  return { kind: 'refused', problems };
}

function asText(document: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`);
}

/** The same content is the same bytes: a ZIP's times are local and begin in 1980, so all of them are that beginning. */
function zipped(entries: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync(entries, { level: 9, mtime: new Date(1980, 0, 1) });
}
