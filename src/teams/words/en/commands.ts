import type { RequestId } from '../../../approval/request.ts';
import type { FaultCode } from '../../../errors.ts';
import type { CommandName } from '../../typed/nearest-command.ts';
import type { CommandProblem } from '../../typed/parse-command.ts';
import type { Formats } from '../formats.ts';
import { englishChannels } from './channels.ts';

const examples: Record<CommandName, string> = {
  help: 'help',
  pending: 'pending',
  show: 'show CS-7F3K2Q',
  request: 'request <networkMessageId> <recipient> softDelete because <reason>',
  'who can approve': 'who can approve CS-7F3K2Q',
  'alerts here': 'alerts here from defender severity high',
  'alerts off': 'alerts off',
  whoami: 'whoami',
};

const problems: Record<Exclude<CommandProblem, 'requestId'>, string> = {
  messageId:
    'After "request" comes the network message id (networkMessageId) of the email, as Microsoft Defender shows it.',
  notAMessageId:
    'What stands after "request" is no network message id. Such an id looks like 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f. The Internet message id is another one.',
  recipient: 'After the network message id come the addresses of the mailboxes, such as ana@contoso.com.',
  action: 'The action is softDelete, hardDelete, moveToJunk, moveToDeletedItems or moveToInbox.',
  reasonMissing: 'After "because" comes the reason. Leave "because" out to give none.',
  reasonTooLong: 'The reason is too long: 1,000 characters at most.',
  extraWords: 'This command takes nothing behind it.',
  page: 'After "pending" comes nothing, or a page number.',
  alertSource: 'After "from" comes the name of an alert source, such as defender: a-z, 0-9, dots and dashes.',
  alertSeverity: 'After "severity" comes low, medium or high.',
  alertFilter:
    'After "alerts here" comes nothing, "from" and an alert source, "severity" and low, medium or high, or both.',
};

/** Lists and help, and the short answers to what people type. */
export function englishCommands({ count, number }: Formats) {
  const open = (value: number) =>
    count(value, { one: '# request waits for a decision.', other: '# requests wait for a decision.' });
  return {
    pendingTitle: 'Waiting for a decision',
    pendingCount: (args: { total: number }) =>
      args.total === 0 ? 'No request waits for a decision.' : open(args.total),
    pendingRange: (args: { first: number; last: number; total: number }) =>
      `Shown: ${number(args.first)} to ${number(args.last)} of ${number(args.total)}, oldest first.`,
    pendingLine: (args: { severity: string; plan: string }) => `${args.severity}. ${args.plan}`,
    /** No state is said of what waits for its first decision: the title of the list says it. */
    pendingSince: (args: { state: string | undefined; time: string }) =>
      args.state === undefined ? `Created ${args.time}.` : `${args.state}. Created ${args.time}.`,
    pendingSubject: (args: { subject: string }) => `Subject: ${args.subject}`,
    helpTitle: 'What you can ask for',
    helpIntro: 'Suspected phish arrives as a card in the alert channel. Decide there, with Approve or Reject.',
    helpOutro: 'In a channel, mention the app first. A message never decides anything; only a card does.',
    helpFallback: 'Commands: help, pending, show, request, who can approve, alerts here, alerts off, whoami.',
    helpLines: [
      { command: 'pending', meaning: 'Lists the requests that wait for a decision.' },
      { command: examples.show, meaning: 'Shows one request with its card.' },
      {
        command: examples.request,
        meaning: 'Asks for the removal of one message from one or more mailboxes. Others still have to approve it.',
      },
      { command: examples['who can approve'], meaning: 'Says what one request still needs, and of whom.' },
      { command: 'alerts here', meaning: 'Sends new alerts to this channel. Only for approvers.' },
      {
        command: examples['alerts here'],
        meaning: 'Sends only alerts of one source, or from a severity up, to this channel. Only for approvers.',
      },
      { command: 'alerts off', meaning: 'Stops alerts to this channel. Only for approvers.' },
      { command: 'whoami', meaning: 'Says who you are here, and whether you may approve.' },
      { command: 'help', meaning: 'Shows this list.' },
    ],
    /** Answers in one or two sentences. */
    answer: {
      incomplete: ({ command, problem }: { command: CommandName; problem: CommandProblem }): string =>
        problem === 'requestId'
          ? `After "${command}" comes a request id, such as CS-7F3K2Q. Example: ${examples[command]}`
          : `${problems[problem]} Example: ${examples[command]}`,
      requestIdLength: (args: { characters: number }): string =>
        `That id has ${count(args.characters, { one: '# character', other: '# characters' })} behind "CS-"; request ids have 6, such as CS-7F3K2Q.`,
      unknown: (args: { nearest: CommandName | undefined }): string =>
        args.nearest === undefined
          ? 'I don\'t know this command. Type "help" to see what you can ask for.'
          : `I don't know this command. Did you mean "${args.nearest}"? Example: ${examples[args.nearest]}`,
      decision: 'A message never decides anything. Use the buttons on the card; "pending" lists what is open.',
      requested: (args: { requestId: RequestId; channelBound: boolean; alreadyOpen: boolean }): string =>
        [
          args.alreadyOpen
            ? `${args.requestId} already asks for this, and waits for a decision.`
            : `${args.requestId} waits for a decision.`,
          args.channelBound
            ? 'Its card is in the alert channel.'
            : 'It has no card, because no channel gets alerts yet. Ask an approver to type "alerts here" in one.',
        ].join(' '),
      ...englishChannels,
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
