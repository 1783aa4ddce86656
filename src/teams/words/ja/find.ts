import type { SearchProblem } from '../../../workflow/found-mail.ts';
import type { englishFind, englishFindProblems } from '../en/find.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** What was typed behind `find` and could not be read. */
export const japaneseFindProblems: Worded<typeof englishFindProblems> = {
  noCriterion: '「find」の後に、検索条件 (from、to、subject、url のいずれか) を入力してください。',
  unknownKey: '検索できるのは from、to、subject、url です。さかのぼる期間は last で指定します。',
  keyTwice: 'from、to、subject、url、last は、それぞれ 1 回だけ指定できます。',
  from: '「from:」の後に、アドレスまたはドメイン (evil.example など) を入力してください。',
  to: '「to:」の後に、1 個のメールボックスのアドレス (ana@contoso.com など) を入力してください。',
  subject:
    '「subject:」の後に、件名の一部を 500 文字以内で入力してください。空白を含む場合は引用符 (") で囲んでください。',
  url: '「url:」の後に、メール内のリンクのドメイン (evil.example など) を入力してください。',
  last: '「last:」の後に、さかのぼる期間を分、時間、または日で入力してください (30m、24h、7d など)。',
  lastTooLong: 'Microsoft Defender の保存期間は 30 日です。最長は「last:30d」です。',
  openQuote: '引用符が閉じられていません。引用符の中で引用符を使うには、\\" と入力してください。',
  looseWords: 'どの語の前にも subject: などのキーが必要です。空白を含む語句は引用符 (") で囲んでください。',
};

const notSearched: Record<SearchProblem, string> = {
  permission:
    'アプリに Microsoft Graph のアクセス許可 ThreatHunting.Read.All がないため、メールを検索できません。Entra ID の管理者がアクセス許可を付与し、管理者の同意を与えることができます。ほかの機能は、この許可がなくても使えます。',
  licence:
    'テナントに Microsoft Defender の追求 (ハンティング) のライセンスがないため、Microsoft Graph に検索を拒否されました。ライセンスの管理者に問い合わせてください。',
  credential:
    'アプリが Microsoft Graph にサインインできなかったため、何も検索していません。このアプリの管理者に、資格情報の更新を依頼してください。',
  throttled:
    '組織の割り当てを使い切ったため、Microsoft Defender は現在、検索を受け付けていません。数分後にもう一度お試しください。',
  refused:
    'この検索は Microsoft Defender に受け付けられませんでした。別の条件でお試しください。どの条件でも失敗する場合は、このアプリの管理者に連絡してください。',
  tooLong: 'Microsoft Defender から時間内に応答がありませんでした。期間を短くするか、条件を絞り込んでください。',
  unavailable: 'Microsoft Defender に問い合わせることができませんでした。1 分後にもう一度お試しください。',
};

/** `find`: what it found, and what became of a click there. */
export function japaneseFind({ number }: Formats): Worded<ReturnType<typeof englishFind>> {
  return {
    foundTitle: '見つかったメール',
    foundCount: ({ total, more }) => {
      if (total === 0) return 'メッセージは見つかりませんでした。';
      return more
        ? `${number(total)} 件を超えるメッセージが見つかりました。`
        : `${number(total)} 件のメッセージが見つかりました。`;
    },
    foundShown: ({ shown, total, more }) =>
      more
        ? `${number(total)} 件を超えるうち、新しい順に ${number(shown)} 件を表示しています。ほかを表示するには、条件を絞り込んでください。`
        : `${number(total)} 件のうち、新しい順に ${number(shown)} 件を表示しています。ほかを表示するには、条件を絞り込んでください。`,
    foundBy: ({ criteria }) => `検索条件: ${criteria}`,
    foundNothing:
      'メールは受信の数分後から 30 日間検索できます。つづりを確認するか、さかのぼる期間を長くしてください。',
    foundSubject: ({ message, subject }) => `${number(message)}. ${subject}`,
    foundNoSubject: '(件名なし)',
    foundFrom: ({ sender, time }) => `差出人 ${sender}、受信日時 ${time}`,
    foundIn: ({ recipients, places }) => `メールボックス ${number(recipients)} 個: ${places}`,
    foundInUnknown: ({ recipients }) => `メールボックス ${number(recipients)} 個、場所は不明`,
    foundTooMany: ({ listed, total }) =>
      `ここから申請できるのは、メールボックス ${number(total)} 個のうち最初の ${number(listed)} 個だけです。`,
    foundAsk: '除去を申請',
    foundRequested: ({ requestId, channelBound }) =>
      channelBound
        ? `${requestId} は判断待ちです。カードはアラート チャネルにあります。`
        : `${requestId} は判断待ちです。アラートを受け取るチャネルがまだないため、カードはありません。承認者に、いずれかのチャネルで「alerts here」と入力するよう依頼してください。`,
    foundRequestedRest: ({ requestId, asked, named }) =>
      `${requestId} は、メールボックス ${number(named)} 個のうち ${number(asked)} 個について判断待ちです。残りは以前に申請済みです。`,
    foundAskedBefore: ({ requestId }) =>
      `この除去は以前に ${requestId} で申請済みです。開いて進行状況を確認してください。`,
    notSearched: ({ problem, seconds }) =>
      problem === 'throttled' && seconds !== undefined
        ? `組織の割り当てを使い切ったため、Microsoft Defender は現在、検索を受け付けていません。${number(seconds)} 秒後にもう一度お試しください。`
        : notSearched[problem],
  };
}
