const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  // Labels in posts of other languages.
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  eacute: 'é',
  agrave: 'à',
  oacute: 'ó',
  icirc: 'î',
};

/**
 * What a person typed, out of the text that Teams delivers: mentions (`<at>Countersign</at>`) and other tags gone,
 * entities read, links reduced to their words and address, all kinds of space made one, invisible characters dropped.
 */
export function typedText(delivered: string): string {
  return decodeEntities(
    delivered
      .replace(/<at\b[^<>]*>[^<]*<\/at>/gi, ' ')
      .replace(/(<a\b[^<>]*>)([^<]*)<\/a>/gi, (_all, tag: string, words: string) =>
        linkText(words, /\bhref\s?=\s?["']?(https?:[^"'\s<>]+)/i.exec(tag)?.[1]),
      )
      // A tag's name ends in space, slash or bracket: `<ana@contoso.com>` and `<mailto:…>` are what somebody said.
      .replace(/<\/?[a-z][a-z0-9]*(?::[a-z0-9]+)?(?:[\s/][^<>]*)?>/gi, ' '),
  )
    .replace(/\[([^\][]*)\]\((mailto:|https?:)([^()\s]*)\)/gi, (_all, words: string, scheme: string, rest: string) =>
      linkText(words, scheme.toLowerCase() === 'mailto:' ? undefined : scheme + rest),
    )
    .toWellFormed()
    .replace(/[\s\p{Z}\p{Cc}]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^(?:@?countersign(?![\w-])[\s,:]*|@\S+\s*)/i, '');
}

/** A link's address is part of what was said, unless its words say it already. */
function linkText(words: string, url: string | undefined): string {
  const bare = url?.replace(/^https?:\/*/i, '').replace(/\/$/, '');
  if (url === undefined || bare === undefined || words.toLowerCase().includes(bare.toLowerCase())) return words;
  return `${words} (${url})`;
}

/** Typed text without what a text column cannot hold: NUL and other controls, half surrogate pairs. */
export function cleanText(typed: string): string {
  return typed
    .toWellFormed()
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .trim();
}

/** Numbers of any kind, and the few names that Teams writes. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return namedEntities[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
  });
}
