import type { englishDeadlineRefusals, englishDeadlines } from '../en/deadlines.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** Until when one may decide, who is asked meanwhile, and what becomes of a request that nobody decided. */
export function japaneseDeadlines(formats: Formats): Worded<ReturnType<typeof englishDeadlines>> {
  const { number } = formats;
  return {
    deadlines: {
      decideWithin: ({ left, time }) => {
        if (left.unit === 'moment') {
          return `判断の期限まで 1 分未満です (${time} まで)。期限を過ぎると申請は期限切れになり、何も実行されません。`;
        }
        const value = number(left.value);
        return {
          days: `判断の期限まで約 ${value} 日です (${time} まで)。期限を過ぎると申請は期限切れになり、何も実行されません。`,
          hours: `判断の期限まで約 ${value} 時間です (${time} まで)。期限を過ぎると申請は期限切れになり、何も実行されません。`,
          minutes: `判断の期限まで約 ${value} 分です (${time} まで)。期限を過ぎると申請は期限切れになり、何も実行されません。`,
        }[left.unit];
      },
      escalated: ({ time, people }) =>
        `${time} に次の人にエスカレーションしました: ${listed(people, formats)}。各人は承認者に代わって承認でき、それぞれ 1 回だけ数えます。`,
      groupById: ({ id }) => `グループ ${id}`,
      called: {
        reminded: (names) => `判断を待っています: ${listed(names, formats)}。`,
        escalated: (names) => `新たに承認できる人: ${listed(names, formats)}。`,
      },
      askAgain: '再申請',
      askedAgain: ({ upn, requestId }) =>
        `${upn} が ${requestId} で再申請しました。新しい申請には個別のカードがあります。`,
      withdrawn: ({ requestId }) =>
        `${requestId} を取り下げました。メールには何も実行されておらず、この申請はもう承認できません。`,
      tooLateToWithdraw: ({ requestId }) =>
        `${requestId} はもう判断待ちではないため、取り下げられません。結果はカードに表示されます。`,
      notYoursToWithdraw: ({ requestId }) =>
        `${requestId} を取り下げられるのは申請者だけです。判断できる人は、代わりにカードで却下できます。`,
    },
  };
}

export const japaneseDeadlineRefusals: Worded<typeof englishDeadlineRefusals> = {
  noRequester: ({ requestId }) =>
    requestId
      ? `${requestId} はアラートから作成され、申請者がいないため、取り下げられません。判断できる人は、代わりにカードで却下できます。`
      : 'この申請はアラートから作成され、申請者がいないため、取り下げられません。判断できる人は、代わりにカードで却下できます。',
};
