import type { RemediationAction } from '../../../approval/request.ts';
import type { englishRequest } from '../en/request.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** The open request: what happened, what will be done, to how many, can it be undone, who decides. */
export function japaneseRequest(formats: Formats): Worded<ReturnType<typeof englishRequest>> {
  const { number, and } = formats;
  /** Without a verb's ending, so that it fits what is asked, what was approved, and what was done. */
  const doing: Record<RemediationAction, (mailboxCount: number) => string> = {
    softDelete: (value) => `メールボックス ${number(value)} 個から論理的に削除。`,
    hardDelete: (value) => `メールボックス ${number(value)} 個から物理的に削除。`,
    moveToJunk: (value) => `メールボックス ${number(value)} 個で迷惑メールに移動。`,
    moveToDeletedItems: (value) => `メールボックス ${number(value)} 個で削除済みアイテムに移動。`,
    moveToInbox: (value) => `メールボックス ${number(value)} 個で受信トレイに戻す。`,
  };
  const effect: Record<RemediationAction, string> = {
    softDelete: 'ユーザーには表示されなくなりますが、復元できます。',
    hardDelete: 'ユーザーには表示されなくなり、復元もできません。',
    moveToJunk: 'ユーザーは移動先で引き続き開けます。元に戻せます。',
    moveToDeletedItems: 'ユーザーは移動先で引き続き開けます。元に戻せます。',
    moveToInbox: 'ユーザーに再び表示され、開けるようになります。',
  };
  return {
    askTitle: ({ action }) =>
      action === 'moveToInbox' ? 'このメールを受信トレイに戻しますか？' : 'このメールを除去しますか？',
    kicker: ({ severity, requestId }) => `${severity} · ${requestId}`,
    plan: ({ action, mailboxCount }) => doing[action](mailboxCount),
    planWithEffect: ({ action, mailboxCount }) => `${doing[action](mailboxCount)}${effect[action]}`,
    copies: ({ emailCount, messageCount }) => {
      if (emailCount !== messageCount) {
        return `メッセージ ${number(messageCount)} 件、メール ${number(emailCount)} 通が対象です。`;
      }
      return messageCount === 1
        ? `メッセージ ${number(messageCount)} 件が対象です。`
        : `異なるメッセージ ${number(messageCount)} 件が対象です。`;
    },
    sendersCopy: '送信者が組織内にいる場合は、送信者側のコピーも対象です。',
    recipients: (names) => `メールボックス: ${listed(names, formats)}`,
    fromSources: ({ sources, alertCount }) => `報告元: ${and(sources)} (アラート ${number(alertCount)} 件)。`,
    requestedBy: ({ upn }) => `申請者: ${upn}。`,
    requestedFound: ({ upn }) => `申請者: ${upn}（「find」の検索結果から）。`,
    requestedBecause: ({ upn, because }) => `申請者: ${upn}、理由: ${because}`,
    factsOfOne: ({ requestId, messageCount }) =>
      `表示されている詳細は、メッセージ ${number(messageCount)} 件のうち 1 件のみのもので、${requestId} の情報です。残りは ID で確認してください。`,
    earlier: ({ requestId }) => `同じメッセージに関する以前の申請: ${requestId}。`,
    decideBefore: ({ time }) => `判断の期限は ${time} です。期限を過ぎると申請は期限切れになり、何も実行されません。`,
    dryRun: 'これはドライランです。Microsoft Graph には何も送信されず、メールボックスは変更されません。',
    notice: {
      staleRevision:
        'この申請は開いた後に変更されたため、クリックは反映されていません。内容を確認し、もう一度判断してください。',
      alreadyDecided: 'この申請は、ここに表示されているとおりすでに判断済みです。クリックしても何も変わっていません。',
      alreadyApprovedByYou: 'この申請はすでに承認しています。ほかの人の承認を待っています。',
      checkingAgain: 'メールボックスをもう一度確認しています。結果はこのカードに表示されます。',
      nothingUnclear: 'この申請に、担当者の判断を待つ項目はもうありません。クリックしても何も変わっていません。',
      ownCard: 'この申請の個別のカードがチャネルにあります。判断と結果はそのカードに表示されます。',
      foundBelow:
        'このメールは検索したばかりです。検索結果はこのカードの下にあります。もう一度検索するには、1 分後にクリックしてください。',
    },
    cut: ({ characters }) => `… (以降 ${number(characters)} 文字を省略)`,
    list: (names) => listed(names, formats),
    button: {
      approve: '承認',
      reject: '却下',
      revoke: '自分の承認を取り消す',
      retry: '再試行',
      checkAgain: '再確認',
      sendAgain: '再送信',
      refresh: '最新の情報に更新',
      open: ({ requestId }) => `${requestId} を開く`,
      change: '実行内容を変更',
      more: 'メールの詳細',
      closerLook: ({ host }) => `${host} で開く`,
    },
    input: {
      action: 'メールに対する操作',
      actionHint: '選択によっては、別の承認が必要になります。',
      severity: '重大度',
      sendersCopy: '社内の送信者のコピーも対象にする',
      reason: '理由 (却下する場合は必須)',
      reasonRequired: '理由 (承認と却下のどちらでも必須)',
      reasonHint: '判断の理由です。申請とともに保存されます。',
    },
    openFallback: ({ severity, requestId }) =>
      `${severity}。申請 ${requestId} は判断待ちです。表示して判断するには、Teams を更新してください。`,
    openSpoken: ({ severity, requestId, plan }) => `${severity}。申請 ${requestId} は判断待ちです。${plan}`,
  };
}
