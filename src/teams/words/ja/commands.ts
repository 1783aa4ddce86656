import type { CommandName } from '../../typed/nearest-command.ts';
import type { CommandProblem } from '../../typed/parse-command.ts';
import { exampleWith } from '../arguments.ts';
import type { englishCommands } from '../en/commands.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { japaneseChannels } from './channels.ts';
import { japaneseFindProblems } from './find.ts';
import { japaneseRemoval } from './removal.ts';

/** Commands are English words in every language; only what stands for something else is translated. */
const examples: Record<CommandName, string> = {
  help: 'help',
  pending: 'pending',
  show: 'show CS-7F3K2Q',
  history: 'history 20',
  stats: 'stats',
  request: 'request <networkMessageId> <受信者> softDelete because <理由>',
  withdraw: 'withdraw CS-7F3K2Q',
  undo: 'undo CS-7F3K2Q',
  find: 'find from:evil.example subject:"お支払い 期限超過" last:24h',
  'who can approve': 'who can approve CS-7F3K2Q',
  'alerts here': 'alerts here from defender severity high',
  'alerts off': 'alerts off',
  whoami: 'whoami',
};

const problems: Record<Exclude<CommandProblem, 'requestId'>, string> = {
  messageId:
    '「request」の後に、Microsoft Defender に表示されるメールのネットワーク メッセージ ID (networkMessageId) を入力してください。',
  recipient: 'ネットワーク メッセージ ID の後に、メールボックスのアドレス (ana@contoso.com など) を入力してください。',
  tooManyEmails:
    '指定した各メッセージを、指定した各メールボックスについて申請するため、メールが 500 通を超えます。何回かに分けて申請してください。',
  reasonMissing: '「because」の後に理由を入力してください。理由がない場合は「because」を省略してください。',
  reasonTooLong: '理由が長すぎます。1,000 文字以内で入力してください。',
  extraWords: 'このコマンドの後には何も入力しないでください。',
  page: '「pending」の後には、何も入力しないか、ページ番号を入力してください。',
  historyPage:
    '「history」の後には、何も入力しないか、申請の件数 (20 まで)、または「page」とページ番号を「history 20 page 2」のように入力してください。',
  ...japaneseFindProblems,
  alertSource:
    '「from」の後に、アラートのソースの名前 (defender など) を入力してください。使える文字は a-z、0-9、ピリオド、ハイフンです。',
  alertSeverity: '「severity」の後に、low、medium、または high を入力してください。',
  alertFilter:
    '「alerts here」の後には、何も入力しないか、「from」とアラートのソース、「severity」と low、medium、または high、あるいはその両方を入力してください。',
};

