import type { englishDialog } from '../en/dialog.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** The dialog that makes a request of somebody's message. */
export function japaneseDialog({ number }: Formats): Worded<ReturnType<typeof englishDialog>> {
  return {
    dialog: {
      title: '除去の申請',
      intro: '申請を作成します。申請のカードはアラート チャネルに送られ、そこで承認されるまで何も除去されません。',
      every: 'これらの各メッセージを、これらの各メールボックスから除去するよう申請します。',
      foundSubject: ({ subject }) => `メッセージ内の件名: ${subject}`,
      noMessageIdFound:
        'メッセージにネットワーク メッセージ ID が見つかりませんでした。ID は Defender のメールのページに表示されます。',
      checkMessageIds:
        'これがネットワーク メッセージ ID であることは、メッセージに明記されていません。申請する前に確認してください。',
      noRecipientFound: 'メッセージにメールボックスが見つかりませんでした。',
      checkRecipients: 'これらが受信者であることは、メッセージに明記されていません。申請する前に確認してください。',
      moreMessageIds: ({ more }) => `ほかに見つかった ID ${number(more)} 件は入力されていません。`,
      moreRecipients: ({ more }) => `ほかに見つかったアドレス ${number(more)} 件は入力されていません。`,
      messageIds: 'ネットワーク メッセージ ID (1 行に 1 件)',
      messageIdsHint: '6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f',
      recipients: 'メールボックス (1 行に 1 アドレス)',
      recipientsHint: 'ana@contoso.com',
      reason: '理由 (任意)',
      reasonHint: '削除が必要な理由です。カードに表示されます。',
      submit: '除去を申請',
      problem: {
        noMessageId: () => 'ネットワーク メッセージ ID を 1 件以上入力してください。',
        unreadMessageId: ({ unread }) =>
          `「${unread}」はネットワーク メッセージ ID ではありません。正しい形式は 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f のとおりです。インターネット メッセージ ID とは異なります。`,
        noRecipient: () => 'メールボックスを 1 個以上入力してください。',
        unreadRecipient: ({ unread }) =>
          `「${unread}」はメールボックスのアドレス (ana@contoso.com など) ではありません。`,
        tooManyEmails: ({ most }) =>
          `1 件の申請の上限を超えています。メールボックスごとに数えて、メールは ${number(most)} 通までです。`,
        tooLong: () => 'テキストが長すぎます。まず一部だけを申請してください。',
        action: () => 'メールに対する操作を選択してください。',
        severity: () => '重大度を選択してください。',
        reasonTooLong: () => '理由が長すぎます。1,000 文字以内で入力してください。',
      },
      askedTitle: '申請を作成しました',
      nothingAskedTitle: '新しい申請はありません',
      refusedTitle: 'この操作はできません',
      faultTitle: '処理できませんでした',
      installTitle: 'この会話にはまだアプリがありません',
      install:
        'Teams が操作している人をアプリに知らせるのは、アプリがインストールされている場所だけです。アプリはここに書き込まず、ほかのメッセージも読み取りません。',
      installButton: 'アプリを追加して続行',
    },
  };
}
