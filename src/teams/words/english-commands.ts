import type { Formats } from './formats.ts';

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
    pendingSince: (args: { state: string; time: string }) => `${args.state}. Created ${args.time}.`,
    pendingFallback: (args: { total: number }) => open(args.total),
    helpTitle: 'What you can ask for',
    helpIntro: 'Suspected phish arrives as a card in the alert channel. Decide there, with Approve or Reject.',
    helpOutro: 'In a channel, mention the app first. A message never decides anything; only a card does.',
    helpFallback: 'Commands: help, pending, show, request, alerts here, alerts off, whoami.',
    helpLines: [
      { command: 'pending', meaning: 'Lists the requests that wait for a decision.' },
      { command: 'show CS-7F3K2Q', meaning: 'Shows one request with its card.' },
      {
        command: 'request <message id> <recipient> softDelete because <reason>',
        meaning: 'Asks for the removal of one message from one or more mailboxes. Others still have to approve it.',
      },
      { command: 'alerts here', meaning: 'Sends new alerts to this channel. Only for approvers.' },
      { command: 'alerts off', meaning: 'Stops alerts to this channel. Only for approvers.' },
      { command: 'whoami', meaning: 'Says who you are here, and whether you may approve.' },
      { command: 'help', meaning: 'Shows this list.' },
    ],
  };
}
