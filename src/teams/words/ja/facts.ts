import type { englishFacts } from '../en/facts.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** Facts of the email: what stands in bold before each, and what is said where there are too many. */
export function japaneseFacts({ number }: Formats): Worded<ReturnType<typeof englishFacts>> {
  return {
    fact: {
      subject: '件名:',
      from: '差出人:',
      received: '受信日時:',
      threats: '脅威:',
      title: 'アラート:',
      description: '詳細:',
      location: '報告時の場所:',
      link: 'メール内のリンク:',
      attachment: '添付ファイル:',
      networkMessageId: 'ネットワーク メッセージ ID:',
      internetMessageId: 'インターネット メッセージ ID:',
    },
    location: {
      inbox_folder: '受信トレイ',
      junkfolder: '迷惑メール',
      deletedfolder: '削除済みアイテム',
      quarantine: '検疫',
      onprem_external: 'Exchange Online 以外のメールボックス',
      failed: '未配信: 配信失敗',
      dropped: '未配信: 破棄',
      others: 'その他の場所',
    },
    moreMessages: ({ more }) => `ほかにメッセージが ${number(more)} 件あります。`,
    moreLinks: ({ more }) => `ほかにリンクが ${number(more)} 件あります。`,
    moreAttachments: ({ more }) => `ほかに添付ファイルが ${number(more)} 件あります。`,
    factsBlanked: ({ time }) =>
      `メールの詳細は ${time} に消去されました。保存期間 (RETAIN_MAIL_FACTS) が過ぎたためです。`,
    nameAndAddress: ({ name, address }) => `${name} <${address}>`,
  };
}
