/** Cuts a query into what Kusto would see: string literals with their values, and everything else between them. */
export type KqlToken =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'code'; readonly code: string };

interface Literal {
  readonly value: string;
  readonly length: number;
}

const opening = /^(?:@|h@?)?["']|^(?:```|~~~)/i;
const code = /^(?:\/\/[^\n]*|[\p{L}_$][\p{L}\p{N}_]*|\d+[a-z]*|==|=~|!=|!~|<=|>=|\.\.|.)/su;

/** Undefined where a literal does not end, or holds what none can hold. Comments and obfuscated literals are code, too. */
export function kqlTokens(query: string): KqlToken[] | undefined {
  const tokens: KqlToken[] = [];
  let rest = query.trimStart();
  while (rest !== '') {
    const literal = opening.test(rest) ? readLiteral(rest) : undefined;
    if (!literal && opening.test(rest)) return undefined;
    const token: KqlToken = literal
      ? { kind: 'text', value: literal.value }
      : { kind: 'code', code: code.exec(rest)?.[0] ?? rest };
    tokens.push(token);
    rest = rest.slice(literal?.length ?? (token.kind === 'code' ? token.code.length : 0)).trimStart();
  }
  return tokens;
}

const manyLines = /^(```|~~~)([\s\S]*?)\1/;
const verbatim = [/^h?@"((?:[^"\n\r]|"")*)"/i, /^h?@'((?:[^'\n\r]|'')*)'/i];
const escaped = String.raw`\\(?:u[\da-f]{4}|x[\da-f]{2}|["'\\ntr0abfv])`;
const ordinary = [
  new RegExp(`^h?"((?:[^"\\\\\\n\\r]|${escaped})*)"`, 'i'),
  new RegExp(`^h?'((?:[^'\\\\\\n\\r]|${escaped})*)'`, 'i'),
];

function readLiteral(rest: string): Literal | undefined {
  const long = manyLines.exec(rest);
  if (long) return { value: long[2] ?? '', length: long[0].length };
  const raw = firstOf(verbatim, rest);
  if (raw) return { value: (raw[1] ?? '').replace(/(["'])\1/g, '$1'), length: raw[0].length };
  const usual = firstOf(ordinary, rest);
  return usual && { value: unescaped(usual[1] ?? ''), length: usual[0].length };
}

function firstOf(forms: readonly RegExp[], rest: string): RegExpExecArray | undefined {
  return forms.map((form) => form.exec(rest)).find((found) => found !== null) ?? undefined;
}

const named: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

function unescaped(text: string): string {
  return text.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|(.))/gi, (_all, wide, short, one) =>
    one === undefined ? String.fromCharCode(Number.parseInt(wide ?? short, 16)) : (named[one] ?? one),
  );
}
