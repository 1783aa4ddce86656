import { escapeStep } from '../approval/read-json.ts';

/** What JSON.parse does not tell. */
export interface JsonFlaws {
  /** Where the text stops being JSON, or goes deeper than is read here; counted from 1. */
  readonly broken?: { readonly line: number; readonly column: number; readonly isTooDeep: boolean };
  /** Pointers (RFC 6901) of keys that stand in one object twice: JSON.parse silently takes the last. */
  readonly duplicates: readonly string[];
}

const space = /[ \t\n\r]*/y;
/** Everything from the blank on may stand in a text as it is, but for quote and backslash. */
const plain = /[ !#-[\]-\uffff]+/y;
const escaped = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;
const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
/** Of a file that people write; deeper is broken as far as they are concerned. */
export const deepest = 100;

/** Walks the text by the grammar of RFC 8259, up to the first place where it does not hold. */
export function findJsonFlaws(text: string): JsonFlaws {
  const duplicates: string[] = [];
  let at = 0;
  let isTooDeep = false;

  /** Goes past what matches here; undefined where nothing does. */
  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  }

  /** Piece by piece: one pattern for all of it needs the engine's stack for each, and long texts overflow that. */
  function takeString(): string | undefined {
    const start = at;
    if (text[at] !== '"') return undefined;
    at += 1;
    while (take(plain) !== undefined || take(escaped) !== undefined);
    if (text[at] === '"') return text.slice(start, ++at);
    at = start;
    return undefined;
  }

  function takeSign(sign: string): boolean {
    take(space);
    if (text[at] !== sign) return false;
    at += 1;
    return true;
  }

  /** Members between the sign that opens and the one that closes. False: broken at `at`. */
  function takeMembers(close: string, takeMember: (index: number) => boolean): boolean {
    if (takeSign(close)) return true;
    for (let index = 0; ; index++) {
      if (!takeMember(index)) return false;
      if (takeSign(close)) return true;
      if (!takeSign(',')) return false;
    }
  }

  function takeObject(pointer: string, depth: number): boolean {
    const keys = new Set<string>();
    return takeMembers('}', () => {
      take(space);
      const quoted = takeString();
      if (quoted === undefined || !takeSign(':')) return false;
      const key = JSON.parse(quoted) as string;
      const own = `${pointer}/${escapeStep(key)}`;
      if (keys.has(key)) duplicates.push(own);
      keys.add(key);
      return takeValue(own, depth);
    });
  }

  function takeValue(pointer: string, depth: number): boolean {
    isTooDeep = depth > deepest;
    if (isTooDeep) return false;
    if (takeSign('{')) return takeObject(pointer, depth + 1);
    if (takeSign('[')) return takeMembers(']', (index) => takeValue(`${pointer}/${index}`, depth + 1));
    return takeString() !== undefined || take(scalar) !== undefined;
  }

  const isWhole = takeValue('', 0);
  take(space);
  if (isWhole && at === text.length) return { duplicates };
  const before = text.slice(0, at).split('\n');
  return { broken: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, isTooDeep }, duplicates };
}
