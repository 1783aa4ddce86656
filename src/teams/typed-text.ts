const namedEntities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Teams itself takes about 28 KB from a person. */
const longest = 32_000;

/**
 * What a person typed, out of the text that Teams delivers: mentions (`<at>Countersign</at>`) and other tags gone,
 * entities read, Markdown links reduced to their words, all kinds of space made one, invisible characters dropped.
 */
export function typedText(delivered: string): string {
  return decodeEntities(
    delivered
      .slice(0, longest)
      .replace(/<at\b[^<>]*>[^<]*<\/at>/gi, ' ')
      .replace(/<\/?[a-z][^<>]*>/gi, ' '),
  )
    .replace(/\[([^\][]*)\]\((?:mailto:|https?:)[^()\s]*\)/gi, '$1')
    .toWellFormed()
    .replace(/[\s\p{Z}\p{Cc}]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim();
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return namedEntities[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
  });
}
