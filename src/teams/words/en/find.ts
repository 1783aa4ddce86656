import type { RequestId } from '../../../approval/request.ts';
import type { SearchProblem } from '../../../workflow/found-mail.ts';
import type { FindProblem } from '../../typed/parse-find.ts';
import type { Formats } from '../formats.ts';

/** What was typed behind `find` and could not be read. */
export const englishFindProblems: Record<FindProblem, string> = {
  noCriterion: 'After "find" comes what to look for: from, to, subject, or url.',
  unknownKey: 'What can be looked for is from, to, subject and url, and last says how far back.',
  keyTwice: 'Each of from, to, subject, url and last can stand there once.',
  from: 'After "from:" comes an address or a domain, such as evil.example.',
  to: 'After "to:" comes the address of one mailbox, such as ana@contoso.com.',
  subject:
    'After "subject:" comes a part of the subject, between quotes where it has blanks, and 500 characters at most.',
  url: 'After "url:" comes the domain of a link in the email, such as evil.example.',
  last: 'After "last:" comes how far back to look: minutes, hours or days, such as 30m, 24h or 7d.',
  lastTooLong: 'Microsoft Defender keeps 30 days: "last:30d" is the longest.',
  openQuote: 'A quote was opened and not closed. Inside of quotes, a quote is written as \\".',
  looseWords: 'Every word needs its key in front, such as subject:, and quotes go around words that belong together.',
};

/** `find`: what it found, and what became of a click there. */
export function englishFind({ count, form, number }: Formats) {
  const notSearched: Record<SearchProblem, string> = {
    permission:
      'I may not search mail, because the app lacks the Microsoft Graph permission ThreatHunting.Read.All. An administrator of Entra ID can grant it and give admin consent. Everything else works without it.',
    licence:
      'Microsoft Graph refused the search because the tenant has no license for hunting in Microsoft Defender. Ask whoever manages the licenses.',
    credential:
      'The app could not sign in to Microsoft Graph, so nothing was searched. Ask whoever runs this app to renew its credential.',
    throttled:
      'Microsoft Defender takes no more searches at the moment, because this organization used up its share. Try again in a few minutes.',
    refused:
      'Microsoft Defender did not accept the search. Try another one; if none works, tell whoever runs this app.',
    tooLong: 'Microsoft Defender did not answer in time. Look less far back, or for something more particular.',
    unavailable: 'Microsoft Defender could not be asked just now. Try again in a minute.',
  };
  return {
    foundTitle: 'Email that was found',
    foundCount: (args: { total: number; more: boolean }): string => {
      if (args.total === 0) return 'No message was found.';
      return args.more
        ? `More than ${number(args.total)} messages were found.`
        : count(args.total, { one: '# message was found.', other: '# messages were found.' });
    },
    foundShown: (args: { shown: number; total: number; more: boolean }): string =>
      args.more
        ? `Shown are the newest ${number(args.shown)} of more than ${number(args.total)}. Look for something more particular to see others.`
        : `Shown are the newest ${number(args.shown)} of ${number(args.total)}. Look for something more particular to see others.`,
    /** `criteria` is the command, as it was understood. */
    foundBy: (args: { criteria: string }): string => `Looked for: ${args.criteria}`,
    foundNothing:
      'Email shows up here some minutes after it was received, and for 30 days. Check the spelling, or look further back.',
    foundSubject: (args: { message: number; subject: string }): string => `${number(args.message)}. ${args.subject}`,
    foundNoSubject: '(no subject)',
    foundFrom: (args: { sender: string; time: string }): string => `From ${args.sender}, received ${args.time}`,
    foundIn: (args: { recipients: number; places: string }): string =>
      form(args.recipients, {
        one: `In ${number(args.recipients)} mailbox: ${args.places}`,
        other: `In ${number(args.recipients)} mailboxes: ${args.places}`,
      }),
    foundInUnknown: (args: { recipients: number }): string =>
      count(args.recipients, { one: 'In # mailbox, place unknown', other: 'In # mailboxes, place unknown' }),
    foundTooMany: (args: { listed: number; total: number }): string =>
      `Only the first ${number(args.listed)} of ${number(args.total)} mailboxes can be asked for from here.`,
    foundAsk: 'Ask for removal',
    foundRequested: (args: { requestId: RequestId; channelBound: boolean }): string =>
      args.channelBound
        ? `${args.requestId} waits for a decision. Its card is in the alert channel.`
        : `${args.requestId} waits for a decision. It has no card, because no channel gets alerts yet. Ask an approver to type "alerts here" in one.`,
    foundRequestedRest: (args: { requestId: RequestId; asked: number; named: number }): string =>
      count(args.asked, {
        one: `${args.requestId} waits for a decision about # of ${number(args.named)} mailboxes. The others were asked for before.`,
        other: `${args.requestId} waits for a decision about # of ${number(args.named)} mailboxes. The others were asked for before.`,
      }),
    foundAskedBefore: (args: { requestId: RequestId }): string =>
      `The removal was asked for before, with ${args.requestId}. Open it to see how far it is.`,
    notSearched: (args: { problem: SearchProblem; seconds: number | undefined }): string =>
      args.problem === 'throttled' && args.seconds !== undefined
        ? count(args.seconds, {
            one: 'Microsoft Defender takes no more searches at the moment, because this organization used up its share. Try again in # second.',
            other:
              'Microsoft Defender takes no more searches at the moment, because this organization used up its share. Try again in # seconds.',
          })
        : notSearched[args.problem],
  };
}
