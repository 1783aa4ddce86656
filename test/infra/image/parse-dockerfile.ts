export interface Instruction {
  readonly word: string;
  /** `--from=build` and the like, by name. */
  readonly flags: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Stage {
  readonly image: string;
  readonly name?: string;
  readonly instructions: readonly Instruction[];
}

const words = new Set([
  ...['FROM', 'WORKDIR', 'COPY', 'RUN', 'LABEL', 'ENV', 'VOLUME', 'USER', 'EXPOSE', 'STOPSIGNAL', 'HEALTHCHECK'],
  'ENTRYPOINT',
]);

/** The stages of a Dockerfile; throws at an instruction that it does not know. */
export function parseDockerfile(source: string): readonly Stage[] {
  const stages: { image: string; name?: string; instructions: Instruction[] }[] = [];
  const lines = source
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n');
  for (const line of lines.map((one) => one.trim()).filter((one) => one !== '')) {
    const [, word = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    if (!words.has(word)) throw new Error(`The Dockerfile says what is not known: ${line}`);
    if (word === 'FROM') {
      const [image = '', , name] = rest.split(/\s+/);
      stages.push({ image, ...(name === undefined ? {} : { name }), instructions: [] });
      continue;
    }
    const flags: Record<string, string> = {};
    const text = rest.replace(/^(?:--\S+\s+)+/, (found) => {
      for (const flag of found.trim().split(/\s+/)) {
        const [name = '', value = ''] = flag.slice(2).split('=');
        flags[name] = value;
      }
      return '';
    });
    stages.at(-1)?.instructions.push({ word, flags, text });
  }
  return stages;
}

/** The only one of its kind in a stage. */
export function only(stage: Stage, word: string): Instruction {
  const found = stage.instructions.filter((instruction) => instruction.word === word);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`There must be one ${word}; there are ${found.length}.`);
  return first;
}

/** All of `ENV` or `LABEL`, by name. */
export function pairsOf(stage: Stage, word: string): Readonly<Record<string, string>> {
  const text = stage.instructions.filter((found) => found.word === word).map((found) => found.text);
  const pairs = [...text.join(' ').matchAll(/([\w.]+)=(?:"([^"]*)"|(\S+))/g)];
  return Object.fromEntries(pairs.map(([, name = '', quoted, bare]) => [name, quoted ?? bare ?? '']));
}
