import { type Wish, wishOf } from '../arguments.ts';
import type { englishRefusals } from '../en/refusals.ts';
import type { Worded } from '../worded.ts';
import { japaneseDeadlineRefusals } from './deadlines.ts';
import { japaneseNoMailRefusals } from './no-mail.ts';
import { japaneseUndoRefusals } from './undo.ts';

/** Who is asking matters here, so the sentence says what exactly they may not do. */
const notForThem: Record<'guest' | 'notAnApprover' | 'notAMember', Record<Wish, string>> = {
  guest: {
    decide: 'ゲストはここで判断できません。承認できる組織のメンバーに依頼してください。',
    see: 'ゲストはここで申請を表示できません。組織のメンバーに問い合わせてください。',
    request: 'ゲストはここで除去を申請できません。組織のメンバーに依頼してください。',
    undo: 'ゲストはここで元に戻す申請をできません。組織のメンバーに依頼してください。',
    moveAlerts: 'ゲストはアラートの送信先を変更できません。承認できる組織のメンバーに依頼してください。',
    beApprover: 'ゲストはここで承認できません。',
  },
  notAnApprover: {
    decide: '承認ポリシーで承認者に指定されていません。承認できる人に依頼してください。',
    beApprover:
      '承認ポリシーで承認者に指定されていません。「who can approve CS-7F3K2Q」と入力すると、その申請に指定されている人を確認できます。',
    see: 'これを表示できるのは、承認ポリシーで指定された承認者だけです。承認者に問い合わせてください。',
    request: '除去を申請できるのは、承認ポリシーで指定された承認者だけです。承認者に依頼してください。',
    undo: '元に戻す申請をできるのは、承認ポリシーで指定された承認者だけです。承認者に依頼してください。',
    moveAlerts: 'アラートの送信先を変更できるのは、承認ポリシーで指定された承認者だけです。承認者に依頼してください。',
  },
  notAMember: {
    decide:
      'この操作ができるのは、承認者と、アラート チャネルがあるチームのメンバーだけです。該当する人に依頼してください。',
    see: 'これを表示できるのは、承認者と、アラート チャネルがあるチームのメンバーだけです。該当する人に問い合わせてください。',
    request:
      '除去を申請できるのは、承認者と、アラート チャネルがあるチームのメンバーだけです。該当する人に依頼してください。',
    undo: '元に戻す申請をできるのは、承認者と、アラート チャネルがあるチームのメンバーだけです。該当する人に依頼してください。',
    moveAlerts: 'アラートの送信先を変更できるのは承認者だけです。承認者に依頼してください。',
    beApprover: '承認ポリシーで承認者に指定されていません。',
  },
};

/** The directory did not answer. An approval may hang on the groups of those who approved before. */
const unknownMembership: Record<Wish, string> = {
  decide:
    '承認ポリシーのグループを Entra から読み取れなかったため、誰が判断できるか確認できません。クリックしても何も変わっていません。1 分後にもう一度お試しください。',
  see: 'あなたの Entra グループを読み取れなかったため、表示できるかどうか確認できません。1 分後にもう一度お試しください。',
  request:
    'あなたの Entra グループを読み取れなかったため、除去を申請できるかどうか確認できません。何も申請されていません。1 分後にもう一度お試しください。',
  undo: 'あなたの Entra グループを読み取れなかったため、元に戻す申請をできるかどうか確認できません。何も申請されていません。1 分後にもう一度お試しください。',
  moveAlerts:
    'あなたの Entra グループを読み取れなかったため、アラートの送信先を変更できるかどうか確認できません。何も変更されていません。1 分後にもう一度お試しください。',
  beApprover:
    'あなたの Entra グループを読み取れなかったため、承認できるかどうか確認できません。1 分後にもう一度お試しください。',
};

