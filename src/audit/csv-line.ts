import type { AuditEntry } from '../approval/audit-chain.ts';

/** In this order, and none is ever taken away: spreadsheets count columns. */
const columns: Readonly<Record<string, (entry: AuditEntry) => string | number | null>> = {
  seq: ({ seq }) => seq,
  at: ({ at }) => at,
  tenantId: ({ tenantId }) => tenantId,
  kind: ({ kind }) => kind,
  requestId: ({ requestId }) => requestId,
  revision: ({ revision }) => revision,
  actorKind: ({ actor }) => actor.kind,
  actorUpn: ({ actor }) => actor.upn,
  actorObjectId: ({ actor }) => actor.objectId,
  actorName: ({ actor }) => actor.name,
  data: ({ data }) => JSON.stringify(data),
  previousHash: ({ previousHash }) => previousHash,
  hash: ({ hash }) => hash,
};

/** RFC 4180. */
export const csvHead = `${Object.keys(columns).join(',')}\r\n`;

export function csvLine(entry: AuditEntry): string {
  return `${Object.values(columns)
    .map((read) => cell(read(entry)))
    .join(',')}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const shown = harmless(visible(value));
  return /[",;']|^\s|\s$/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}

/** Control characters, also those that turn the direction of the text around, as JSON would write them. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (sign) => {
    const units = Array.from({ length: sign.length }, (_, index) => sign.charCodeAt(index));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
  });
}

/**
 * Spreadsheets calculate what begins with one of these (https://owasp.org/www-community/attacks/CSV_Injection); those
 * that take the semicolon for the separator, also what comes after one. An apostrophe makes text of it.
 */
function harmless(text: string): string {
  return text.replace(/(^|;)(\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/g, "$1'$2");
}
