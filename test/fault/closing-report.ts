import type { Tenant } from '../sandbox/tenant-types.ts';
import { requestOf } from './cards-on-board.ts';
import type { Doubles } from './doubles.ts';
import type { Judgement } from './judge.ts';
import type { Ledger } from './ledger.ts';

type Row = readonly [what: string, count: number | string];

/** What happened, and how often. */
export function rowsOf(tenant: Tenant, ledger: Ledger, judgement: Judgement): readonly Row[] {
  const roots = tenant.teams.posts().filter(({ from }) => from === 'bot');
  const { done, lost, failed, rateViolations } = tenant.teams.figures();
  const graph = tenant.graph.figures();
  const { cards, replies } = judgement;
  return [
    ...[...ledger.counts].filter(([what]) => !what.startsWith('milliseconds')).sort(),
    ['milliseconds of a start, on average', average(ledger, 'milliseconds of starts', 'starts')],
    ['requests', judgement.requests],
    ['audit entries', judgement.auditEntries],
    ['requests shown on a card of their own', new Set(roots.flatMap((root) => requestOf(root) ?? [])).size],
    ['decisions shown to somebody', sum([...ledger.decisions.values()].map(({ size }) => size))],
    ['Graph: remediate calls', tenant.graph.remediations.length],
    ['Graph: remediations with effect', graph.remediations],
    ['Graph: most calls at once', graph.mostAtOnce],
    ['Graph: most active remediations', graph.mostActive],
    ['Graph: emails told twice', graph.toldTwice.length],
    ['Teams: cards, replies, updates', `${done.post}, ${done.reply}, ${done.update}`],
    ['Teams: of those, answered with a fault', `${lost.post}, ${lost.reply}, ${lost.update}`],
    ['Teams: calls that failed', failed],
    ['Teams: calls faster than the limits', rateViolations],
    ['doubled cards', countOf(cards)],
    ['doubled replies', countOf(replies)],
  ];
}

/** Each was said once more because nobody could know whether the first time arrived. */
export function explainDoubles({ cards, replies }: Judgement): string {
  const explain = (what: string, doubles: Doubles) =>
    `Doubled ${what}: ${countOf(doubles)}. Of ${doubles.untold} the sender was not told that they stood (the answer was a fault, ` +
    `or came when it was dead); of ${doubles.cutOff} it was killed before it could record it; of ${doubles.unexplained.length} nobody knows why.`;
  return [explain('cards', cards), explain('replies', replies)].join('\n');
}

/** The run in one line. */
export function verdictOf(problems: readonly string[], kills: number): string {
  if (problems.length > 0) return `${problems.length} problems after ${kills} kills.`;
  return `${kills} kills: no acknowledged alert lost, no decision lost, no email told twice, every outcome told.`;
}

export function asTable(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([what]) => what.length));
  return rows.map(([what, count]) => `  ${what.padEnd(width)}  ${count}`).join('\n');
}

function countOf({ untold, cutOff, unexplained }: Doubles): number {
  return untold + cutOff + unexplained.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function average({ counts }: Ledger, total: string, times: string): number {
  return Math.round((counts.get(total) ?? 0) / Math.max(1, counts.get(times) ?? 0));
}
