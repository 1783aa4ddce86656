/**
 * `npm run package -- --env dev`: makes appPackage/build/appPackage.dev.zip for Teams, of the manifest and env/.env.dev.
 * Exit code 0: it is there; 78: a variable or a file is not as it must be, and nothing was written; 64: asked wrongly.
 * It stands here, not in src/cli/: what it needs is installed for development alone, and no image has it.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage, type PackageResult } from './pack/build-package.ts';

const usage = `Usage: npm run package -- --env NAME [--out FOLDER]
Fills appPackage/manifest.json in from env/.env.NAME (and env/.env.NAME.user; the environment wins), checks it against
Microsoft's schema without the network, and writes FOLDER/appPackage.NAME.zip (FOLDER: appPackage/build).
`;
/** EX_USAGE and EX_CONFIG of sysexits.h. */
const [exitUsage, exitConfigInvalid] = [64, 78];
const root = join(import.meta.dirname, '..');

const asked = readArguments(process.argv.slice(2));
if (asked === 'help') {
  process.stdout.write(usage);
} else if (asked === undefined) {
  process.stderr.write(usage);
  process.exitCode = exitUsage;
} else {
  const result = await buildPackage({ root, name: asked.env, environment: process.env });
  if (result.kind === 'built') {
    process.stdout.write(written(result, asked.env, asked.out));
  } else {
    const lines = result.problems.map(({ where, what }) => `  ${where}: ${what}.`);
    const count = lines.length === 1 ? '1 problem' : `${lines.length} problems`;
    process.stderr.write([`${count}; no package was made.`, ...lines, ''].join('\n'));
    process.exitCode = exitConfigInvalid;
  }
}

function readArguments(args: string[]): 'help' | { readonly env: string; readonly out?: string } | undefined {
  const text = { type: 'string' } as const;
  const options = { env: text, out: text, help: { type: 'boolean', short: 'h' } } as const;
  try {
    const { env, out, help } = parseArgs({ args, options }).values;
    if (help) return 'help';
    // It becomes part of file names.
    if (env === undefined || !/^[\w-]{1,32}$/.test(env)) return undefined;
    return { env, ...(out === undefined ? {} : { out }) };
  } catch {
    return undefined;
  }
}

/** Renamed into place: who uploads it never finds half of it. */
function written(built: Extract<PackageResult, { kind: 'built' }>, name: string, out?: string): string {
  const { files, manifest, overridden, zip } = built;
  const folder = out ?? join(root, 'appPackage/build');
  const file = join(folder, `appPackage.${name}.zip`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.part`, zip);
  renameSync(`${file}.part`, file);
  const languages = manifest.localizationInfo.additionalLanguages.map(({ languageTag }) => languageTag);
  return [
    `${out === undefined ? `appPackage/build/appPackage.${name}.zip` : file} is there: ${zip.length} bytes.`,
    `  ${manifest.name.short} ${manifest.version}, manifest ${manifest.manifestVersion}, app ${manifest.id}, bot ${manifest.bots[0]?.botId}`,
    `  Files: ${files.join(', ')}`,
    `  Languages: ${[manifest.localizationInfo.defaultLanguageTag, ...languages].join(', ')}`,
    `  SHA-256: ${createHash('sha256').update(zip).digest('hex')}`,
    ...overridden.map((variable) => `  ${variable} is the environment's, not the file's.`),
    'Next: for everyone, upload it in the Teams admin center (Teams apps, Manage apps, Upload new app); for a first try,',
    'in Teams: Apps, Manage your apps, Upload an app. Then add it to the team of your alert channel (docs/install.md).',
    '',
  ].join('\n');
}
