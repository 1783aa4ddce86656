import type { RefusalCode } from '../../approval/remediation.ts';
import type { BatchView, RequestView } from '../../workflow/request-view.ts';
import { isWhollyReconciled, waitsForPerson } from '../unclear.ts';
import { type Line, linesOf, type Pen } from './pen.ts';

/** How far the submission is, in emails. Said only where the one sentence above does not say it all. */
export function progressLines(view: RequestView, pen: Pen): Line[] {
  const { words } = pen;
  const { batches, emailCount } = view;
  const sum = (state: BatchView['state']) => emailsIn(batches.filter((batch) => batch.state === state));
  const accepted = sum('accepted');
  const partial = !view.dryRun && (batches.length > 1 || (accepted > 0 && accepted < emailCount));
  const reconciled = emailsIn(batches.filter((batch) => batch.reconciled === true));
  const submitted = batches.filter(({ state }) => state === 'accepted' || state === 'duplicate').length;
  return linesOf([
    !view.dryRun && batches.length > 1 && words.batches({ done: submitted, total: batches.length }),
    partial && words.accepted({ done: accepted, total: emailCount }),
    sum('duplicate') > 0 && words.duplicate({ emailCount: sum('duplicate') }),
    sum('refused') > 0 && sum('refused') < emailCount && words.refused({ emailCount: sum('refused') }),
    sum('unknown') > 0 && sum('unknown') < emailCount && words.unclear({ emailCount: sum('unknown') }),
    reconciled > 0 && !isWhollyReconciled(view) && words.reconciled({ emailCount: reconciled }),
    ...lookSentences(view, pen),
    ...waitReasons.map((because) => waitingLine(view, because, pen)),
  ]);
}

/** What is known of a call without an answer, and when more will be. */
function lookSentences({ batches }: RequestView, pen: Pen): (string | false)[] {
  const { words } = pen;
  const unclear = batches.filter(({ state }) => state === 'unknown');
  const looks = unclear.flatMap(({ lastLook }) => (lastLook ? [lastLook] : []));
  const sum = (count: (look: (typeof looks)[number]) => number) =>
    looks.reduce((total, look) => total + count(look), 0);
  const times = unclear.flatMap(({ nextLookAt }) => (nextLookAt === undefined ? [] : [nextLookAt]));
  const calls = Math.max(0, ...unclear.map((batch) => batch.calls ?? 0));
  return [
    calls > 1 && words.sentTimes({ calls }),
    looks.length > 0 &&
      words.lastLook({
        time: pen.time(Math.max(...looks.map(({ at }) => at))),
        moved: sum((look) => look.moved),
        unmoved: sum((look) => look.unmoved),
        rest: sum((look) => look.silent + look.unread),
      }),
    times.length > 0 && words.nextLook({ time: pen.time(Math.min(...times)) }),
    waitsForPerson({ batches }) && words.whatToDoUnclear,
  ];
}

const waitReasons = ['busy', 'duplicate', 'slot', 'mail', 'liveMode', undefined] as const;

/** What waits for one reason, and until when at the earliest. */
function waitingLine({ batches }: RequestView, because: BatchView['waitsBecause'], pen: Pen): string | undefined {
  const waiting = batches.filter(
    ({ state, waitsUntil, waitsBecause }) =>
      state === 'pending' && (waitsUntil !== undefined || waitsBecause !== undefined) && waitsBecause === because,
  );
  if (waiting.length === 0) return undefined;
  if (because === 'slot' || because === 'mail' || because === 'liveMode') {
    return pen.words.waitingFor[because]({ emailCount: emailsIn(waiting) });
  }
  const next = waiting.reduce((earliest, { waitsUntil = earliest }) => Math.min(earliest, waitsUntil), Infinity);
  const say = because === undefined ? pen.words.waiting : pen.words.waitingBecause[because];
  return say({ emailCount: emailsIn(waiting), time: pen.time(next) });
}

/** Graph took nothing of it. */
export function failedWholly({ batches }: Pick<RequestView, 'batches'>): boolean {
  return batches.every(({ state }) => state === 'refused');
}

/** What Graph refused and what helps, each kind once. */
export function problemLines(view: RequestView, pen: Pen): Line[] {
  const { words, limits } = pen;
  const byCode = new Map<RefusalCode, string>();
  for (const { state, problem } of view.batches) {
    if (state === 'refused' && problem && !byCode.has(problem.code)) byCode.set(problem.code, problem.message);
  }
  return [...byCode].flatMap(([code, message]) =>
    linesOf([
      words.problem[code],
      // Graph was not asked about what other requests have moved since.
      code !== 'overtaken' && message && words.graphSaid({ message: pen.plain(message, limits.word * 2) }),
    ]),
  );
}

function emailsIn(batches: readonly BatchView[]): number {
  return batches.reduce((total, { emailCount }) => total + emailCount, 0);
}
