import type { englishReplies } from '../en/replies.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listedPeople } from './lists.ts';

/** Replies in the card's thread. */
export function japaneseReplies(formats: Formats): Worded<ReturnType<typeof englishReplies>> {
  const { number } = formats;
  return {
    replyTitle: {
      submitted: 'Microsoft Defender に送信済み',
      failed: '送信できませんでした',
      alreadySubmitted: 'すでに送信済み',
      unclear: '結果はまだ不明',
      stillUnclear: '結果は引き続き不明: 担当者の判断が必要',
      reminded: '引き続き判断待ち',
      escalated: 'エスカレーション済み: 引き続き判断待ち',
      expired: '期限切れ',
    },
    proofTitle: {
      verified: ({ proven, expected }) => `確認済み: ${number(expected)} 通中 ${number(proven)} 通`,
      partlyVerified: ({ proven, expected }) => `一部のみ確認済み: ${number(expected)} 通中 ${number(proven)} 通`,
      unverified: ({ proven, expected }) => `確認できず: ${number(expected)} 通中 ${number(proven)} 通`,
    },
    replyText: {
      submitted: '結果は未確認です。進行状況はアクション センターに表示されます。',
      failed: '一部を Microsoft Defender に送信できませんでした。',
      alreadySubmitted: 'これらのメールは送信済みであると Microsoft Graph から応答がありました。',
      unclear:
        'Microsoft Graph から明確な応答がなく、要求が受け付けられたかどうか不明です。再び送信する前に、メールボックスを確認します。',
      stillUnclear:
        'Microsoft Graph から明確な応答がなく、メールボックスを見ても結果がはっきりしません。カードで「再確認」または「再送信」を選択してください。',
      reminded: 'まだ誰も判断していません。上のカードで判断してください。',
      escalated:
        'まだ誰も判断していません。今後はほかの人も、それぞれ承認者に代わって承認できます。これまでの承認者も引き続き承認できます。上のカードで判断してください。',
      expired: '期限までに判断されなかったため、何も実行されていません。まだ必要な場合は、申請し直してください。',
    },
    tooFewApprovedReply: {
      reminded: '必要な承認がまだそろっていません。上のカードで判断してください。',
      escalated:
        '必要な承認がまだそろっていません。今後はほかの人も、それぞれ承認者に代わって承認できます。これまでの承認者も引き続き承認できます。上のカードで判断してください。',
      expired:
        '期限までに必要な承認がそろわなかったため、何も実行されていません。まだ必要な場合は、申請し直してください。',
    },
    stillThereReply:
      'Microsoft Graph から明確な応答がなく、メールは元の場所に残っています。カードで「再確認」または「再送信」を選択してください。',
    dryRunTitle: 'ドライラン終了',
    dryRunReply: 'Microsoft Graph には何も送信されず、メールボックスは変更されていません。',
    alreadyRetried: ({ time }) => `同じメールに対する別の修復が進行中です。この修復の次の試行: ${time}。`,
    alreadyCounted: '同じアクションが以前に送信されているため、完了とみなします。',
    approvedByAll: (names) => `承認者: ${listedPeople(names, formats)}。`,
    replySubject: ({ requestId, title }) => `${requestId} · ${title}`,
  };
}
