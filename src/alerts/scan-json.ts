import { jsonPointer } from './json-pointer.ts';
import { deepestJson, mostFields, mostValues } from './limits.ts';

export interface TooMuch {
  readonly kind: 'tooMuch';
  /** RFC 6901. */
  readonly pointer: string;
  /** Continues a sentence that begins with the pointer. */
  readonly message: string;
}

/** Where integers begin that JavaScript's numbers may round. */
export type ScannedJson = TooMuch | { readonly kind: 'ok'; readonly longNumbers: readonly number[] };

const [quote, backslash, comma, minus, zero, nine] = [0x22, 0x5c, 0x2c, 0x2d, 0x30, 0x39];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/** 2^53 has sixteen digits. */
const longestSafe = 15;

interface Opened {
  readonly isObject: boolean;
  /** Commas so far. */
  commas: number;
  /** Where the name of the field begins that is being read. */
  nameAt: number | undefined;
}

interface Scan {
  readonly text: string;
  readonly opened: Opened[];
  readonly longNumbers: number[];
  values: number;
  excess?: TooMuch;
}

/** One pass over the text: what is too much is never built. What is not JSON may pass. */
export function scanJson(text: string): ScannedJson {
  const scan: Scan = { text, opened: [], longNumbers: [], values: 1 };
  let at = 0;
  while (at < text.length && scan.excess === undefined) at = readToken(scan, at);
  return scan.excess ?? { kind: 'ok', longNumbers: scan.longNumbers };
}

/** Where the next one begins. */
function readToken(scan: Scan, at: number): number {
  const code = scan.text.charCodeAt(at);
  switch (code) {
    case quote: {
      const inner = scan.opened.at(-1);
      if (inner !== undefined) inner.nameAt ??= at;
      return endOfString(scan.text, at) + 1;
    }
    case openList:
    case openObject:
      scan.opened.push({ isObject: code === openObject, commas: 0, nameAt: undefined });
      countValue(scan);
      return at + 1;
    case closeList:
    case closeObject:
      scan.opened.pop();
      return at + 1;
    case comma:
      countComma(scan);
      return at + 1;
    default:
      return code >= zero && code <= nine ? readDigits(scan, at) : at + 1;
  }
}

function countValue(scan: Scan): void {
  scan.values += 1;
  if (scan.values > mostValues) refuse(scan, '', `must hold at most ${mostValues} values`);
  if (scan.opened.length > deepestJson) refuse(scan, '', `must not be nested deeper than ${deepestJson} levels`);
}

function countComma(scan: Scan): void {
  countValue(scan);
  const inner = scan.opened.at(-1);
  if (inner === undefined) return;
  inner.commas += 1;
  inner.nameAt = undefined;
  if (!inner.isObject || inner.commas < mostFields) return;
  refuse(scan, pointerTo(scan.text, scan.opened.slice(0, -1)), `must hold at most ${mostFields} fields`);
}

function readDigits({ text, longNumbers }: Scan, at: number): number {
  const end = endOfDigits(text, at);
  if (end - at > longestSafe) longNumbers.push(text.charCodeAt(at - 1) === minus ? at - 1 : at);
  return end;
}

function refuse(scan: Scan, pointer: string, message: string): void {
  scan.excess ??= { kind: 'tooMuch', pointer, message };
}

function pointerTo(text: string, opened: readonly Opened[]): string {
  const steps = opened.map(({ isObject, commas, nameAt = text.length }) =>
    isObject ? text.slice(nameAt + 1, endOfString(text, nameAt)) : String(commas),
  );
  return jsonPointer(steps);
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

export function endOfDigits(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) >= zero && text.charCodeAt(at) <= nine) at += 1;
  return at;
}
