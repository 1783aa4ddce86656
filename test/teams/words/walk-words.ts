/** A text, or a function that makes one, with its place in the catalogue. */
export interface Entry {
  readonly path: string;
  readonly said: string | ((given: unknown) => string);
}

/** Every sentence of a catalogue; numbers and dates are not sentences. */
export function entriesOf(words: object, prefix = ''): readonly Entry[] {
  return Object.entries(words).flatMap(([key, value]): readonly Entry[] => {
    const path = prefix + key;
    if (path === 'formats') return [];
    if (typeof value === 'string' || typeof value === 'function') return [{ path, said: value }];
    if (typeof value === 'object' && value !== null) return entriesOf(value, `${path}.`);
    throw new Error(`${path} is neither text, nor a function, nor a group of these`);
  });
}

/** The kinds of all that a catalogue holds, with the number of arguments. */
export function shapeOf(words: object): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entriesOf(words).map(({ path, said }) => [path, typeof said === 'string' ? 'text' : `function of ${said.length}`]),
  );
}