/** Why a click or a command was not carried out: one sentence for one person, saying what they can do. */
export const japaneseRefusals: Worded<typeof englishRefusals> = {
  refusal: {
    ...japaneseUndoRefusals,
    ...japaneseDeadlineRefusals,
    ...japaneseNoMailRefusals,
    unknownRequest: ({ requestId }) =>
      requestId
        ? `申請 ${requestId} はありません。ID を確認するか、「pending」と入力して判断待ちの申請を確認してください。`
        : 'この申請はありません。ID を確認するか、「pending」と入力して判断待ちの申請を確認してください。',
    staleRevision: ({ requestId }) =>
      requestId
        ? `${requestId} の内容は、開いた後に変更されました。新しいカードを確認し、もう一度判断してください。`
        : 'この申請の内容は、開いた後に変更されました。新しいカードを確認し、もう一度判断してください。',
    alreadyDecided: ({ requestId }) =>
      requestId
        ? `${requestId} はすでに判断済みのため、クリックしても何も変わっていません。誰が判断したかはカードに表示されます。`
        : 'この申請はすでに判断済みのため、クリックしても何も変わっていません。誰が判断したかはカードに表示されます。',
    alreadyApprovedByYou: ({ requestId }) =>
      requestId
        ? `${requestId} はすでに承認しています。次の承認は別の人が行う必要があります。`
        : 'この申請はすでに承認しています。次の承認は別の人が行う必要があります。',
    expired: ({ requestId }) =>
      requestId
        ? `${requestId} の判断の期限が過ぎ、何も実行されていません。まだ必要な場合は、「request」で申請し直してください。`
        : 'この申請の判断の期限が過ぎ、何も実行されていません。まだ必要な場合は、「request」で申請し直してください。',
    notAnApprover: (facts) =>
      facts.requestId && wishOf(facts) === 'decide'
        ? `承認ポリシーで指定されていないため、${facts.requestId} について判断できません。「who can approve ${facts.requestId}」と入力すると、依頼できる人を確認できます。`
        : notForThem.notAnApprover[wishOf(facts)],
    guest: (facts) => notForThem.guest[wishOf(facts)],
    requesterMayNotApprove: ({ requestId }) =>
      requestId
        ? `これは自分で申請した内容なので、${requestId} には別の人の承認が必要です。却下することはできます。`
        : 'この申請は自分で申請したものなので、別の人の承認が必要です。却下することはできます。',
    reasonRequired: () => 'この判断には理由が必要です。カードの「理由」に入力し、もう一度クリックしてください。',
    nothingToRevoke: ({ requestId }) =>
      requestId
        ? `${requestId} に、取り消せる自分の承認はありません。`
        : 'この申請に、取り消せる自分の承認はありません。',
    nothingToRetry: ({ requestId }) =>
      requestId
        ? `${requestId} に失敗したものはないため、再試行は不要です。`
        : 'この申請に失敗したものはないため、再試行は不要です。',
    notTheRequester: ({ requestId }) =>
      requestId
        ? `${requestId} を取り下げられるのは申請者だけです。代わりに却下することはできます。`
        : 'この申請を取り下げられるのは申請者だけです。代わりに却下することはできます。',
    invalidTransition: ({ requestId }) =>
      requestId
        ? `${requestId} では、この操作はもうできません。カードを開き直して状態を確認してください。`
        : 'この申請では、この操作はもうできません。カードを開き直して状態を確認してください。',
    tooManyClicks: () => '1 分間のクリック数が多すぎます。1 分待ってから、もう一度お試しください。',
    unknownVerb: () => 'このバージョンでは使えないボタンです。申請を開き直して、新しいカードを表示してください。',
    badInput: () =>
      'カードに読み取れない項目がありました。選択または入力した内容を確認し、もう一度クリックしてください。',
    notAMember: (facts) => notForThem.notAMember[wishOf(facts)],
    channelIsFixed: () =>
      'アラート チャネルは設定 ALERT_CHANNEL で固定されています。変更するには、このアプリの管理者に依頼してください。',
    notAChannel: () => 'このコマンドはチャネルでのみ使えます。アラートを受け取るチャネルで入力してください。',
    membershipUnknown: (facts) => unknownMembership[wishOf(facts)],
    nothingNew: ({ requestId }) =>
      requestId
        ? `これらのメールはすべて、同じアクションまたは物理的な削除が ${requestId} で送信済みです。その申請を開いて進行状況を確認してください。`
        : 'これらのメールはすべて、同じアクションまたは物理的な削除が送信済みです。「pending」と入力して判断待ちの申請を確認してください。',
    searchTooOld: () => 'この検索結果は古すぎるか、この組織のものではありません。「find」でもう一度検索してください。',
    askInPrivate: () =>
      'メールの内容は、アラート チャネルがあるチームの中か、本人だけに表示されます。個人チャットで入力してください。',
  },
};
