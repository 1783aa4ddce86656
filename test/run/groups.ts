/** The specs in groups, each run by a mocha of its own. A folder is a group; so is what needs the machine for itself. */
export interface Group {
  readonly name: string;
  /** It judges by how long things take on this machine, and must not share it with other groups. */
  readonly isAlone: boolean;
  /** Relative to the project, sorted. */
  readonly files: readonly string[];
}

const alone = 'fault/kill.spec.ts';
/** Longest first, so that none of them is left for the end; every other group follows by name. */
const first = [alone, 'flow', 'browser', 'store', 'teams'];

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
    .map(([name, its]) => ({ name, isAlone: name === alone, files: its }))
    .sort((a, b) => placeOf(a.name) - placeOf(b.name) || (a.name < b.name ? -1 : 1));
}

function groupOf(file: string): string {
  const below = file.replace(/^test\//, '');
  if (below === alone) return below;
  const [folder = '', ...rest] = below.split('/');
  return rest.length === 0 ? 'top level' : folder;
}
