import type { englishHistory } from '../en/history.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** Past requests, and how lists go on. */
export function japaneseHistory({ number }: Formats): Worded<ReturnType<typeof englishHistory>> {
  return {
    historyTitle: '判断の履歴',
    historyNone: '判断済みの申請はまだありません。',
    historyNoMore: 'これより古い申請はありません。',
    historyRange: ({ first, last }) => `${number(first)} ～ ${number(last)} 件目を、判断の新しい順に表示しています。`,
    listMore: ({ command }) => `続きを表示するコマンド: ${command}`,
    listOpen: '個別に表示するには、「show」に続けて ID を入力してください。',
    historySpoken: ({ shown }) => `判断済みの申請は ${number(shown)} 件です。`,
    historyLine: ({ state, plan }) => `${state}。${plan}`,
    historyDecided: ({ upn, time }) => `${upn} が判断 (${time})。`,
    historyUndecided: ({ time }) => `判断されないまま ${time} に終了。`,
  };
}
