/**
 * `npm run lock`: writes package-lock.json anew, then adds the packages of other platforms that the registry at hand
 * did not know. npm leaves those out without a word, and `npm ci` then refuses the whole lockfile.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: true;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
export interface Lockfile {
  readonly packages: Record<string, LockedPackage>;
}

const file = join(import.meta.dirname, '../../package-lock.json');

export function readLockfile(): Lockfile {
  return JSON.parse(readFileSync(file, 'utf8')) as Lockfile;
}

/** Optional packages that are named but not locked. */
export function missingOptionals(lock: Lockfile): { name: string; version: string; dev: boolean }[] {
  return Object.entries(lock.packages).flatMap(([path, { dev = false, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`])
      .map(([name, version]) => ({ name, version, dev })),
  );
}

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'];

/** Platform packages carry their platform in their name; without it, npm would install them everywhere. */
function platformOf(name: string): { os: string[]; cpu: string[] } {
  const parts = name.split(/[-/]/);
  const os = systems.filter((system) => parts.includes(system));
  const cpu = processors.filter((processor) => parts.includes(processor));
  if (os.length === 0 || cpu.length === 0) throw new Error(`The platform of ${name} does not show in its name.`);
  return { os, cpu };
}

function complete(): void {
  const lock = readLockfile();
  const missing = missingOptionals(lock);
  for (const { name, version, dev } of missing) {
    const entry = { version, ...(dev && { dev }), optional: true, ...platformOf(name) };
    lock.packages[`node_modules/${name}`] = entry;
  }
  const byPath = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
  const sorted = { ...lock, packages: Object.fromEntries(Object.entries(lock.packages).sort(byPath)) };
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
  process.stdout.write(`${missing.length} packages of other platforms added to package-lock.json\n`);
}

if (import.meta.main) complete();
