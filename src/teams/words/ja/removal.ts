import type { LeftOutEmails, RemovalAsked } from '../arguments.ts';
import type { englishRemoval } from '../en/removal.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** Answers to `request …`. */
export function japaneseRemoval(formats: Formats): Worded<ReturnType<typeof englishRemoval>> {
  const { number, sentences } = formats;

  function news({ requestId, asked, named, openElsewhere }: RemovalAsked): string {
    if (asked === named) return `${requestId} は判断待ちです。`;
    if (asked > 0) {
      return `${requestId} は判断待ちです。新しい分だけを申請しました: メール ${number(named)} 通中 ${number(asked)} 通。`;
    }
    if (openElsewhere?.emails === named && openElsewhere.requests.shown.length === 1) {
      return `${requestId} で同じ内容がすでに申請され、判断待ちです。`;
    }
    return '新しいものがないため、申請は作成されていません。';
  }

  function open({ named }: RemovalAsked, { emails, requests }: LeftOutEmails): string {
    return `${number(named)} 通中 ${number(emails)} 通はすでに申請されています: ${listed(requests, formats)}。`;
  }

  function done({ named }: RemovalAsked, { emails, requests }: LeftOutEmails): string {
    return `${number(named)} 通中 ${number(emails)} 通はすでに完了または進行中です: ${listed(requests, formats)}。`;
  }

  function place({ channelBound }: RemovalAsked): string {
    return channelBound
      ? 'カードはアラート チャネルにあります。'
      : 'アラートを受け取るチャネルがまだないため、カードはありません。承認者に、いずれかのチャネルで「alerts here」と入力するよう依頼してください。';
  }

  return {
    requested: (args) => {
      const { asked, named, openElsewhere, remediated } = args;
      const isOneOther = asked === 0 && openElsewhere?.emails === named && openElsewhere.requests.shown.length === 1;
      const said = [
        news(args),
        openElsewhere && !isOneOther && open(args, openElsewhere),
        remediated && done(args, remediated),
        (asked > 0 || isOneOther) && place(args),
      ];
      return sentences(said.filter((sentence) => typeof sentence === 'string'));
    },
    unreadMessageId: ({ unread }) =>
      `「${unread}」をネットワーク メッセージ ID として読み取れません。正しい形式は 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f のとおりです。インターネット メッセージ ID とは異なります。何も申請されていません。`,
    unreadInternetId: ({ unread }) =>
      `ネットワーク メッセージ ID の位置に「${unread}」があります。正しい形式は 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f のとおりです。Microsoft Defender では、別のものであるインターネット メッセージ ID と並んで表示されます。何も申請されていません。`,
    unreadRecipient: ({ unread }) =>
      `「${unread}」をメールボックスのアドレス (ana@contoso.com など) として読み取れません。何も申請されていません。`,
    unreadDomain: ({ unread }) =>
      `「${unread}」の末尾が完全なドメイン (contoso.com など) になっていません。何も申請されていません。`,
    unreadBecause: ({ unread }) =>
      `「${unread}」を読み取れません。「because」のことでしょうか。何も申請されていません。`,
    unreadAction: ({ unread }) =>
      `「${unread}」を読み取れません。アクションは soft delete、hard delete、move to junk、move to deleted items、move to inbox のいずれかで、理由は「because」の後に入力します。何も申請されていません。`,
  };
}
