import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from './check-manifest.ts';
import type { Manifest } from './manifest.ts';
import type { Problem } from './problem.ts';

/** What a package is made of, before anything is filled in. */
export interface Parts {
  readonly manifest: Manifest;
  readonly languages: readonly Language[];
  readonly icons: readonly { readonly kind: 'color' | 'outline'; readonly file: string; readonly bytes: Uint8Array }[];
}

/** The manifest, and the files that it names; the problems, where one is not there or no JSON. */
export function readParts(folder: string): Parts | Problem[] {
  const problems: Problem[] = [];
  const bytesOf = (file: string): Uint8Array => {
    try {
      return new Uint8Array(readFileSync(join(folder, file)));
    } catch {
      problems.push({ where: `appPackage/${file}`, what: 'cannot be read' });
      return new Uint8Array();
    }
  };
  const documentOf = (file: string): unknown => {
    const bytes = bytesOf(file);
    try {
      return bytes.length === 0 ? undefined : JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      problems.push({ where: `appPackage/${file}`, what: 'must be JSON' });
      return undefined;
    }
  };
  const manifest = documentOf('manifest.json') as Manifest | undefined;
  if (manifest === undefined) return problems;
  const languages = manifest.localizationInfo.additionalLanguages.map(({ file }) => ({
    file,
    texts: documentOf(file) as Language['texts'],
  }));
  const icons = (['color', 'outline'] as const).map((kind) => {
    const { [kind]: file } = manifest.icons;
    return { kind, file, bytes: bytesOf(file) };
  });
  return problems.length > 0 ? problems : { manifest, languages, icons };
}
