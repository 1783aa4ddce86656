import type { RequestId } from '../../../approval/request.ts';
import type { FaultCode } from '../../../errors.ts';
import type { CommandName } from '../../typed/nearest-command.ts';
import type { CommandProblem } from '../../typed/parse-command.ts';
import type { UnreadCriterion } from '../../typed/parse-find.ts';
import { exampleWith } from '../arguments.ts';
import type { Formats } from '../formats.ts';
import { englishChannels } from './channels.ts';
import { englishFindProblems } from './find.ts';
import { englishRemoval } from './removal.ts';

const examples: Record<CommandName, string> = {
  help: 'help',
  pending: 'pending',
  show: 'show CS-7F3K2Q',
  history: 'history 20',
  stats: 'stats',
  request: 'request <networkMessageId> <recipient> softDelete because <reason>',
  withdraw: 'withdraw CS-7F3K2Q',
  undo: 'undo CS-7F3K2Q',
  find: 'find from:evil.example subject:"overdue invoice" last:24h',
  'who can approve': 'who can approve CS-7F3K2Q',
  'alerts here': 'alerts here from defender severity high',
  'alerts off': 'alerts off',
  whoami: 'whoami',
};

const problems: Record<Exclude<CommandProblem, 'requestId'>, string> = {
  messageId:
    'After "request" comes the network message id (networkMessageId) of the email, as Microsoft Defender shows it.',
  recipient: 'After the network message id come the addresses of the mailboxes, such as ana@contoso.com.',
  tooManyEmails:
    'Each message that you name is asked for in each mailbox that you name, and that would be more than 500 emails. Ask for them in several parts.',
  reasonMissing: 'After "because" comes the reason. Leave "because" out to give none.',
  reasonTooLong: 'The reason is too long: 1,000 characters at most.',
  extraWords: 'This command takes nothing behind it.',
  page: 'After "pending" comes nothing, or a page number.',
  historyPage:
    'After "history" comes nothing, a number of requests up to 20, or "page" and a page number, as in "history 20 page 2".',
  ...englishFindProblems,
  alertSource: 'After "from" comes the name of an alert source, such as defender: a-z, 0-9, dots and dashes.',
  alertSeverity: 'After "severity" comes low, medium or high.',
  alertFilter:
    'After "alerts here" comes nothing, "from" and an alert source, "severity" and low, medium or high, or both.',
};

