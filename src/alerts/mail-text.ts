/** How records write addresses, senders, ids and times. Everything here takes time that grows with the text alone. */
import { isAddress, isGuid } from '../approval/ids.ts';
import { asText, type Fields, fieldsOf, textIn, unpacked } from './fields.ts';
import { mostRecipients } from './limits.ts';
import { trimBlank } from './trim-blank.ts';

const noMessage = '00000000-0000-0000-0000-000000000000';

/** A message id, with or without braces. The id of zeros stands for none. */
export function guidIn(value: unknown): string | undefined {
  const text = asText(value)?.replace(/^\{|\}$/g, '');
  return isGuid(text) && text !== noMessage ? text : undefined;
}

/** What stands in documentation instead of an id. */
export function isPlaceholder(text: string): boolean {
  return text.length <= 64 && /^string(?: \([a-z ]+\))?$/i.test(text);
}

/** What stands where an id would, and says that there is none: `-`, `n/a`, zeros. Many records share it. */
export function isNoId(text: string): boolean {
  if (!/(?!0)[\p{L}\p{N}]/u.test(text)) return true;
  return (
    text.length <= 64 && /^\W*(?:n\/?a|nil|none|null|undefined|unknown|not (?:applicable|available))\W*$/i.test(text)
  );
}

/** The first of these fields that identifies something. */
export function idIn(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = textIn(fields, name);
    if (text !== undefined && !isNoId(text)) return text;
  }
  return undefined;
}

/** Every address in it, up to more than a body may name: a text, `Name <address>`, several with `;` or `,`, a list, or a text that looks like one. */
export function addressesIn(value: unknown): string[] {
  const found: string[] = [];
  const held = unpacked(value);
  for (const item of Array.isArray(held) ? (held as unknown[]) : [held]) {
    if (found.length > mostRecipients) break;
    if (typeof item === 'string') addAddresses(found, item);
    else addAddresses(found, textIn(fieldsOf(item), 'emailaddress', 'address', 'email', 'upn') ?? '');
  }
  return found;
}

function addAddresses(found: string[], text: string): void {
  for (const piece of piecesOf(withoutMarks(text, '[', ']'))) {
    const { address = '' } = splitSender(withoutMarks(piece, "'", "'"));
    if (isAddress(address)) found.push(address);
    if (found.length > mostRecipients) break;
  }
}

/** What stands between `;` and `,`, one after the other: split() makes a list of four million where all are empty. */
function* piecesOf(text: string): Generator<string> {
  const separator = /[;,]/g;
  let start = 0;
  for (let at = separator.exec(text); at !== null; at = separator.exec(text)) {
    if (at.index > start) yield text.slice(start, at.index);
    start = at.index + 1;
  }
  yield text.slice(start);
}

function withoutMarks(text: string, opening: string, closing: string): string {
  const trimmed = trimBlank(text);
  const isMarked = trimmed.length > 1 && trimmed.startsWith(opening) && trimmed.endsWith(closing);
  return isMarked ? trimBlank(trimmed.slice(1, -1)) : trimmed;
}

export interface Sender {
  readonly address?: string;
  readonly displayName?: string;
}

/** `"Team" <mail@example.com>` is a name and an address. */
export function splitSender(text: string): Sender {
  const trimmed = withoutMarks(text, '"', '"');
  const opening = trimmed.lastIndexOf('<');
  if (opening === -1 || !trimmed.endsWith('>')) return trimmed === '' ? {} : { address: trimmed };
  const address = trimBlank(trimmed.slice(opening + 1, -1));
  const displayName = withoutMarks(trimmed.slice(0, opening), '"', '"');
  return { ...(address === '' ? {} : { address }), ...(displayName === '' ? {} : { displayName }) };
}

/** A sender told as an object or as a text; undefined where it says nothing. */
export function senderOf(value: unknown, name?: string): Sender | undefined {
  const fields: Fields = fieldsOf(value);
  const told = typeof value === 'string' ? value : textIn(fields, 'emailaddress', 'fromaddress', 'address', 'email');
  const sender = splitSender(told ?? '');
  const displayName = textIn(fields, 'displayname', 'name') ?? name ?? sender.displayName;
  if (sender.address === undefined && displayName === undefined) return undefined;
  return {
    ...(sender.address === undefined ? {} : { address: sender.address }),
    ...(displayName === undefined ? {} : { displayName }),
  };
}
