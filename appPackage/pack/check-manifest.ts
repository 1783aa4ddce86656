import { AppManifestUtils } from '@microsoft/app-manifest';
import { type Manifest, textsOf } from './manifest.ts';
import type { Problem } from './problem.ts';
import { readSchema } from './schemas.ts';

export interface Language {
  readonly file: string;
  readonly texts: Readonly<Record<string, unknown>>;
}

type Parameters = Parameters_<typeof AppManifestUtils.validateAgainstSchema>;
type Parameters_<F> = F extends (...args: infer A) => unknown ? A : never;

/** Without a schema handed in, the validator would fetch one that it does not know. */
async function flawsBy(schema: object, document: object): Promise<string[]> {
  return await AppManifestUtils.validateAgainstSchema(document as Parameters[0], schema as Parameters[1]);
}

/** A rendered manifest against Microsoft's schema, and against what Teams refuses although the schema lets it pass. */
export async function checkManifest(manifest: Manifest): Promise<Problem[]> {
  const where = 'appPackage/manifest.json';
  const schema = readSchema(manifest.manifestVersion, 'manifest');
  if (schema === undefined) {
    const what = `manifestVersion ${manifest.manifestVersion} is not known to the installed @microsoft/app-manifest`;
    return [{ where, what }];
  }
  const flaws = (await flawsBy(schema, manifest)).map((flaw) => ({ where, what: flaw.trim() }));
  // The rules below read what the schema has found to be there.
  return flaws.length > 0 ? flaws : refusedByTeams(manifest).map((what) => ({ where, what }));
}

function refusedByTeams({ $schema, manifestVersion, supportsChannelFeatures, ...rest }: Manifest): string[] {
  const flaws: string[] = [];
  if (!$schema.includes(`/v${manifestVersion}/`)) flaws.push('$schema and manifestVersion must name the same version');
  // The upload answers that this is needed from 1.25 on; the schema has it as optional.
  if (rest.bots.some(({ scopes }) => scopes.includes('team')) && supportsChannelFeatures !== 'tier1') {
    flaws.push('supportsChannelFeatures must be "tier1" where a bot has the scope team');
  }
  if (!/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/.test(rest.version)) flaws.push('version must be MAJOR.MINOR.PATCH');
  return flaws;
}

/** Teams shows English in the middle of another language where a key is missing, and ignores a key that fits nothing. */
export async function checkLanguages(manifest: Manifest, languages: readonly Language[]): Promise<Problem[]> {
  const schema = readSchema(manifest.manifestVersion, 'language') ?? {};
  const keys = [...textsOf(manifest).keys()];
  const found: Problem[] = [];
  for (const { file, texts } of languages) {
    const where = `appPackage/${file}`;
    const tell = (what: string) => found.push({ where, what });
    for (const flaw of await flawsBy(schema, texts)) tell(flaw.trim());
    for (const key of keys.filter((key) => !(key in texts))) tell(`${key} is missing`);
    for (const key of Object.keys(texts).filter((key) => key !== '$schema' && !keys.includes(key))) {
      tell(`${key} is not in the manifest`);
    }
  }
  return found;
}
