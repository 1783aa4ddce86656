/**
 * The specs in groups that run side by side, each in a mocha of its own. A folder is a group; what takes minutes, and
 * waits most of the time, is one by itself and begins first.
 */
export interface Group {
  readonly name: string;
  /** Relative to the project, sorted. */
  readonly files: readonly string[];
}

/** Longest first, so that none of them is left for the end; every other group follows by name. */
const first = ['fault/kill.spec.ts', 'flow', 'browser', 'store', 'teams'];

/** Every file in exactly one group. Files right below `test/` make one together. */
export function groupsOf(files: readonly string[]): Group[] {
  const byName = new Map<string, string[]>();
  for (const file of [...files].sort()) {
    const name = groupOf(file);
    byName.set(name, [...(byName.get(name) ?? []), file]);
  }
  const places = new Map(first.map((name, place) => [name, place]));
  const placeOf = (name: string) => places.get(name) ?? first.length;
  return [...byName]
    .map(([name, its]) => ({ name, files: its }))
    .sort((a, b) => placeOf(a.name) - placeOf(b.name) || (a.name < b.name ? -1 : 1));
}

function groupOf(file: string): string {
  const below = file.replace(/^test\//, '');
  if (first.includes(below)) return below;
  const [folder = '', ...rest] = below.split('/');
  return rest.length === 0 ? 'top level' : folder;
}
