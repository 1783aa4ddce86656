import type { englishRecipients } from '../en/recipients.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** The pages of a request's recipients, and who sent a campaign. */
export function japaneseRecipients(formats: Formats): Worded<ReturnType<typeof englishRecipients>> {
  const { number } = formats;
  return {
    recipientsTitle: ({ requestId }) => `${requestId} の受信者`,
    recipientsPage: ({ page, pages }) => `${number(page)} / ${number(pages)} ページ`,
    recipientsRange: ({ first, last, total }) =>
      `メール ${number(total)} 通中 ${number(first)} ～ ${number(last)} 通目をメッセージごとに表示しています。`,
    recipientsNone: '受信者はいません。',
    recipientsOnlyYou: 'このページはあなたにだけ表示されています。チャネルのカードは変わりません。',
    recipientsMessage: ({ messageId }) => (messageId === undefined ? 'ID のみ判明' : `メッセージ ${messageId}`),
    recipientStanding: ({ name, standing }) => `${name}: ${standing}`,
    standing: {
      moved: '移動済み',
      inPlace: 'もともとその場所にあった',
      stillThere: '元の場所に残っている',
      onPremises: 'オンプレミスまたは外部のメールボックスのため対象外',
      quarantine: '検疫中',
      neverDelivered: '未配信',
      unclear: '判定できない場所にある',
      notFound: 'Microsoft Defender で該当するメールが見つからない',
      unread: 'メールボックスを読み取れなかった',
      overtaken: '別の申請で移動された',
      waiting: '未送信',
      unseen: '送信済み、結果は未確認',
      refused: '未送信: Microsoft Graph が拒否',
      unknown: '送信されたかどうか不明',
      leftOut: '別の申請で送信済み',
      dryRun: 'ドライラン、何も送信していません',
    },
    recipientsButton: {
      show: '受信者を表示',
      previous: '前のページ',
      next: '次のページ',
      back: '申請に戻る',
    },
    sendersLabel: '差出人:',
    senders: (names) => listed(names, formats),
  };
}
