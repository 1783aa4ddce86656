import type { englishSummaries } from '../en/summaries.ts';
import type { Worded } from '../worded.ts';

/** Push notifications: which request and what is asked, never a word of the mail (they show on locked phones). */
export const japaneseSummaries: Worded<typeof englishSummaries> = {
  notification: {
    waits: ({ severity, requestId }) => `${severity} | ${requestId} は判断待ちです`,
    waitsForMore: ({ severity, requestId }) => `${severity} | ${requestId} は追加の承認待ちです`,
  },
  newsAbout: ({ requestId, news }) => `${requestId}: ${news}`,
  replyNews: {
    submitted: 'Microsoft Defender に送信済み、結果は未確認',
    failed: '送信できませんでした',
    alreadySubmitted: 'すでに送信済み',
    unclear: '結果はまだ不明',
    stillUnclear: '結果は引き続き不明、担当者の判断が必要',
    reminded: '引き続き判断待ち',
    escalated: 'エスカレーション済み、引き続き判断待ち',
    expired: '判断されないまま期限切れ',
    verified: 'メールボックスを確認しました',
  },
  tooFewApprovedNews: '必要な承認がそろわないまま期限切れ',
  dryRunNews: 'ドライラン終了、何も送信していません',
  proofNews: {
    verified: '確認済み',
    partlyVerified: '一部のみ確認済み',
    unverified: '確認できず',
  },
};
