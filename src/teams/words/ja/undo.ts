import type { englishUndo, englishUndoRefusals } from '../en/undo.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** Putting back what a request moved: a request of its own. */
export function japaneseUndo({ number }: Formats): Worded<ReturnType<typeof englishUndo>> {
  return {
    undo: {
      button: '元に戻す',
      offer: ({ emailCount }) =>
        `「元に戻す」を選択すると、メール ${number(emailCount)} 通を受信トレイに戻す新しい申請が作成されます。承認されるまでメールは戻りません。`,
      asked: ({ requestId }) =>
        `元に戻すことが ${requestId} で申請されています。個別のカードがあり、承認されるとメールが戻ります。`,
      done: ({ requestId }) => `この申請で移動したメールは ${requestId} で元に戻されました。`,
      plan: ({ requestId, emailCount }) =>
        `${requestId} を元に戻す: メール ${number(emailCount)} 通を受信トレイに戻します。ユーザーに再び表示され、開けるようになります。`,
      planLine: ({ requestId, mailboxCount }) =>
        `${requestId} を元に戻す: メールボックス ${number(mailboxCount)} 個で受信トレイに戻す。`,
      approvedPlan: ({ requestId, emailCount }) =>
        `承認された内容: ${requestId} を元に戻し、メール ${number(emailCount)} 通を受信トレイに戻す。`,
      undonePlan: ({ requestId, emailCount }) =>
        `申請された内容: ${requestId} を元に戻し、メール ${number(emailCount)} 通を受信トレイに戻す。`,
      onlyProven:
        '対象は、移動されたことをメールボックスで確認できたメールです。元の場所にかかわらず、すべて受信トレイに移動します。',
      mayBeGone:
        'この申請の時点で移動から 14 日を超えていたため、一部のメールボックスにはもう残っていない可能性があります。',
      answer: ({ requestId, undoId, emailCount, channelBound, alreadyAsked }) => {
        const mail = number(emailCount);
        if (alreadyAsked) {
          return channelBound
            ? `${requestId} を元に戻す申請はすでにあります: ${undoId}、メール ${mail} 通。カードはアラート チャネルにあります。`
            : `${requestId} を元に戻す申請はすでにあります: ${undoId}、メール ${mail} 通。アラートを受け取るチャネルがまだないため、カードはありません。承認者に、いずれかのチャネルで「alerts here」と入力するよう依頼してください。`;
        }
        return channelBound
          ? `${undoId} を作成し、${requestId} のメール ${mail} 通を元に戻すことを申請しました。カードはアラート チャネルにあり、承認されるまで何も移動されません。`
          : `${undoId} を作成し、${requestId} のメール ${mail} 通を元に戻すことを申請しました。アラートを受け取るチャネルがまだないため、カードはありません。承認者に、いずれかのチャネルで「alerts here」と入力するよう依頼してください。`;
      },
    },
  };
}

/** Why something cannot be put back, and what an undo cannot do. */
export const japaneseUndoRefusals: Worded<typeof englishUndoRefusals> = {
  undoOfOpen: ({ requestId }) =>
    requestId
      ? `${requestId} はまだ承認されていないため、何も移動されていません。カードで判断を待っています。`
      : 'この申請はまだ承認されていないため、何も移動されていません。カードで判断を待っています。',
  undoOfRejected: ({ requestId }) =>
    requestId
      ? `${requestId} は却下され、何も移動されていないため、元に戻すものはありません。`
      : 'この申請は却下され、何も移動されていないため、元に戻すものはありません。',
  undoOfExpired: ({ requestId }) =>
    requestId
      ? `${requestId} は期限切れになり、何も移動されていないため、元に戻すものはありません。`
      : 'この申請は期限切れになり、何も移動されていないため、元に戻すものはありません。',
  undoOfWithdrawn: ({ requestId }) =>
    requestId
      ? `${requestId} は取り下げられ、何も移動されていないため、元に戻すものはありません。`
      : 'この申請は取り下げられ、何も移動されていないため、元に戻すものはありません。',
  undoOfDryRun: ({ requestId }) =>
    requestId
      ? `${requestId} はドライランで、メールボックスは変更されていないため、元に戻すものはありません。`
      : 'この申請はドライランで、メールボックスは変更されていないため、元に戻すものはありません。',
  undoOfFailed: ({ requestId }) =>
    requestId
      ? `${requestId} は何も送信できず、何も移動されていないため、元に戻すものはありません。`
      : 'この申請は何も送信できず、何も移動されていないため、元に戻すものはありません。',
  cannotUndoHardDelete: ({ requestId }) =>
    requestId
      ? `${requestId} は物理的な削除の申請です。物理的な削除は元に戻せません。`
      : 'この申請は物理的な削除の申請です。物理的な削除は元に戻せません。',
  cannotUndoUndo: ({ requestId }) =>
    requestId
      ? `${requestId} はメールを受信トレイに移動した申請なので、元に戻すものはありません。再び除去するには、「request」で申請してください。`
      : 'この申請はメールを受信トレイに移動したものなので、元に戻すものはありません。再び除去するには、「request」で申請してください。',
  nothingToUndo: ({ requestId }) =>
    requestId
      ? `${requestId} で移動されたメールはメールボックスで確認できないため、元に戻すものはありません。`
      : 'この申請で移動されたメールはメールボックスで確認できないため、元に戻すものはありません。',
  undoUnread: ({ requestId }) =>
    requestId
      ? `メールボックスを読み取れなかったため、${requestId} で何が移動されたかは不明です。Microsoft Defender でメールを探し、そこで元に戻してください。`
      : 'メールボックスを読み取れなかったため、この申請で何が移動されたかは不明です。Microsoft Defender でメールを探し、そこで元に戻してください。',
  notYetVerified: ({ requestId, tryAgainAt }) => {
    if (requestId === undefined) {
      return 'この申請で何が移動されたかはまだわかりません。カードにメールボックスの確認結果が表示されてから、もう一度お試しください。';
    }
    return tryAgainAt === undefined
      ? `${requestId} で何が移動されたかはまだわかりません。カードにメールボックスの確認結果が表示されてから、もう一度お試しください。`
      : `${requestId} で何が移動されたかはまだわかりません。次回は ${tryAgainAt} にメールボックスを確認します。その後でもう一度お試しください。`;
  },
  undoTooLate: ({ requestId }) =>
    requestId
      ? `${requestId} は 30 日より前に送信されました。論理的に削除されたメールがメールボックスに残るのは最長 30 日なので、元に戻せません。`
      : 'この申請は 30 日より前に送信されました。論理的に削除されたメールがメールボックスに残るのは最長 30 日なので、元に戻せません。',
  alreadyUndone: ({ requestId, otherId }) =>
    requestId && otherId
      ? `${requestId} で移動されたメールは、すでに ${otherId} で元に戻されています。`
      : 'この申請で移動されたメールは、すでに元に戻されています。',
  undoOvertaken: ({ requestId, otherId }) =>
    requestId && otherId
      ? `${requestId} で移動されたメールは、その後 ${otherId} で再び移動されました。受信トレイに戻すには、${otherId} を元に戻してください。`
      : 'この申請で移動されたメールは、その後、別の申請で再び移動されました。受信トレイに戻すには、その申請を元に戻してください。',
  undoCannotChange: ({ requestId }) =>
    requestId
      ? `${requestId} は別の申請を元に戻すものなので、メールを戻すことしかできません。クリックは反映されていません。このまま承認するか、却下してください。`
      : 'この申請は別の申請を元に戻すものなので、メールを戻すことしかできません。クリックは反映されていません。このまま承認するか、却下してください。',
};
