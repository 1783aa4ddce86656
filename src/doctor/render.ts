import { spellOut } from '../approval/spell-out.ts';
import type { CheckId } from './check-ids.ts';
import { checkIds } from './check-ids.ts';
import { counted } from './counted.ts';
import type { Examined } from './examine.ts';
import type { Finding } from './finding.ts';

/** Told by sign and by word; never by colour. */
const signs: Readonly<Record<Finding['status'], string>> = {
  ok: '✓ ok     ',
  warning: '! warning',
  fault: '✗ fault  ',
  skipped: '- skipped',
};

const idWidth = Math.max(...checkIds.map((id) => id.length));
const margin = ' '.repeat(11 + idWidth + 1);

export function describeExamined({ id, findings }: Examined): string {
  return findings
    .flatMap((finding) => describeFinding(id, finding))
    .map(spellOut)
    .map((line) => `${line}\n`)
    .join('');
}

function describeFinding(id: CheckId, finding: Finding): readonly string[] {
  const head = `${signs[finding.status]}  ${id.padEnd(idWidth)} ${finding.what}`;
  return 'fix' in finding ? [head, `${margin}why: ${finding.why}`, `${margin}fix: ${finding.fix}`] : [head];
}

export function describeCounts(examined: readonly Examined[]): string {
  const statuses = examined.flatMap(({ findings }) => findings.map(({ status }) => status));
  const count = (status: Finding['status']) => statuses.filter((one) => one === status).length;
  const counts = `${counted(count('fault'), 'fault')}, ${counted(count('warning'), 'warning')}, ${count('ok')} in order, ${count('skipped')} skipped.`;
  return `${count('fault') === 0 ? 'Healthy' : 'Not healthy'}: ${counts}\n`;
}

/** One document: `{ok, checks: [{id, status, what, why?, fix?, ms}]}`. A check that found several things has several rows. */
export function toJson(examined: readonly Examined[]): string {
  const checks = examined.flatMap(({ id, findings, ms }) => findings.map((finding) => ({ id, ...finding, ms })));
  // JSON itself escapes what is below the blank alone.
  const shown = (_key: string, value: unknown) => (typeof value === 'string' ? spellOut(value) : value);
  return `${JSON.stringify({ ok: isHealthy(examined), checks }, shown, 2)}\n`;
}

export function isHealthy(examined: readonly Examined[]): boolean {
  return examined.every(({ findings }) => findings.every(({ status }) => status !== 'fault'));
}
