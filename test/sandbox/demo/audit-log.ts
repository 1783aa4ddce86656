import { existsSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { type AuditEntry, misfit } from '../../../src/approval/audit-chain.ts';
import { digest } from '../../../src/digest.ts';

/** One audit entry, and whether it fits behind the one before it: recomputed here, not taken on trust. */
export type CheckedEntry = AuditEntry & { readonly fits: boolean };

/** Reads the service's audit log beside the running service, oldest entry first. It opens the store read-only. */
export function createAuditReader(databasePath: string): () => readonly CheckedEntry[] {
  let entries: readonly CheckedEntry[] = [];
  return () => {
    if (!existsSync(databasePath)) return entries;
    const database = new DatabaseSync(databasePath, { readOnly: true, timeout: 500 });
    try {
      const newest = database.prepare('select max(seq) as seq from audit').get()?.['seq'] ?? 0;
      if (newest !== (entries.at(-1)?.seq ?? 0)) {
        entries = checked(database.prepare('select * from audit order by seq').all().map(entryOf));
      }
    } catch {
      // The service has not made its tables yet, or holds the store for a moment: the next look is soon.
    } finally {
      database.close();
    }
    return entries;
  };
}

function checked(entries: readonly AuditEntry[]): CheckedEntry[] {
  return entries.map((entry, index) => ({ ...entry, fits: !misfit(entry, entries[index - 1], digest) }));
}

/** Column names in camel case; the time as the entry states it, JSON columns parsed. */
function entryOf(row: Record<string, SQLOutputValue>): AuditEntry {
  const pairs = Object.entries(row).map(([column, value]): [string, unknown] => {
    const name = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (name === 'at') return [name, new Date(Number(value)).toISOString()];
    if (name === 'actor' || name === 'data') return [name, JSON.parse(String(value))];
    return [name, value];
  });
  // What the store wrote as an entry is read back as one; a wrong shape shows as an entry that does not fit.
  return Object.fromEntries(pairs) as unknown as AuditEntry;
}
