import { performance } from 'node:perf_hooks';
import { asServiceError } from '../errors.ts';
import type { Check } from './check.ts';
import { type CheckId, checkIds } from './check-ids.ts';
import { type Finding, fault, skipped } from './finding.ts';
import type { Patient } from './patient.ts';

export interface Examined {
  readonly id: CheckId;
  readonly findings: readonly Finding[];
  readonly ms: number;
  /** Why nothing was looked at; absent where something was. */
  readonly untouched?: string;
}

export interface ExamineOptions {
  /** Milliseconds for one check, those before it not counted. */
  readonly checkMs?: number;
}

const defaultCheckMs = 10_000;

/**
 * All checks side by side, each after those that it follows. Answers one promise a check, in the order of `checkIds`;
 * none of them rejects, and each settles in time, whatever its check does.
 */
export function examine(
  checks: Readonly<Record<CheckId, Check>>,
  patient: Patient,
  { checkMs = defaultCheckMs }: ExamineOptions = {},
): readonly Promise<Examined>[] {
  const running = new Map<CheckId, Promise<Examined>>();

  function run(id: CheckId): Promise<Examined> {
    const examined = running.get(id) ?? examineOne(id);
    running.set(id, examined);
    return examined;
  }

  async function examineOne(id: CheckId): Promise<Examined> {
    const check = checks[id];
    const before = await Promise.all(check.after.map(run));
    const started = performance.now();
    const why = whySkipped(check, before, patient);
    if (why !== undefined) return { id, findings: [skipped(why)], ms: 0, untouched: why };
    const findings = await within(checkMs, check, patient);
    return { id, findings, ms: Math.round(performance.now() - started) };
  }

  return checkIds.map(run);
}

function whySkipped(check: Check, before: readonly Examined[], { settings }: Patient): string | undefined {
  if (check.needs.some((part) => settings[part] === undefined))
    return 'settings that it needs are wrong (see settings, policy)';
  const failed = before.find(({ findings }) => findings.some(({ status }) => status === 'fault'));
  if (failed) return `${failed.id} found a fault`;
  // The first cause, not the nearest.
  return before.find(({ untouched }) => untouched !== undefined)?.untouched;
}

async function within(checkMs: number, check: Check, patient: Patient): Promise<readonly Finding[]> {
  const { promise: overdue, resolve } = Promise.withResolvers<readonly Finding[]>();
  const timer = setTimeout(() => resolve([tooSlow(checkMs)]), checkMs);
  try {
    return await Promise.race([check.look(patient), overdue]);
  } catch (thrown) {
    return [broken(thrown)];
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow(checkMs: number): Finding {
  return fault({
    what: `There was no answer within ${checkMs / 1_000} s.`,
    why: 'The service would wait as long, and a click has 15 s in all.',
    fix: 'Look for a firewall that drops packets, a hanging disk or a database under load; then run the doctor again.',
  });
}

/** Of what was thrown only our own code is told: its words may hold anything. */
function broken(thrown: unknown): Finding {
  return fault({
    what: `This check could not be carried out (${asServiceError(thrown).code}).`,
    why: 'What it looks at may be in order or not.',
    fix: 'Run the doctor again. If it says the same, report it with the version of the service.',
  });
}
