import type { Post, Tenant } from '../sandbox/tenant-types.ts';
import { readBoard, requestOf, textOf } from './cards-on-board.ts';
import type { Ledger } from './ledger.ts';

export interface Figures {
  readonly doubledCards: number;
  readonly doubledReplies: number;
  /** Table rows. */
  readonly rows: readonly (readonly [what: string, count: number | string])[];
}

export function figuresOf(tenant: Tenant, ledger: Ledger): Figures {
  const roots = tenant.teams.posts().filter(({ from }) => from === 'bot');
  const board = readBoard(tenant);
  const ids = new Set(roots.flatMap((root) => requestOf(root) ?? []));
  const doubledCards = sum([...ids].map((id) => board.cards(id).length - 1));
  const doubledReplies = sum(roots.map((root) => root.replies.length - new Set(root.replies.map(shown)).size));
  const { done, lost, failed, rateViolations } = tenant.teams.figures();
  const graph = tenant.graph.figures();
  return {
    doubledCards,
    doubledReplies,
    rows: [
      ...[...ledger.counts].filter(([what]) => !what.startsWith('milliseconds')).sort(),
      ['milliseconds of a start, on average', average(ledger, 'milliseconds of starts', 'starts')],
      ['requests shown on a card of their own', ids.size],
      ['decisions shown to somebody', sum([...ledger.decisions.values()].map(({ size }) => size))],
      ['Graph: remediate calls', tenant.graph.remediations.length],
      ['Graph: remediations with effect', graph.remediations],
      ['Graph: most calls at once', graph.mostAtOnce],
      ['Graph: most active remediations', graph.mostActive],
      ['Teams: cards, replies, updates', `${done.post}, ${done.reply}, ${done.update}`],
      ['Teams: of those, the answer did not arrive', `${lost.post}, ${lost.reply}, ${lost.update}`],
      ['Teams: calls that failed', failed],
      ['Teams: calls faster than the limits', rateViolations],
      ['doubled cards', doubledCards],
      ['doubled replies', doubledReplies],
    ],
  };
}

/** Cards and replies are said at least once: twice where nobody can know whether the first time arrived. */
export function explainDoubles(tenant: Tenant, ledger: Ledger, { doubledCards, doubledReplies }: Figures): string {
  const { lost } = tenant.teams.figures();
  const kills = ledger.counts.get('kills') ?? 0;
  return [
    `Doubled cards: ${doubledCards}. Teams posted ${lost.post} cards and did not say so; the rest of them stood when a`,
    `process died between Teams' answer and its own commit (${kills} were killed).`,
    `Doubled replies: ${doubledReplies}, for the same reasons (${lost.reply} answers did not arrive).`,
  ].join('\n');
}

/** More than these can account for is a defect, not bad luck. */
export function tooManyDoubles(tenant: Tenant, ledger: Ledger, { doubledCards, doubledReplies }: Figures): string[] {
  const { lost } = tenant.teams.figures();
  // At most so many calls of one process are under way when it dies.
  const dead = (ledger.counts.get('kills') ?? 0) * 10;
  return [
    ...(doubledCards > lost.post + dead ? [`${doubledCards} doubled cards are more than lost answers explain`] : []),
    ...(doubledReplies > lost.reply + dead
      ? [`${doubledReplies} doubled replies are more than lost answers explain`]
      : []),
  ];
}

export function asTable(rows: Figures['rows']): string {
  const width = Math.max(...rows.map(([what]) => what.length));
  return rows.map(([what, count]) => `  ${what.padEnd(width)}  ${count}`).join('\n');
}

function shown(post: Post): string {
  return textOf(post.card) || (post.text ?? '');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function average({ counts }: Ledger, total: string, times: string): number {
  return Math.round((counts.get(total) ?? 0) / Math.max(1, counts.get(times) ?? 0));
}
