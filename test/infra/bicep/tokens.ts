/** Bicep's lexical grammar, as far as our files use it. Whatever else is met is an error, with its line. */
export type Token =
  | { readonly kind: 'name' | 'number' | 'sign' | 'newline' | 'end'; readonly text: string; readonly line: number }
  /** `chunks` has one more than `inner`: what stands between the interpolations. */
  | {
      readonly kind: 'string';
      readonly text: string;
      readonly line: number;
      readonly chunks: readonly string[];
      readonly inner: readonly (readonly Token[])[];
    };

// Longest first.
const signs = [
  '...',
  '::',
  '.?',
  '[?',
  '??',
  '&&',
  '||',
  '==',
  '!=',
  '=~',
  '!~',
  '>=',
  '<=',
  '=>',
  ...'{}()[],.:?!=<>+-*/%@',
];
const escapes: Readonly<Record<string, string>> = { '\\': '\\', "'": "'", n: '\n', r: '\r', t: '\t', $: '$' };

export class BicepError extends Error {}

export function tokenize(source: string): readonly Token[] {
  const reader = { source, at: 0, line: 1 };
  const tokens = readTokens(reader, undefined);
  return [...tokens, { kind: 'end', text: '', line: reader.line }];
}

interface Reader {
  readonly source: string;
  at: number;
  line: number;
}

/** Up to the end of the source, or to the brace that closes an interpolation. */
function readTokens(reader: Reader, until: '}' | undefined): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (;;) {
    skipSpace(reader);
    const { source, at, line } = reader;
    if (at >= source.length) {
      if (until !== undefined) throw new BicepError(`line ${line}: an interpolation is not closed`);
      return tokens;
    }
    if (until !== undefined && depth === 0 && source[at] === until) return tokens;
    const token = readToken(reader);
    if (token.text === '{') depth += 1;
    if (token.text === '}') depth -= 1;
    tokens.push(token);
  }
}

function skipSpace(reader: Reader): void {
  const space = /(?:[ \t\r]+|\/\/[^\n]*|#disable-next-line[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  space.lastIndex = reader.at;
  const skipped = space.exec(reader.source)?.[0] ?? '';
  reader.at += skipped.length;
  reader.line += skipped.split('\n').length - 1;
}

function readToken(reader: Reader): Token {
  const { source, at, line } = reader;
  const rest = source.slice(at, at + 200);
  const plain = (kind: 'name' | 'number' | 'sign' | 'newline', text: string): Token => {
    reader.at += text.length;
    if (kind === 'newline') reader.line += 1;
    return { kind, text, line };
  };
  if (rest.startsWith('\n')) return plain('newline', '\n');
  if (rest.startsWith("'")) return readString(reader);
  const name = /^[A-Za-z_]\w*/.exec(rest)?.[0];
  if (name !== undefined) return plain('name', name);
  const number = /^\d+/.exec(rest)?.[0];
  if (number !== undefined) return plain('number', number);
  const sign = signs.find((candidate) => rest.startsWith(candidate));
  if (sign === undefined) throw new BicepError(`line ${line}: nothing begins with ${rest.slice(0, 1)}`);
  return plain('sign', sign);
}

function readString(reader: Reader): Token {
  const { source, line } = reader;
  const chunks = [''];
  const inner: Token[][] = [];
  reader.at += 1;
  for (;;) {
    const sign = source[reader.at];
    if (sign === undefined || sign === '\n') throw new BicepError(`line ${line}: a string is not closed`);
    reader.at += 1;
    if (sign === "'") break;
    if (sign === '$' && source[reader.at] === '{') {
      reader.at += 1;
      inner.push(readTokens(reader, '}'));
      reader.at += 1;
      chunks.push('');
    } else chunks.push(`${chunks.pop() ?? ''}${sign === '\\' ? readEscape(reader) : sign}`);
  }
  // Never a brace or bracket: the text of a string is told from signs by its kind alone.
  return { kind: 'string', text: `'${chunks.join('…')}'`, line, chunks, inner };
}

function readEscape(reader: Reader): string {
  const sign = reader.source[reader.at] ?? '';
  const meant = escapes[sign];
  if (meant === undefined) throw new BicepError(`line ${reader.line}: there is no escape \\${sign}`);
  reader.at += 1;
  return meant;
}
