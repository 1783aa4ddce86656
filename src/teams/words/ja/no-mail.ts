import type { englishNoMail, englishNoMailRefusals } from '../en/no-mail.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** A request whose alert named no message in a mailbox. */
export function japaneseNoMail(formats: Formats): Worded<ReturnType<typeof englishNoMail>> {
  return {
    noMail: {
      title: 'どのメールですか？',
      explain: 'アラートの発信元がメールボックス内のメッセージを示していないため、まだ何も除去できません。',
      whatToDo:
        'メールを検索し、見つかった場所で除去を申請してください。対応が済んだとき、または対応が不要なときは、この申請を却下してください。',
      typed: ({ command }) => `同じ検索を入力する場合: ${command}`,
      tooLittle:
        'アラートに差出人のアドレスも件名も含まれていないため、何を検索するかを誰かが指定する必要があります。入力例: find from:evil.example subject:"overdue invoice" last:7d。',
      asked: (names) => `検索結果からの申請: ${listed(names, formats)}。対応が済んだら、この申請を却下してください。`,
      button: 'メールを検索',
      plan: 'メッセージの指定なし。',
      mailboxes: 'メッセージの指定なし',
      undone: 'アラートがメールボックス内のメッセージを示していなかったため、除去するものはありませんでした。',
      nobodyYet: 'メールボックス内のメッセージが示されるまで、誰も承認できません。',
      reply: {
        reminded:
          'まだ誰も対応していません。アラートはメールボックス内のメッセージを示していません。上のカードからメールを検索するか、そこで申請を却下してください。',
        escalated:
          'まだ誰も対応していないため、今後はほかの人も判断できます。アラートはメールボックス内のメッセージを示していません。上のカードからメールを検索するか、そこで申請を却下してください。',
        expired: '期限までに誰も対応しなかったため、何も実行されていません。',
      },
    },
  };
}

export const japaneseNoMailRefusals: Worded<typeof englishNoMailRefusals> = {
  noMail: ({ requestId }) =>
    requestId
      ? `${requestId} はメールボックス内のメッセージを示していないため、除去するものがありません。先に検索してください。カードの「メールを検索」をクリックするか、「find」と入力してください。`
      : 'この申請はメールボックス内のメッセージを示していないため、除去するものがありません。先に検索してください。カードの「メールを検索」をクリックするか、「find」と入力してください。',
  nothingToFind: () =>
    'アラートに、検索できる差出人のアドレスも件名も含まれていません。わかっていることを入力してください。例: find from:evil.example subject:"overdue invoice" last:7d。',
};
