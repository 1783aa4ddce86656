import { readLockfile } from '../support/complete-lockfile.ts';

export interface LockedCopy {
  readonly name: string;
  readonly version: string;
  /** SPDX expression as the package declares it; absent where it declares none. */
  readonly license?: string;
  readonly hasInstallScript?: true;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Every copy of every package that `npm ci --omit=dev` installs. */
export function productionCopies(): LockedCopy[] {
  return lockedCopies().filter(({ dev }) => !dev);
}

export function lockedCopies(): (LockedCopy & { readonly dev: boolean })[] {
  const own = ([path]: [string, unknown]) => path !== '';
  return Object.entries(readLockfile().packages)
    .filter(own)
    .map(([path, { version = '', dev = false, dependencies = {}, ...rest }]) => ({
      ...rest,
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      dev,
      dependencies,
    }));
}

function numbersOf(version: string): [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.-]/).map(Number);
  return [major, minor, patch];
}

/** Below 1.0.0 each minor release is a line of its own. */
function lineOf([major, minor]: [number, number, number]): string {
  return major === 0 ? `0.${minor}` : `${major}`;
}

function isAtLeast(version: string, least: string): boolean {
  const [a, b] = [numbersOf(version), numbersOf(least)];
  const differing = [0, 1, 2].find((index) => a[index] !== b[index]);
  return differing === undefined || (a[differing] ?? 0) > (b[differing] ?? 0);
}

/** A fix is published once a line: 4.5.4 and 5.3.5 leave 5.0.0 open, though it is above the first. */
export function hasFix(version: string, fixedIn: readonly string[]): boolean {
  if (fixedIn.every((fixed) => isAtLeast(version, fixed))) return true;
  return fixedIn.some((fixed) => lineOf(numbersOf(fixed)) === lineOf(numbersOf(version)) && isAtLeast(version, fixed));
}

/** "^2.13.1" → 2..2, "8 - 10" → 8..10, "~0.8" → 0..0. */
export function majorsOf(range: string): { from: number; to: number } {
  const [from = Number.NaN, to = from] = range.split(' - ').map((end) => Number(/\d+/.exec(end)?.[0]));
  return { from, to };
}

export function majorOf(version: string): number {
  return numbersOf(version)[0];
}

/** The one list; docs/dependencies.md repeats it for people. */
export const permitted: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
]);

/** `A OR B` leaves the choice to us; of `A AND B` both bind. */
export function isPermitted(expression: string): boolean {
  return expression
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((license) => permitted.has(license)));
}
