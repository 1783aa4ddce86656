/** The grammar of ids and addresses: one rule for every door, or what one door takes another would refuse. */
import { foldCase, type RequestId } from './request.ts';

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Entra and Graph ids, in any case. */
export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && guid.test(value);
}

/** RFC 5321: 64 for the local part, 255 for the domain, one for the @. */
const longestAddress = 320;
/** RFC 5322's "specials" need quotes, which no mailbox of Exchange has; letters of any script are mail too (RFC 6531). */
const barred = String.raw`\s\p{C}@<>(),:;"\\[\]`;
/** A dot at the end of a domain changes nothing but the spelling; U+3002 and U+FF61 are read as dots there (UTS 46). */
const domain = String.raw`(?!\.)[^${barred}\u3002\uff61]+(?<!\.)`;
const address = new RegExp(`^[^${barred}]+@${domain}$`, 'u');

/** `local@domain` as mailboxes and UPNs are named. */
export function isAddress(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestAddress && address.test(value) && !posesAsAscii(value);
}

/**
 * Fullwidth letters, ligatures, letters in circles: where a program normalizes (NFKC), they are another address. Not
 * every letter that NFKC changes: people in Thailand write one of them (U+0E33), and it becomes no ASCII.
 */
function posesAsAscii(text: string): boolean {
  const others = text.match(/[^\0-\x7f]/gu) ?? [];
  return others.some((one) => /[\0-\x7f]/.test(one.normalize('NFKC')));
}

/** What two addresses of one mailbox share: Exchange delivers `name+tag` to `name`. Case and forms of letters aside. */
export function mailboxOf(address: string): string {
  return foldCase(address.normalize('NFKC')).replace(/^([^@+]+)\+[^@]*(?=@)/, '$1');
}

/**
 * A request id as people type it: any case, stray spaces, `CS` with or without its dash, and Crockford's look-alikes
 * (O is 0; I and L are 1). Undefined where it cannot be one.
 */
export function parseRequestId(typed: string): RequestId | undefined {
  if (typed.length > 64) return undefined;
  const letters = typed.replace(/[\s\p{Cf}\p{Pd}]/gu, '').toUpperCase();
  const code = /^(?:CS)?([0-9A-Z]{6})$/.exec(letters)?.[1]?.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  // Crockford's alphabet has no U.
  return code === undefined || code.includes('U') ? undefined : `CS-${code}`;
}
