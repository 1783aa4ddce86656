import type { englishSummary } from '../en/summary.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { japaneseTerms } from './terms.ts';

/** The card that stands for many which came at once. */
export function japaneseSummary({ number }: Formats): Worded<ReturnType<typeof englishSummary>> {
  return {
    summaryTitle: ({ total }) =>
      total === 1 ? `申請 ${number(total)} 件` : `${number(total)} 件の申請がまとめて届きました`,
    summaryAllWait: ({ total }) =>
      total === 1 ? '判断待ちです。開いて判断してください。' : 'すべて判断待ちです。1 件ずつ開いて判断してください。',
    summarySomeWait: ({ open, total }) =>
      `${number(total)} 件中 ${number(open)} 件がまだ判断待ちです。開いて判断してください。`,
    summaryAllDecided: 'すべて判断済みです。',
    summaryNoneWaits: '判断待ちの申請はもうありません。',
    summaryState: ({ state, upn }) => {
      const became = japaneseTerms.state[state];
      if (upn === undefined) return became;
      if (state === 'rejected') return `${upn} が却下`;
      if (state === 'withdrawn') return `${upn} が取り下げ`;
      if (state === 'approved') return `${upn} が承認`;
      return `${became} · ${upn} が承認`;
    },
    summaryOwnCard: '個別のカードあり',
    spoken: ({ title, text }) => `${title}。${text}`,
    mailboxes: ({ mailboxCount }) => `メールボックス ${number(mailboxCount)} 個`,
    summaryNotification: ({ requests: { length } }) => `${number(length)} 件の申請が判断待ちです`,
  };
}