/** Lists and help, and the short answers to what people type. */
export function englishCommands(formats: Formats) {
  const { count, number } = formats;
  return {
    pendingTitle: 'Waiting for a decision',
    pendingCount: (args: { total: number }) =>
      args.total === 0
        ? 'No request waits for a decision.'
        : count(args.total, { one: '# request waits for a decision.', other: '# requests wait for a decision.' }),
    pendingRange: (args: { first: number; last: number; total: number }) =>
      `Shown: ${number(args.first)} to ${number(args.last)} of ${number(args.total)}, oldest first.`,
    pendingNoMore: 'There are no more requests. To see the first ones, type: pending',
    pendingLine: (args: { severity: string; plan: string }) => `${args.severity}. ${args.plan}`,
    /** No state is said of what waits for its first decision: the title of the list says it. */
    pendingSince: (args: { state: string | undefined; time: string }) =>
      args.state === undefined ? `Created ${args.time}.` : `${args.state}. Created ${args.time}.`,
    pendingSubject: (args: { subject: string }) => `Subject: ${args.subject}`,
    helpTitle: 'What you can ask for',
    helpIntro: 'Suspected phish arrives as a card in the alert channel. Decide there, with Approve or Reject.',
    helpOutro: 'In a channel, mention the app first. A message never decides anything; only a card does.',
    helpFallback:
      'Commands: help, pending, show, history, stats, request, withdraw, undo, find, who can approve, alerts here, alerts off, whoami.',
    helpLines: [
      { command: 'pending', meaning: 'Lists the requests that wait for a decision.' },
      { command: 'pending page 2', meaning: 'Shows the next ten of them.' },
      { command: examples.show, meaning: 'Shows one request with its card.' },
      { command: 'history', meaning: 'Lists what was decided, the newest first; "history 20" lists 20 at once.' },
      {
        command: examples.request,
        meaning:
          'Asks for the removal of one or more messages, each from all the mailboxes you name. Others still have to approve it. Actions: soft delete, hard delete, move to junk, move to deleted items, move to inbox.',
      },
      { command: examples.withdraw, meaning: 'Takes back a request of your own, while nobody has decided it.' },
      {
        command: examples.undo,
        meaning: 'Asks to put back what one request moved. Others still have to approve it.',
      },
      {
        command: examples.find,
        meaning: 'Finds email of the last 30 days, and lets you ask for its removal with one click.',
      },
      { command: examples['who can approve'], meaning: 'Says what one request still needs, and of whom.' },
      { command: 'alerts here', meaning: 'Sends new alerts to this channel. Only for approvers.' },
      {
        command: examples['alerts here'],
        meaning: 'Sends only alerts of one source, or from a severity up, to this channel. Only for approvers.',
      },
      { command: 'alerts off', meaning: 'Stops alerts to this channel. Only for approvers.' },
      { command: 'stats', meaning: 'Shows how requests ended and how long they took, in the last 7 and 30 days.' },
      { command: 'whoami', meaning: 'Says who you are here, and whether you may approve.' },
      { command: 'help', meaning: 'Shows this list.' },
    ],
    /** Answers in one or two sentences. */
    answer: {
      incomplete: ({ command, problem }: { command: CommandName; problem: CommandProblem }): string =>
        problem === 'requestId'
          ? `After "${command}" comes a request id, such as CS-7F3K2Q. Example: ${examples[command]}`
          : `${problems[problem]} Example: ${examples[command]}`,
      unreadCriterion: (args: {
        unread: string;
        problem: UnreadCriterion['problem'];
        nearest: UnreadCriterion['nearest'];
      }): string =>
        args.nearest === undefined
          ? `I cannot read "${args.unread}". ${problems[args.problem]} Example: ${examples.find}`
          : `I cannot read "${args.unread}". Did you mean "${args.nearest}:"? Example: ${examples.find}`,
      oneRequestId: (args: { command: CommandName; requestId: RequestId }): string =>
        `"${args.command}" takes one request id and nothing else. Example: ${args.command} ${args.requestId}`,
      requestIdLength: (args: { characters: number }): string =>
        count(args.characters, {
          one: 'That id has # character behind "CS-"; request ids have 6, such as CS-7F3K2Q.',
          other: 'That id has # characters behind "CS-"; request ids have 6, such as CS-7F3K2Q.',
        }),
      unknown: (args: { nearest: CommandName | undefined; requestId?: RequestId }): string =>
        args.nearest === undefined
          ? 'I don\'t know this command. Type "help" to see what you can ask for.'
          : `I don't know this command. Did you mean "${args.nearest}"? Example: ${exampleWith(examples[args.nearest], args.requestId)}`,
      tooLong: (args: { most: number }): string =>
        `That message is too long: a message of this kind may have up to ${number(args.most)} characters. Nothing was done.`,
      decision: 'A message never decides anything. Use the buttons on the card; "pending" lists what is open.',
      ...englishRemoval(formats),
      ...englishChannels(formats),
      whoami: (args: {
        name: string;
        upn: string;
        objectId: string;
        mayApprove: 'all' | 'some' | 'none';
        why: string | undefined;
      }): string =>
        [
          `You are ${args.name}, ${args.upn} (object id ${args.objectId}).`,
          args.mayApprove === 'all' && 'You may approve.',
          args.mayApprove === 'some' &&
            'You may approve the requests that a rule of the approver policy names you for.',
          args.mayApprove === 'none' && (args.why ?? 'You may not approve.'),
        ]
          .filter((sentence) => sentence !== false)
          .join(' '),
      writeToMe: (args: { name: string }): string =>
        `${args.name}, your click has an answer, but I could not write to you in private. Open a chat with this app and click again.`,
      fault: (args: { code: FaultCode; requestId: RequestId | undefined; reference: string }): string =>
        [
          args.code === 'rosterUnavailable'
            ? 'Teams did not say who you are, so nothing was done.'
            : 'Something went wrong, and it is not certain that this took effect.',
          args.requestId === undefined ? 'Try again in a minute.' : `Look at ${args.requestId} again in a minute.`,
          `Reference for support: ${args.reference}.`,
        ].join(' '),
    },
  };
}
