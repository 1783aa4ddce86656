import { escapeStep } from '../approval/read-json.ts';
import { foldCase } from '../approval/request.ts';

export interface Named {
  readonly name: string;
  /** JSON pointers of where it stands in the policy file. */
  readonly pointers: readonly string[];
}

/** Who stands under this key anywhere in a policy file, each once. */
export function namedInPolicy(document: unknown, key: 'users' | 'groups'): readonly Named[] {
  const found = new Map<string, string[]>();
  collect(document, '', key, (name, pointer) => {
    found.set(name, [...(found.get(name) ?? []), pointer]);
  });
  return [...found].map(([name, pointers]) => ({ name, pointers }));
}

type Tell = (name: string, pointer: string) => void;

function collect(value: unknown, pointer: string, key: string, tell: Tell): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [step, part] of Object.entries(value)) {
    const own = `${pointer}/${escapeStep(step)}`;
    const names = step === key && Array.isArray(part) ? part : undefined;
    if (!names) collect(part, own, key, tell);
    for (const [index, name] of names?.entries() ?? [])
      if (typeof name === 'string') tell(foldCase(name), `${own}/${index}`);
  }
}
