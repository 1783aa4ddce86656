import { asServiceError, ServiceError } from '../errors.ts';
import type { Clock, LeasedWork, Log, LogFields, WorkShelf } from '../workflow/ports.ts';
import type { Work, WorkHandlers } from '../workflow/work.ts';
import { backoff } from './backoff.ts';
import type { UntilItWorks } from './until-it-works.ts';

const longestBackoff = 5 * 60_000;

export interface RunParts {
  readonly handlers: WorkHandlers;
  readonly shelf: Pick<WorkShelf, 'done' | 'putBack' | 'giveUp'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly untilItWorks: UntilItWorks;
}

/** Runs one item's step and tells the shelf what became of it. Never rejects. */
export async function runItem(item: LeasedWork, parts: RunParts): Promise<void> {
  const { handlers, shelf, untilItWorks } = parts;
  try {
    const handler = handlers[item.work.kind] as (work: Work) => Promise<void>;
    await handler(item.work);
  } catch (thrown) {
    await settleFailure(item, thrown, parts);
    return;
  }
  await untilItWorks(() => shelf.done(item));
}

/** What nobody foresaw is tried again too: giving up loses an approval, repeating costs a log line. */
async function settleFailure(item: LeasedWork, thrown: unknown, parts: RunParts): Promise<void> {
  const { shelf, clock, log, untilItWorks } = parts;
  const fault = asServiceError(thrown);
  const known = thrown instanceof ServiceError;
  const { kind, requestId } = item.work;
  const failures = item.attempts + 1;
  const fields: LogFields = { kind, requestId, code: fault.code, failures, ...(known ? {} : origin(thrown)) };
  if (known && !fault.retryable) {
    log.error(fields, 'Work failed for good and was given up.');
    await untilItWorks(() => shelf.giveUp(item, fault.code));
    return;
  }
  if (known) log.warn(fields, 'Work failed; tried again later.');
  else log.error(fields, 'Work failed unexpectedly; tried again later.');
  const dueAt = clock.now() + (fault.retryAfterMs ?? backoff(failures, longestBackoff));
  await untilItWorks(() => shelf.putBack(item, dueAt, fault.code));
}

/** Where a defect was thrown. Its message may quote mail content, so it is left out. */
function origin(thrown: unknown): LogFields {
  if (!(thrown instanceof Error)) return { error: typeof thrown };
  const frames = (thrown.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { error: thrown.name, frames: frames.slice(0, 5).map((frame) => frame.trim()) };
}
