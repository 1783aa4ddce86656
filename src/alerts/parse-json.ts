export type ParsedJson =
  | { readonly kind: 'ok'; readonly value: unknown }
  | { readonly kind: 'tooDeep' }
  | { readonly kind: 'notJson' };

export const deepestJson = 64;

/** JSON of bounded depth: whatever walks or prints the value later may do so recursively. */
export function parseJson(text: string): ParsedJson {
  if (!isWithin(text, deepestJson)) return { kind: 'tooDeep' };
  try {
    // RFC 8259 section 8.1: senders must not add a byte order mark, readers may ignore one. Windows tools add it.
    return { kind: 'ok', value: JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text) };
  } catch {
    return { kind: 'notJson' };
  }
}

const [quote, backslash] = [0x22, 0x5c];

/** One pass over the text, holding two numbers: what is too deep is never built. What is not JSON may pass. */
function isWithin(text: string, levels: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case quote:
        at = endOfString(text, at);
        break;
      case 0x5b:
      case 0x7b:
        depth += 1;
        if (depth > levels) return false;
        break;
      case 0x5d:
      case 0x7d:
        depth -= 1;
        break;
    }
  }
  return true;
}

/** Where the quote stands that closes the string opened at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === backslash) at += 1;
  }
  return text.length;
}

export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
