/** Sentences that answer what people type. Whole sentences with named arguments, as in words.ts. */
import type { RequestId } from '../approval/request.ts';
import type { FaultCode } from '../errors.ts';
import type { CommandName } from './nearest-command.ts';
import type { CommandProblem } from './parse-command.ts';

const examples: Record<CommandName, string> = {
  help: 'help',
  pending: 'pending',
  show: 'show CS-7F3K2Q',
  request: 'request <message id> <recipient> softDelete because <reason>',
  'alerts here': 'alerts here',
  'alerts off': 'alerts off',
  whoami: 'whoami',
};

const problems: Record<CommandProblem, string> = {
  messageId: 'After “request” comes the network message id of the email, as Microsoft Defender shows it.',
  recipient: 'After the message id come the addresses of the mailboxes, such as ana@contoso.com.',
  action: 'The action is softDelete, hardDelete, moveToJunk, moveToDeletedItems or moveToInbox.',
  reasonTooLong: 'The reason is too long: 1,000 characters at most.',
  requestId: 'After “show” comes a request id, such as CS-7F3K2Q.',
  extraWords: 'This command takes nothing behind it.',
  page: 'After “pending” comes nothing, or a page number.',
};

export const commandWords = {
  incomplete: (args: { command: CommandName; problem: CommandProblem }): string =>
    `${problems[args.problem]} Example: ${examples[args.command]}`,
  unknown: (args: { nearest: CommandName | undefined }): string =>
    args.nearest === undefined
      ? 'I don’t know this command. Type “help” to see what you can ask for.'
      : `I don’t know this command. Did you mean “${args.nearest}”? Example: ${examples[args.nearest]}`,
  decision: 'A message never decides anything. Use the buttons on the card; “pending” lists what is open.',
  requested: (args: { requestId: RequestId; channelBound: boolean }): string =>
    args.channelBound
      ? `${args.requestId} waits for a decision. Its card is in the alert channel.`
      : `${args.requestId} is kept, but no channel gets alerts yet. Ask an approver to type “alerts here” in one.`,
  channelBound: (args: { waiting: number }): string =>
    args.waiting === 0
      ? 'New alerts come to this channel from now on.'
      : `New alerts come to this channel from now on. Waiting until now: ${args.waiting}.`,
  channelUnbound: 'No more alerts come to this channel.',
  channelWasNotBound: 'This channel got no alerts, so nothing changed.',
  whoami: (args: {
    name: string;
    upn: string;
    objectId: string;
    mayApprove: boolean;
    why: string | undefined;
  }): string =>
    [
      `You are ${args.name}, ${args.upn} (object id ${args.objectId}).`,
      args.mayApprove ? 'You may approve.' : (args.why ?? 'You may not approve.'),
    ].join(' '),
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
} as const;
