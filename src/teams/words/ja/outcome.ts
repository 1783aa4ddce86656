import type { englishOutcome } from '../en/outcome.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** The decided request: who decided, when and why, how far it is, and what is not proven yet. */
export function japaneseOutcome({ number }: Formats): Worded<ReturnType<typeof englishOutcome>> {
  return {
    outcome: {
      approved: 'まもなく Microsoft Defender に送信されます。',
      submitting: '承認され、Microsoft Defender に送信しています。',
      submitted: '結果は未確認です。進行状況はアクション センターに表示されます。',
      verifying: 'まだ確認できていません。メールボックスを確認しています。',
      verified: 'アクションが反映されたことをメールボックスで確認しました。',
      partlyVerified:
        '一部のメールボックスでは、アクションの反映を確認できませんでした。Microsoft Defender で確認してください。',
      unverified: 'アクションの反映をメールボックスで確認できませんでした。Microsoft Defender で確認してください。',
      failed: '一部を Microsoft Defender に送信できませんでした。',
      rejected: 'メールには何も実行されていません。',
      expired: '期限までに判断されなかったため、メールには何も実行されていません。',
      withdrawn: 'メールには何も実行されていません。',
    },
    tooFewApprovedOutcome: '期限までに必要な承認がそろわなかったため、メールには何も実行されていません。',
    failedWholly: 'Microsoft Defender に何も送信できませんでした。',
    dryRunOutcome: {
      approved: 'Microsoft Graph には何も送信されません。',
      submitting: 'Microsoft Graph には何も送信されません。',
      submitted: 'Microsoft Graph には何も送信されず、メールボックスは変更されていません。',
    },
    unclearTitle: '結果はまだ不明',
    unclearOutcome:
      'Microsoft Graph から明確な応答がなく、要求が受け付けられたかどうか不明です。再び送信する前に、メールボックスを確認します。',
    stillUnclearTitle: '結果は引き続き不明',
    stillUnclearOutcome:
      'Microsoft Graph から明確な応答がなく、メールボックスを見ても結果がはっきりしません。担当者の判断が必要です。',
    stillThereOutcome: 'Microsoft Graph から明確な応答がなく、メールは元の場所に残っています。担当者の判断が必要です。',
    reconciledOutcome:
      'Microsoft Graph からの応答はありませんでしたが、要求が実行されたことをメールボックスで確認しました。',
    whatToDoUnclear:
      'アクション センターの履歴を確認してください。「再確認」はメールボックスをもう一度確認します。「再送信」は同じ要求をもう一度送信します。',
    nextLook: ({ time }) => `メールボックスの次回確認: ${time}。`,
    sentTimes: ({ calls }) =>
      calls === 1
        ? `${number(calls)} 回送信しました。`
        : `${number(calls)} 回送信しましたが、いずれも明確な応答がありませんでした。`,
    lastLook: ({ moved, unmoved, rest, time }) =>
      `前回の確認 (${time}): 移動済み ${number(moved)} 通、未移動 ${number(unmoved)} 通、不明 ${number(rest)} 通。`,
    approvedPlan: ({ plan }) => `承認された内容: ${plan}`,
    undonePlan: ({ plan }) => `申請された内容: ${plan}`,
    approvedBy: ({ upn, time }) => `${upn} が ${time} に承認しました。`,
    rejectedBy: ({ upn, time }) => `${upn} が ${time} に却下しました。`,
    withdrawnBy: ({ upn }) => `申請者の ${upn} が取り下げました。`,
    moreDecisions: ({ more }) => `これより前の判断 ${number(more)} 件は表示していません。`,
    reason: ({ reason }) => `理由: ${reason}`,
    expiredAt: ({ time }) => `判断の期限は ${time} でした。`,
    accepted: ({ done, total }) => `メール ${number(total)} 通中 ${number(done)} 通を送信しました。`,
    duplicate: ({ emailCount }) => `メール ${number(emailCount)} 通は、同じアクションで以前に送信済みです。`,
    refused: ({ emailCount }) => `メール ${number(emailCount)} 通は送信されていません。`,
    batches: ({ done, total }) => `バッチ ${number(total)} 件中 ${number(done)} 件を送信しました。`,
    reconciled: ({ emailCount }) =>
      `メール ${number(emailCount)} 通については応答がありませんでしたが、要求が受け付けられたことをメールボックスで確認しました。`,
    unclear: ({ emailCount }) =>
      `メール ${number(emailCount)} 通は不明です。Microsoft Graph から明確な応答がありませんでした。`,
    waiting: ({ emailCount, time }) => `メール ${number(emailCount)} 通が待機中です。次の試行: ${time}。`,
    waitingFor: {
      slot: ({ emailCount }) =>
        `メール ${number(emailCount)} 通が待機中です。Microsoft Defender が同時に処理できる修復の数に限りがあるためで、自動的に再開されます。`,
      mail: ({ emailCount }) =>
        `メール ${number(emailCount)} 通が待機中です。同じメールに対する別の申請を送信しているためで、自動的に再開されます。`,
      liveMode: ({ emailCount }) =>
        `メール ${number(emailCount)} 通が待機中です。このサービスが現在ドライランで動作しているためです (REMEDIATION_MODE)。本番に戻ると送信されます。`,
    },
    waitingBecause: {
      busy: ({ emailCount, time }) =>
        `Microsoft Graph が混み合っているため、メール ${number(emailCount)} 通が待機中です。次の試行: ${time}。`,
      duplicate: ({ emailCount, time }) =>
        `同じメールに対する別の修復が進行中のため、メール ${number(emailCount)} 通が待機中です。次の試行: ${time}。`,
    },
    graphSaid: ({ message }) => `Microsoft Graph の応答: ${message}`,
    retryHint: 'カードの「再試行」では、失敗したものだけを送信します。',
    trackingMissing:
      'Microsoft Graph から追跡用のリンクが返されませんでした。修復はアクション センターの履歴に表示されます。',
    trackingMore: ({ more }) => `ほか ${number(more)} 件はアクション センターの履歴にあります。`,
    track: 'アクション センターで追跡',
    trackPart: ({ part }) => `アクション センターで追跡 (${number(part)})`,
    history: 'アクション センターの履歴を開く',
    endedFallback: ({ requestId, state }) => `申請 ${requestId}: ${state}。`,
    endedSpoken: ({ requestId, state, outcome }) => `申請 ${requestId}。${state}。${outcome}`,
  };
}
