import { dirname, resolve } from 'node:path';
import { defineCheck } from '../check.ts';
import { type Finding, fault, ok, skipped, warning } from '../finding.ts';
import type { Machine } from '../patient.ts';

const mebibyte = 1_048_576;
const scarce = 1_024 * mebibyte;
const tooLittle = 100 * mebibyte;

export function judgeSpace(bytes: number): Finding {
  const what = `There are ${Math.floor(bytes / mebibyte)} MiB free where DATA_DIR leads.`;
  const fix = 'Free space on that disk, or move the folder to a larger one (stop the service first) and set DATA_DIR.';
  if (bytes >= scarce) return ok(what);
  if (bytes >= tooLittle)
    return warning({ what, why: 'On a full disk no alert and no decision is taken any more.', fix });
  return fault({
    what,
    why: 'The log of the database alone may need as much: alerts and decisions are refused soon.',
    fix,
  });
}

/** Of the folder, or of what it will be made in. */
async function freeAt(path: string, { freeBytes }: Machine): Promise<number> {
  for (let place = resolve(path); ; place = dirname(place)) {
    const free = await freeBytes(place).catch(() => undefined);
    if (free !== undefined) return free;
    if (place === dirname(place)) return 0;
  }
}

export const diskSpaceCheck = defineCheck({
  needs: ['store'],
  async look({ store }, { machine }) {
    if (store.kind === 'postgres') return [skipped('the data is kept in PostgreSQL (DATABASE_URL)')];
    return [judgeSpace(await freeAt(store.dataDir, machine))];
  },
});
