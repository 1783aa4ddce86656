/** `npm run sbom`: what runs in production, as CycloneDX, from package-lock.json alone; build/sbom.cdx.json. Exit code 64: asked wrongly. */
import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeNoArguments } from '../support/end-with-usage.ts';

export interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
  readonly licenses?: readonly unknown[];
  readonly hashes?: readonly unknown[];
}
export interface Bom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: Component & { readonly type: string } };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

const usage = `Usage: npm run sbom
Writes every package that runs in production to build/sbom.cdx.json (CycloneDX), from package-lock.json alone.
`;
const root = join(import.meta.dirname, '../..');
const file = join(root, 'build/sbom.cdx.json');

/** Of everything that is locked. npm's own `--omit dev` leaves out what is needed both ways: of ours, pg and zod. */
export function npmSbom(): Bom {
  const order = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline'];
  const options: ExecFileSyncOptionsWithStringEncoding = {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  };
  // Started by npm, the same npm; on Windows its command is a script, which cannot be started by itself.
  const { npm_execpath: npm } = process.env;
  const text =
    npm === undefined ? execFileSync('npm', order, options) : execFileSync(process.execPath, [npm, ...order], options);
  return JSON.parse(text) as Bom;
}

/** `direct`: names of what we ask for in production. A package may be there through others, and ours for tests alone. */
export function productionOnly(bom: Bom, direct: readonly string[]): Bom {
  const components = bom.components.filter(
    ({ properties = [] }) => !properties.some(({ name }) => name === 'cdx:npm:package:development'),
  );
  const own = bom.metadata.component['bom-ref'];
  const kept = new Set([own, ...components.map((component) => component['bom-ref'])]);
  const isAskedFor = (ref: string, other: string) => kept.has(other) && (ref !== own || direct.includes(nameOf(other)));
  const dependencies = bom.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => isAskedFor(ref, other)) }));
  // npm names it by the folder that it lies in.
  const component = { ...bom.metadata.component, type: 'application', name: nameOf(own) };
  return { ...bom, metadata: { ...bom.metadata, component }, components, dependencies };
}

/** countersign@0.1.0 → countersign */
function nameOf(ref: string): string {
  return ref.slice(0, ref.lastIndexOf('@'));
}

if (import.meta.main) {
  takeNoArguments(usage);
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
  const bom = productionOnly(npmSbom(), Object.keys(dependencies));
  mkdirSync(join(root, 'build'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(bom, null, 2)}\n`);
  process.stdout.write(`build/sbom.cdx.json: CycloneDX ${bom.specVersion}, ${bom.components.length} packages\n`);
}
