import type { englishHistory } from '../en/history.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** Past requests, and how lists go on. */
export function japaneseHistory(formats: Formats): Worded<ReturnType<typeof englishHistory>> {
  const { number } = formats;
  return {
    historyTitle: '判断の履歴',
    historyNone: '判断済みの申請はまだありません。',
    historyNoMore: 'これより古い申請はありません。',
    historyRange: ({ first, last }) => `${number(first)} ～ ${number(last)} 件目を、判断の新しい順に表示しています。`,
    listMore: ({ command }) => `続きを表示するコマンド: ${command}`,
    listOpen: '個別に表示するには、「show」に続けて ID を入力してください。',
    historySpoken: ({ shown }) => `判断済みの申請は ${number(shown)} 件です。`,
    historyLine: ({ state, plan }) => `${state}。${plan}`,
    historyUndone: ({ state, plan, requestId }) => `${state}。${plan}${requestId} で元に戻し済み。`,
    historyDecided: ({ people, time }) => `${listed(people, formats)} が判断 (${time})。`,
    historyUndecided: ({ time }) => `期限までに判断されず、${time} に終了。`,
  };
}
