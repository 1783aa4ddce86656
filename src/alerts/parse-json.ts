import { endOfDigits, scanJson, type TooMuch } from './scan-json.ts';

export type ParsedJson = { readonly kind: 'ok'; readonly value: unknown } | TooMuch | { readonly kind: 'notJson' };

/**
 * JSON of bounded depth and size: whatever walks or prints the value later may do so recursively. An integer that
 * JavaScript's numbers would round becomes a text: ids of clusters have 64 bits, and two that are rounded may be one.
 */
export function parseJson(text: string): ParsedJson {
  const scanned = scanJson(text);
  if (scanned.kind === 'tooMuch') return scanned;
  try {
    // RFC 8259 section 8.1: senders must not add a byte order mark, readers may ignore one. Windows tools add it.
    const value: unknown = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
    const quoted = quoteLongNumbers(text, scanned.longNumbers);
    return { kind: 'ok', value: quoted === undefined ? value : JSON.parse(quoted) };
  } catch {
    return { kind: 'notJson' };
  }
}

/** Undefined where there is nothing to quote. Not by a reviver: it would be called for each of the other values. */
function quoteLongNumbers(text: string, starts: readonly number[]): string | undefined {
  const pieces: string[] = [];
  let done = text.startsWith('\ufeff') ? 1 : 0;
  for (const start of starts) {
    const end = endOfDigits(text, start + 1);
    const number = text.slice(start, end);
    // A fraction or an exponent, or the digits of one: rounded by whoever wrote it.
    const isWhole = /^[\s,:[\]}]?$/.test(text.charAt(end)) && !/[.eE+\d]/.test(text.charAt(start - 1));
    if (!isWhole || Number.isSafeInteger(Number(number))) continue;
    pieces.push(text.slice(done, start), `"${number}"`);
    done = end;
  }
  return pieces.length === 0 ? undefined : `${pieces.join('')}${text.slice(done)}`;
}

export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