/** Lists and help, and the short answers to what people type. */
export function japaneseCommands(formats: Formats): Worded<ReturnType<typeof englishCommands>> {
  const { number, sentences } = formats;
  return {
    pendingTitle: '判断待ちの申請',
    pendingCount: ({ total }) =>
      total === 0 ? '判断待ちの申請はありません。' : `判断待ちの申請は ${number(total)} 件です。`,
    pendingRange: ({ first, last, total }) =>
      `${number(total)} 件中 ${number(first)} ～ ${number(last)} 件目を、古い順に表示しています。`,
    pendingNoMore: 'これ以上の申請はありません。最初から表示するコマンド: pending',
    pendingLine: ({ severity, plan }) => `${severity}。${plan}`,
    pendingSince: ({ state, time }) => (state === undefined ? `作成日時 ${time}。` : `${state}。作成日時 ${time}。`),
    pendingSubject: ({ subject }) => `件名: ${subject}`,
    helpTitle: '使えるコマンド',
    helpIntro:
      'フィッシングの疑いがあるメールは、アラート チャネルにカードで届きます。カードの「承認」または「却下」で判断してください。',
    helpOutro:
      'チャネルでは、最初にアプリをメンションしてください。メッセージで判断することはできません。判断はカードでのみ行えます。',
    helpFallback:
      'コマンド: help、pending、show、history、stats、request、withdraw、undo、find、who can approve、alerts here、alerts off、whoami。',
    helpLines: [
      { command: 'pending', meaning: '判断待ちの申請を一覧表示します。' },
      { command: 'pending page 2', meaning: '次の 10 件を表示します。' },
      { command: examples.show, meaning: '申請のカードを表示します。' },
      {
        command: 'history',
        meaning: '判断の履歴を新しい順に一覧表示します。「history 20」では一度に 20 件を表示します。',
      },
      {
        command: examples.request,
        meaning:
          '1 件以上のメッセージを、指定したすべてのメールボックスから除去するよう申請します。ほかの人の承認が必要です。アクション: soft delete、hard delete、move to junk、move to deleted items、move to inbox。',
      },
      { command: examples.withdraw, meaning: 'まだ誰も判断していない、自分の申請を取り下げます。' },
      {
        command: examples.undo,
        meaning: '申請で移動されたメールを元に戻すよう申請します。ほかの人の承認が必要です。',
      },
      {
        command: examples.find,
        meaning: '過去 30 日間のメールを検索します。ワンクリックで除去を申請できます。',
      },
      { command: examples['who can approve'], meaning: '申請にあと誰の承認が必要かを表示します。' },
      { command: 'alerts here', meaning: '新しいアラートをこのチャネルに送ります。承認者のみ使えます。' },
      {
        command: examples['alerts here'],
        meaning: '特定のソース、または一定以上の重大度のアラートだけをこのチャネルに送ります。承認者のみ使えます。',
      },
      { command: 'alerts off', meaning: 'このチャネルへのアラートを停止します。承認者のみ使えます。' },
      { command: 'stats', meaning: '過去 7 日間と 30 日間の、申請の結果と所要時間を表示します。' },
      { command: 'whoami', meaning: 'ここでの自分の名前と、承認できるかどうかを表示します。' },
      { command: 'help', meaning: 'この一覧を表示します。' },
    ],
    answer: {
      incomplete: ({ command, problem }) =>
        problem === 'requestId'
          ? `「${command}」の後に、申請の ID (CS-7F3K2Q など) を入力してください。例: ${examples[command]}`
          : `${problems[problem]}例: ${examples[command]}`,
      unreadCriterion: ({ unread, problem, nearest }) =>
        nearest === undefined
          ? `「${unread}」を読み取れません。${problems[problem]}例: ${examples.find}`
          : `「${unread}」を読み取れません。「${nearest}:」のことでしょうか。例: ${examples.find}`,
      oneRequestId: ({ command, requestId }) =>
        `「${command}」の後には、申請の ID を 1 個だけ入力してください。例: ${command} ${requestId}`,
      requestIdLength: ({ characters }) =>
        `この ID は「CS-」の後が ${number(characters)} 文字です。申請の ID は CS-7F3K2Q のように 6 文字です。`,
      unknown: ({ nearest, requestId }) =>
        nearest === undefined
          ? 'このコマンドはわかりません。「help」と入力すると、使えるコマンドを確認できます。'
          : `このコマンドはわかりません。「${nearest}」のことでしょうか。例: ${exampleWith(examples[nearest], requestId)}`,
      tooLong: ({ most }) =>
        `メッセージが長すぎます。この種類のメッセージは${number(most)}文字までです。処理は行われていません。`,
      decision:
        'メッセージで判断することはできません。カードのボタンを使ってください。判断待ちの申請は「pending」で確認できます。',
      ...japaneseRemoval(formats),
      ...japaneseChannels(formats),
      whoami: ({ name, upn, objectId, mayApprove, why }) => {
        const said = [
          `あなたは ${name}、${upn} (オブジェクト ID ${objectId}) です。`,
          mayApprove === 'all' && '承認できます。',
          mayApprove === 'some' && '承認ポリシーのルールで指定されている申請を承認できます。',
          mayApprove === 'none' && (why ?? '承認できません。'),
        ];
        return sentences(said.filter((sentence) => sentence !== false));
      },
      writeToMe: ({ name }) =>
        `${name} さん、クリックへの回答がありますが、個別に送信できませんでした。このアプリとのチャットを開き、もう一度クリックしてください。`,
      fault: ({ code, requestId, reference }) =>
        sentences([
          code === 'rosterUnavailable'
            ? 'Teams であなたが誰かを確認できなかったため、何も実行されていません。'
            : '問題が発生しました。操作が反映されたかどうかは不明です。',
          requestId === undefined
            ? '1 分後にもう一度お試しください。'
            : `1 分後に ${requestId} をもう一度確認してください。`,
          `サポート用の参照番号: ${reference}。`,
        ]),
    },
  };
}
